"""The formgrader's own pages: an instructor marks hostile work in a browser, and nothing runs."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.grading.harness import Course, attacked
from tests.grading.hostile.injecting import injecting
from tests.grading.hostile.work import SLUG
from tests.jupyter import TOKEN, serving

HONEST = ("honest-full", "honest-draws", "honest-pasted-picture")
# What could run in the part of the page that shows the submission.
STRANGE = """
[...document.querySelectorAll('#notebook-container *')].filter(e =>
    /^(script|iframe|object|embed|form|svg|animate)$/i.test(e.tagName) ||
    [...e.attributes].some(a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))
).map(e => e.outerHTML.slice(0, 200))
"""


@pytest.fixture(scope="module")
def course(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Honest work and every injection, graded."""
    folder = tmp_path_factory.mktemp("formgrader")
    course = attacked(root, folder, injecting.entries, students=HONEST)
    code, _, complaints = course.grade("--timeout", "5")
    assert code == 0, complaints
    return course


@pytest.fixture(scope="module")
def formgrader(course: Course) -> Iterator[str]:
    """The address of a Jupyter server with nbgrader's formgrader, in the course's folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"HOME": str(course.root.parent / "home"), "PATH": path}
    with serving([sys.executable, "-m", "jupyter_server"], course.root, environment) as address:
        yield f"{address}/formgrader"


@pytest.fixture
def page(browser: Browser, formgrader: str) -> Iterator[Page]:
    """A page that is logged in; what other hosts have is not fetched."""
    host = formgrader.removesuffix("/formgrader")
    context = browser.new_context()
    context.route("**", lambda r: r.continue_() if r.request.url.startswith(host) else r.abort())
    page = context.new_page()
    page.goto(f"{formgrader}/?token={TOKEN}")
    yield page
    context.close()


def submission_ids(course: Course) -> dict[str, str]:
    """What the formgrader calls each trainee's notebook."""
    with course.gradebook() as gradebook:
        found = gradebook.notebook_submissions(SLUG, SLUG)
        return {each.student.id: each.id for each in found}


def open_submission(page: Page, formgrader: str, number: str) -> None:
    """Open a trainee's notebook and wait for its marks, which would overwrite what is typed."""
    answer = page.goto(f"{formgrader}/submissions/{number}")
    assert answer.ok, number
    page.wait_for_function("formgrader.grades?.loaded && formgrader.comments?.loaded")


def test_nothing_of_a_submission_runs(course: Course, formgrader: str, page: Page) -> None:
    ids = submission_ids(course)
    assert ids.keys() >= {entry.name for entry in injecting.entries}
    for student, number in ids.items():
        open_submission(page, formgrader, number)
        page.locator("#test-1-lamps").wait_for()
        page.wait_for_timeout(200)
        assert "INJECTED" not in page.title(), student
        assert page.evaluate(STRANGE) == [], student


def test_a_pasted_picture_is_shown(course: Course, formgrader: str, page: Page) -> None:
    open_submission(page, formgrader, submission_ids(course)["honest-pasted-picture"])
    picture = page.get_by_alt_text("image.png")
    picture.wait_for(state="attached")
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 1


def test_names_in_the_lists_are_harmless(course: Course, formgrader: str, page: Page) -> None:
    for place in (f"manage_submissions/{SLUG}", f"gradebook/{SLUG}/{SLUG}", "manage_students"):
        assert page.goto(f"{formgrader}/{place}").ok
        page.locator("tbody tr").first.wait_for()
        page.wait_for_timeout(200)
        assert "INJECTED" not in page.title(), place


def test_a_person_marks_and_comments(course: Course, formgrader: str, page: Page) -> None:
    open_submission(page, formgrader, submission_ids(course)["honest-full"])
    for place, text, kind in (
        ("#task-4-meaning", "1", "grade"),
        ("#task-4-meaning-comment", "Say who waits.", "comment"),
    ):
        page.locator(place).fill(text)
        with page.expect_response(lambda a, kind=kind: f"/api/{kind}/" in a.url) as saved:
            page.keyboard.press("Tab")
        assert saved.value.ok
    with course.gradebook() as gradebook:
        where = ("task-4-meaning", SLUG, SLUG, "honest-full")
        assert gradebook.find_grade(*where).manual_score == 1
        assert gradebook.find_comment(*where).manual_comment == "Say who waits."
