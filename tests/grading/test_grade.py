"""`safercities grade`: the same grades as nbgrader, nothing lost, nobody stopped by others."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat import NotebookNode

from safercities.grading.grade.intake import LARGEST_NOTEBOOK
from safercities.grading.release import release
from tests.grading.harness import Course, answer_cells, mixed, read_answers, solved
from tests.grading.sample import good_notebook

ROOT = Path(__file__).parents[2]
SLUG = "05-lighting"
SAMPLE = "sample"
KILLS = 30


def states(said: dict) -> dict[str, str]:
    return {line["student"]: line["state"] for line in said["submissions"]}


def table(course: Course) -> list[tuple]:
    """Every grade and comment in the gradebook, cell by cell."""
    query = """
        select student.id, base_cell.name, grade.auto_score, grade.manual_score,
               grade.needs_manual_grade, grade.extra_credit
        from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join student on submitted_assignment.student_id = student.id
        join base_cell on grade.cell_id = base_cell.id order by 1, 2
    """
    with sqlite3.connect(course.root / "gradebook.db") as database:
        return database.execute(query).fetchall()


def sample_course(folder: Path) -> tuple[Course, NotebookNode]:
    """A course with one small assignment, and a right solution of it."""
    root = folder / "assignments"
    (root / "source" / SAMPLE).mkdir(parents=True)
    (folder / "datasets").mkdir()
    (folder / "datasets" / "lamps.csv").write_text("lamp_id\nL1\nL2\n")
    nbformat.write(good_notebook(), root / "source" / SAMPLE / f"{SAMPLE}.ipynb")
    shutil.copy(ROOT / "assignments" / "nbgrader_config.py", root)
    course = Course(root, SAMPLE)
    release(root, SAMPLE)
    return course, solved(course.notebook("release"), course.notebook("source"))


def half(right: NotebookNode) -> NotebookNode:
    """The same with a wrong answer to its first task."""
    notebook = nbformat.from_dict(json.loads(json.dumps(right)))
    next(c for c in notebook.cells if "lamps = rows" in c.source).source = "lamps = 99"
    return notebook


@pytest.fixture(scope="module")
def lighting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Course]:
    """The same mixed set, graded by `nbgrader autograde` and by `safercities grade`."""
    folder = tmp_path_factory.mktemp("mixed")
    ours = Course.copy_of(ROOT, folder / "ours", SLUG)
    release(ours.root, SLUG)
    blank = ours.notebook("release")
    reference = solved(blank, ours.notebook("source"))
    best = {task: cell.source for task, cell in answer_cells(reference).items()}
    answers = read_answers(ROOT / "tests/grading/answers" / f"{SLUG}.py")
    ours.submit("blank", blank)
    ours.submit("reference", reference)
    for answer in [a for a in answers if not a.right][::12]:
        ours.submit(answer.student, mixed(blank, best, {answer.task: answer.code}))
    broken = mixed(blank, best, {"2": "1 / 0", "3": "return None", "5": "import os; os._exit(3)"})
    ours.submit("broken", broken)
    shutil.copytree(folder / "ours", folder / "theirs")
    theirs = Course(folder / "theirs" / "assignments", SLUG)
    code, _, errors = ours.grade()
    assert code == 0, errors
    theirs.run("autograde", SLUG)
    return ours, theirs


def test_the_grades_are_those_of_nbgrader_cell_by_cell(lighting: tuple[Course, Course]) -> None:
    ours, theirs = map(table, lighting)
    assert len(ours) > 50
    assert len({score for _, _, score, *_ in ours}) > 2, "a mixed set"
    assert ours == theirs


def test_the_autograded_notebooks_are_those_of_nbgrader(lighting: tuple[Course, Course]) -> None:
    ours, theirs = lighting
    for path in sorted((ours.root / "autograded").glob("*/*/*.ipynb")):
        other = theirs.root / path.relative_to(ours.root)
        first, second = (nbformat.read(p, as_version=4) for p in (path, other))
        assert [c.source for c in first.cells] == [c.source for c in second.cells]
        marked = [
            [o.get("evalue", o.output_type) for o in cell.get("outputs", [])]
            for notebook in (first, second)
            for cell in notebook.cells
        ]
        assert marked[: len(first.cells)] == marked[len(first.cells) :]
        assert path.stat().st_mode == other.stat().st_mode


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """Good work among work that cannot be read."""
    course, right = sample_course(tmp_path_factory.mktemp("odd"))
    for student in ("good", "half", "judged"):
        course.submit(student, right if student != "half" else half(right))
    folder = course.root / "submitted"
    for student in ("damaged", "old", "renamed", "empty", "link", "linked-folder", "pipe", "huge"):
        course.submit(student, right)
    name = f"{SAMPLE}.ipynb"
    damaged = folder / "damaged" / SAMPLE / name
    damaged.write_text(damaged.read_text()[:900])
    (folder / "old" / SAMPLE / name).write_text('{"nbformat": 99, "cells": []}')
    (folder / "renamed" / SAMPLE / name).rename(folder / "renamed" / SAMPLE / "my work.ipynb")
    (folder / "empty" / SAMPLE / name).unlink()
    (folder / "link" / SAMPLE / "extra.html").symlink_to(course.root / "gradebook.db")
    shutil.move(folder / "linked-folder" / SAMPLE, folder / "elsewhere")
    (folder / "linked-folder" / SAMPLE).symlink_to(folder / "elsewhere")
    os.mkfifo(folder / "pipe" / SAMPLE / "pipe")
    with (folder / "huge" / SAMPLE / name).open("r+b") as file:
        file.truncate(LARGEST_NOTEBOOK + 1)
    yield course


def test_work_that_cannot_be_read_gets_a_reason_and_stops_nobody(odd: Course) -> None:
    code, planned, _ = odd.grade("--dry-run")
    assert code == 0
    assert set(states(planned).values()) == {"waiting"}
    assert not (odd.root / "autograded").exists()
    code, said, errors = odd.grade()
    assert code == 0, errors
    good = {"good", "half", "judged"}
    assert {student for student, state in states(said).items() if state == "graded"} == good
    assert {state for student, state in states(said).items() if student not in good} == {"zero"}
    reasons = {line["student"]: line["reason"] for line in said["submissions"]}
    assert "damaged, or cut off" in reasons["damaged"]
    assert "format 99" in reasons["old"]
    assert "There is my work.ipynb" in reasons["renamed"]
    assert "sample.ipynb is missing" in reasons["empty"]
    assert "extra.html is a link" in reasons["link"]
    assert "is a link" in reasons["linked-folder"]
    assert "pipe is not a plain file" in reasons["pipe"]
    assert "larger than 20 MB" in reasons["huge"]
    marks = {line["student"]: line["mark"] for line in said["submissions"]}
    assert (marks["good"], marks["half"], marks["damaged"]) == (1, 0, 0)
    with odd.gradebook() as gradebook:
        submission = gradebook.find_submission(SAMPLE, "damaged")
        assert not submission.needs_manual_grade
        comments = [c.comment for n in submission.notebooks for c in n.comments]
        assert any("damaged, or cut off" in comment for comment in comments)
    page = odd.root / "autograded" / "damaged" / SAMPLE / f"{SAMPLE}.ipynb"
    assert "0 points" in page.read_text()


def test_finished_work_is_left_alone_and_marks_by_hand_stay(odd: Course) -> None:
    odd.grade()
    with odd.gradebook() as gradebook:
        mark = gradebook.find_grade("task-2-meaning", SAMPLE, SAMPLE, "judged")
        mark.manual_score, mark.extra_credit, mark.needs_manual_grade = 2, 0.5, False
        gradebook.find_comment("task-2-meaning", SAMPLE, SAMPLE, "judged").manual_comment = "Good."
        gradebook.db.commit()
    before = (odd.root / "autograded" / "judged" / SAMPLE).stat().st_ctime_ns
    code, said, _ = odd.grade()
    assert code == 0
    assert set(states(said).values()) == {"skipped"}
    assert (odd.root / "autograded" / "judged" / SAMPLE).stat().st_ctime_ns == before
    code, said, _ = odd.grade("--force", "--student", "judged", "--jobs", "1")
    assert (code, states(said)) == (0, {"judged": "graded"})
    assert (odd.root / "autograded" / "judged" / SAMPLE).stat().st_ctime_ns != before
    with odd.gradebook() as gradebook:
        mark = gradebook.find_grade("task-2-meaning", SAMPLE, SAMPLE, "judged")
        comment = gradebook.find_comment("task-2-meaning", SAMPLE, SAMPLE, "judged")
        assert (mark.manual_score, mark.extra_credit, comment.comment) == (2, 0.5, "Good.")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--course", "/"), "no nbgrader_config.py"),
        (("--student", "nobody"), "nothing was handed in by nobody"),
        (("--jobs", "0"), "--jobs must be 1 or more"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(odd: Course, options, sentence: str) -> None:
    code, said, errors = odd.grade(*options)
    assert (code, said) == (2, {})
    assert sentence in errors


def test_a_course_without_protection_is_not_graded(odd: Course, tmp_path: Path) -> None:
    bare = Course(tmp_path / "bare", SAMPLE)
    shutil.copytree(odd.root, bare.root, ignore=shutil.ignore_patterns("pipe", "autograded"))
    (bare.root / "nbgrader_config.py").write_text("c = get_config()\n")
    code, _, errors = bare.grade("--force")
    assert code == 2
    assert "does not protect the grading" in errors


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files with a short path, as a user's has."""
    with tempfile.TemporaryDirectory(prefix="sc-test-") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


