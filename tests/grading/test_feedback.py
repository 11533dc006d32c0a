"""Feedback that trainees can use: what was expected, no test, nothing active, right on a phone."""

import csv
import re
import subprocess
import zipfile
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser

from safercities.grading.release import secret_lines
from tests.browser import PHONE
from tests.grading.harness import PROGRAM, Course, attacked
from tests.grading.hostile.assignment import CANARIES
from tests.grading.hostile.injecting import injecting
from tests.grading.hostile.leaking import leaking
from tests.grading.hostile.work import SLUG, Work

SAMPLE_OF_LEAKS = leaking.entries[::4]
COMMENT = "Good start. Say <b>who</b> waits.\nAnd why?"


@pytest.fixture(scope="module")
def course(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Honest work, injections and leaks, after grading, marks by hand and generate_feedback."""
    entries = [*injecting.entries, *SAMPLE_OF_LEAKS]
    course = attacked(root, tmp_path_factory.mktemp("feedback"), entries)
    notebook = course.notebook("submitted", "honest-full")
    judged = next(c for c in notebook.cells if "meaning" in str(c.metadata))
    judged.source = "Three streets are dark.\n\n" + "word" * 60
    nbformat.write(notebook, handed_in(course, "honest-full"))
    course.submit("cut", course.notebook("release"))
    path = handed_in(course, "cut")
    path.write_text(path.read_text()[:500])
    code, _, complaints = course.grade("--timeout", "5")
    assert code == 0, complaints
    with course.gradebook() as gradebook:
        where = ("task-4-meaning", SLUG, SLUG, "honest-full")
        mark = gradebook.find_grade(*where)
        mark.manual_score, mark.needs_manual_grade = 1, False
        gradebook.find_comment(*where).manual_comment = COMMENT
        gradebook.db.commit()
    course.run("generate_feedback", SLUG)
    return course


def handed_in(course: Course, student: str) -> Path:
    return course.root / "submitted" / student / SLUG / f"{SLUG}.ipynb"


def page_of(course: Course, student: str) -> Path:
    return course.root / "feedback" / student / SLUG / f"{SLUG}.html"


def pages(course: Course) -> dict[str, Path]:
    found = sorted((course.root / "feedback").glob(f"*/{SLUG}/*.html"))
    return {path.parents[1].name: path for path in found}


def test_everybody_has_one_page_and_nothing_else(course: Course) -> None:
    students = {path.name for path in (course.root / "submitted").iterdir()}
    assert pages(course).keys() == students
    names = {path.name for path in (course.root / "feedback").glob(f"*/{SLUG}/*")}
    assert names == {f"{SLUG}.html", "timestamp.txt", "submission_secret.txt"}


def test_the_page_says_what_was_expected_and_the_points_of_each_task(
    course: Course, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(page_of(course, "honest-typo").as_uri())
    text = page.locator("body").inner_text()
    page.close()
    assert "4 of 8 points" in text or "4 of" in text
    assert text.count("All checks passed.") == 2
    assert "0 of 2 points" in text
    said = next(
        o
        for c in course.notebook("autograded", "honest-typo").cells
        for o in c.get("outputs", [])
        if o.get("ename") == "AssertionError"
    )
    assert said["evalue"] in text


def test_rubric_comment_and_mark_by_hand_are_shown(course: Course, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(page_of(course, "honest-full").as_uri())
    assert page.locator(".comment").inner_text() == f"Comment: {COMMENT}"
    assert "(your answer)" in page.locator("tr.reached").inner_text()
    assert page.locator("tr.reached td").first.inner_text() == "1"
    page.close()


def test_work_that_could_not_be_read_says_why(course: Course) -> None:
    text = page_of(course, "cut").read_text()
    assert "damaged, or cut off" in text
    assert "All checks passed" not in text


def test_no_test_and_no_solution_is_in_any_page(course: Course) -> None:
    source = course.notebook("source")
    tests = [c for c in source.cells if Work.id_of(c).startswith("test-")]
    lines = {line.strip() for test in tests for line in test.source.splitlines()}
    # The sentences of assertions are what trainees shall read.
    code = {line for line in lines if len(line) > 15 and not re.search("Task|^import", line)}
    assert len(code) > 5
    leaks = {name: word for name, word in CANARIES.items() if name not in ("SOLUTION", "OTHER")}
    for student, path in pages(course).items():
        text = path.read_text()
        secrets = code if "honest" in student else code | secret_lines(source)
        assert [line for line in secrets if line in text] == [], student
        assert [name for name, word in leaks.items() if word in text] == [], student


def test_nothing_runs_and_nothing_is_fetched(course: Course, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for student, path in pages(course).items():
        asked.clear()
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.wait_for_timeout(50)
        assert page.title() == "Feedback: Lamps" or "INJECTED" not in page.title(), student
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == [], student
        assert page.locator("script, iframe, object, embed, svg, form, link").count() == 0, student
        handlers = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter("
        handlers += "a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value)).length"
        assert page.evaluate(handlers) == 0, student
    context.close()


def test_it_fits_a_phone(course: Course, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for student, path in pages(course).items():
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, student
    context.close()


def export(course: Course, *arguments: str) -> subprocess.CompletedProcess:
    command = [PROGRAM, "export", *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True)


def test_one_zip_for_each_trainee(course: Course, tmp_path: Path) -> None:
    done = export(course, "feedback", "--to", str(tmp_path / "zips"))
    assert done.returncode == 0, done.stderr
    found = {path.stem: path for path in (tmp_path / "zips").iterdir()}
    assert found.keys() == pages(course).keys()
    with zipfile.ZipFile(found["honest-full"]) as file:
        assert file.namelist() == [f"{SLUG}.html"]
        assert file.read(f"{SLUG}.html") == page_of(course, "honest-full").read_bytes()


def test_grades_as_a_table(course: Course, tmp_path: Path) -> None:
    done = export(course, "grades", "--to", str(tmp_path / "grades.csv"))
    assert done.returncode == 0, done.stderr
    with (tmp_path / "grades.csv").open() as file:
        lines = [line for line in csv.DictReader(file) if line["trainee"] == "honest-full"]
    assert [line["points"] for line in lines] == ["2.0", "2.0", "2.0", "1.0"]
    assert lines[-1]["comment"] == COMMENT


def test_without_a_gradebook_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [PROGRAM, "export", "grades", "--course", tmp_path], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "grade first" in done.stderr
