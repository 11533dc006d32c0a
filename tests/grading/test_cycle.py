"""The whole grading cycle with plain nbgrader, from release to exported grades."""

import csv
import shutil
from pathlib import Path

import pytest
from nbformat import NotebookNode

from safercities.grading.notebook import AssignmentError, nbgrader_of, split_regions, tasks_of
from safercities.grading.release import release, secret_lines
from tests.grading.harness import Course, answer_cells, solved

SLUG = "05-lighting"
COMMENT = "You say who waits, but not why."


@pytest.fixture(scope="module")
def course(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course after release, hand-in, autograding, marks by a person, feedback and export."""
    folder = tmp_path_factory.mktemp("cycle")
    course = Course.copy_of(root, folder, SLUG)
    release(course.root, SLUG)
    # From here on every folder must stand alone.
    shutil.rmtree(folder / "datasets")
    hand_in(course)
    with pytest.raises(AssignmentError, match="for student 'cut-off'"):
        course.run("autograde", SLUG)
    mark_by_hand(course, "correct", {"10": 3, "11": 2})
    mark_by_hand(course, "partly-wrong", {"10": 1, "11": 0})
    mark_by_hand(course, "broken", {"10": 2, "11": 3})
    course.run("generate_feedback", SLUG)
    course.run("export", "--to", "grades.csv")
    return course


def hand_in(course: Course) -> None:
    """Five trainees' work."""
    blank = course.notebook("release")
    correct = solved(blank, course.notebook("source"))
    course.submit("correct", correct)
    course.submit("blank", blank)
    course.submit("partly-wrong", with_slips(correct))
    course.submit("broken", with_errors(correct))
    course.submit("cut-off", blank)
    upload = course.root / "submitted" / "cut-off" / SLUG / f"{SLUG}.ipynb"
    upload.write_text(upload.read_text()[:20_000])


def with_slips(correct: NotebookNode) -> NotebookNode:
    """Two tasks with wrong values, in a correct notebook."""
    notebook = NotebookNode(correct.copy())
    notebook.cells = [NotebookNode(cell.copy()) for cell in correct.cells]
    cells = answer_cells(notebook)
    cells["5"].source += '\nrepair_kpis["mean_days"] = repair_kpis["median_days"]'
    cells["9"].source += '\npriority_list["cost"] = priority_list["cost"] / 2'
    return notebook


def with_errors(correct: NotebookNode) -> NotebookNode:
    """Code that does not run, a changed test, a lost test and a spoiled set-up cell."""
    notebook = NotebookNode(correct.copy())
    notebook.cells = [NotebookNode(cell.copy()) for cell in correct.cells]
    cells = answer_cells(notebook)
    cells["1"].source = "lamps_per_km = streets.groupby("
    cells["4"].source = "low_light_share = 1 / 0"
    for cell in notebook.cells:
        grade_id = nbgrader_of(cell).get("grade_id", "")
        if grade_id == "setup-find-data":
            cell.source = "import pandas as pd"
        if grade_id.startswith("test-4-"):
            cell.source = "print('all is well')"
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not nbgrader_of(cell).get("grade_id", "").startswith("test-2-")
    ]
    return notebook


def mark_by_hand(course: Course, student: str, marks: dict[str, float]) -> None:
    """What a person does in the formgrader: a mark, and a comment on a judged task."""
    tasks = {task.number: task for task in tasks_of(course.notebook("source"))}
    with course.gradebook() as gradebook:
        for number, mark in marks.items():
            where = (tasks[number].grade_id, SLUG, SLUG, student)
            grade = gradebook.find_grade(*where)
            assert grade.needs_manual_grade
            grade.manual_score = mark
            grade.needs_manual_grade = False
            if tasks[number].judged:
                gradebook.find_comment(*where).manual_comment = COMMENT
        gradebook.db.commit()


def exported(course: Course) -> dict[str, dict[str, str]]:
    with (course.root / "grades.csv").open() as table:
        return {row["student_id"]: row for row in csv.DictReader(table)}


def points_of(course: Course, *tasks: str) -> float:
    return sum(t.points for t in tasks_of(course.notebook("source")) if t.number in tasks)


def test_the_release_shows_no_solution_and_no_hidden_test(course: Course) -> None:
    text = (course.root / "release" / SLUG / f"{SLUG}.ipynb").read_text()
    source = course.notebook("source")
    hidden = [line for c in source.cells for line in split_regions(c.source)["hidden"]]
    assert len(hidden) > 100
    assert "BEGIN SOLUTION" not in text
    assert "BEGIN HIDDEN" not in text
    shown = "\n".join(cell.source for cell in course.notebook("release").cells)
    assert [line for line in secret_lines(source) if line in shown] == []


def test_the_release_stands_alone_with_its_data(course: Course) -> None:
    needed = course.notebook("source").metadata["safercities"]["datasets"]
    folder = course.root / "release" / SLUG
    assert sorted(path.name for path in (folder / "datasets").iterdir()) == sorted(needed)


@pytest.mark.parametrize(
    ("student", "lost", "waiting"),
    [
        ("correct", [], ["10", "11"]),
        ("blank", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"], []),
        ("partly-wrong", ["5", "9"], ["10", "11"]),
        # The lost test of task 2 is put back and run; its answer was right.
        ("broken", ["1", "4"], ["10", "11"]),
    ],
)
def test_code_gives_each_task_its_points(
    course: Course, student: str, lost: list[str], waiting: list[str]
) -> None:
    expected = {
        task.grade_id: None if task.number in waiting else task.points * (task.number not in lost)
        for task in tasks_of(course.notebook("source"))
    }
    assert course.auto_scores(student) == expected


def test_the_export_adds_the_marks_of_code_and_person(course: Course) -> None:
    scores = {student: float(row["score"]) for student, row in exported(course).items()}
    by_code = 24
    assert scores == {
        "correct": by_code + 5,
        "blank": 0,
        "partly-wrong": by_code - points_of(course, "5", "9") + 1,
        "broken": by_code - points_of(course, "1", "4") + 5,
        "cut-off": 0,
    }
    assert {row["max_score"] for row in exported(course).values()} == {"30.0"}


def test_a_file_that_was_cut_off_stops_nobody_else(course: Course) -> None:
    graded = {path.parent.name for path in course.root.glob(f"autograded/*/{SLUG}")}
    assert graded == {"correct", "blank", "partly-wrong", "broken"}


@pytest.mark.parametrize("student", ["correct", "blank", "partly-wrong", "broken"])
def test_everybody_gets_a_feedback_page_without_the_data(course: Course, student: str) -> None:
    folder = course.root / "feedback" / student / SLUG
    page = (folder / f"{SLUG}.html").read_text()
    score = float(exported(course)[student]["score"])
    assert f"{score:g} of 30 points" in page
    assert (COMMENT in page) == (student != "blank")
    assert not (folder / "datasets").exists()


def test_feedback_says_in_words_what_was_expected(course: Course) -> None:
    page = (course.root / "feedback" / "partly-wrong" / SLUG / f"{SLUG}.html").read_text()
    assert "Task 5: mean_days is not right. Use the completed tickets only" in page
    assert "Task 9: a cost is not right. It should be lamps times the price" in page


def test_nothing_waits_for_a_person_any_more(course: Course) -> None:
    with course.gradebook() as gradebook:
        for student in exported(course):
            if student != "cut-off":
                assert not gradebook.find_submission(SLUG, student).needs_manual_grade