def test_thirty_kills_lose_nothing_and_double_nothing(tmp_path: Path, temporary: Path) -> None:
    course, right = sample_course(tmp_path / "killed")
    for number in range(6):
        course.submit(f"s{number}", right if number % 2 else half(right))
    (course.root / "submitted" / "s5" / SAMPLE / f"{SAMPLE}.ipynb").write_text("{")
    shutil.copytree(tmp_path / "killed", tmp_path / "calm")
    calm = Course(tmp_path / "calm" / "assignments", SAMPLE)
    assert calm.grade()[0] == 0
    environment = os.environ | {"TMPDIR": str(temporary)}
    command = [sys.executable, "-W", "ignore", "-m", "tests.grading.interrupted"]
    known = set(psutil.pids())
    done = subprocess.run(
        [*command, str(course.root), SAMPLE, str(KILLS), "5"], cwd=ROOT, env=environment
    )
    assert done.returncode == 0
    assert table(course) == table(calm)
    assert len(table(course)) == 12
    assert files(course) == files(calm)
    assert not (course.root / ".grading").exists()
    wait_for(lambda: not list(temporary.iterdir()), "temporary folders stay")
    wait_for(lambda: not strays(known), "processes stay")


def files(course: Course) -> list[str]:
    """What stands in `autograded/`, with the mark of each test cell."""
    return sorted(str(p.relative_to(course.root)) for p in course.root.glob("autograded/**/*"))


def strays(known: set[int]) -> list[str]:
    """Command lines of newer processes of a sandbox that no test needs any more.

    Those of the tests that run beside this one stand below the same pytest.
    """
    needed = {os.getpid(), os.getppid()} - {1}
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.NoSuchProcess):
            line = " ".join(process.cmdline())  # one that just ended has none
            above = {parent.pid for parent in process.parents()}
            if "sandbox/inside" in line and process.pid not in known and not needed & above:
                found.append(line)
    return found


def wait_for(condition, complaint: str, seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, complaint
        time.sleep(0.2)
