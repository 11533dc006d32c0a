"""Data beside the source, and the check of a release; no nbgrader runs here."""

import argparse
import copy
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from safercities.grading.command import add_command
from safercities.grading.notebook import AssignmentError
from safercities.grading.prepare import prepare
from safercities.grading.release import check_release, release, secret_lines, slugs_of
from tests.grading.sample import cell, good_notebook

STUB = "# Write your answer here.\n..."


def released(notebook: NotebookNode) -> NotebookNode:
    """What nbgrader makes of the sample."""
    made = copy.deepcopy(notebook)
    cell(made, "answer-1").source = 'rows = pd.read_csv(DATA / "lamps.csv")\n' + STUB
    cell(made, "test-1").source = cell(made, "test-1").source.split("\n###")[0]
    cell(made, "answer-2").source = "Write your answer here."
    return made


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with the sample's source and its release, and the data above it."""
    course = tmp_path / "assignments"
    for step, notebook in [("source", good_notebook()), ("release", released(good_notebook()))]:
        (course / step / "sample").mkdir(parents=True)
        nbformat.write(notebook, course / step / "sample" / "sample.ipynb")
    (tmp_path / "datasets").mkdir()
    for name in ("lamps.csv", "streets.csv"):
        (tmp_path / "datasets" / name).write_text("lamp_id\nL1\n")
    (course / "nbgrader_config.py").touch()
    (course / "release" / "sample" / "datasets").mkdir()
    (course / "release" / "sample" / "datasets" / "lamps.csv").touch()
    return course


def test_prepare_copies_the_listed_data_and_nothing_else(course: Path) -> None:
    stale = course / "source" / "sample" / "datasets" / "old.csv"
    stale.parent.mkdir()
    stale.touch()
    folder = prepare(course, "sample")
    assert [path.name for path in folder.iterdir()] == ["lamps.csv"]
    assert (folder / "lamps.csv").read_text() == "lamp_id\nL1\n"


def test_prepare_names_the_file_that_is_missing(course: Path) -> None:
    (course.parent / "datasets" / "lamps.csv").unlink()
    with pytest.raises(AssignmentError, match=r"datasets lacks lamps\.csv; make the data again"):
        prepare(course, "sample")


def test_prepare_asks_for_the_list_of_data(course: Path) -> None:
    notebook = good_notebook()
    del notebook.metadata["safercities"]["datasets"]
    nbformat.write(notebook, course / "source" / "sample" / "sample.ipynb")
    with pytest.raises(AssignmentError, match="metadata list no data"):
        prepare(course, "sample")


def test_an_assignment_is_a_folder_with_its_own_notebook(course: Path) -> None:
    (course / "source" / "notes").mkdir()
    (course / "source" / "notes" / "scratch.ipynb").touch()
    assert slugs_of(course) == ["sample"]


def test_secrets_are_solutions_hidden_tests_and_model_answers() -> None:
    assert secret_lines(good_notebook()) == {
        'lamps = rows["lamp_id"].nunique()',
        "def check_task_1():",
        'expected = len(pd.read_csv("datasets/lamps.csv"))',
        'assert lamps == expected, "Task 1: count each lamp once."',
        "check_task_1()",
        "Many lamps stand on few streets.",
    }


def test_a_good_release_has_no_problem(course: Path) -> None:
    assert list(check_release(course, "sample")) == []


def leak_solution(made: NotebookNode) -> None:
    cell(made, "answer-1").source += '\nlamps = rows["lamp_id"].nunique()'


def leak_hidden_test(made: NotebookNode) -> None:
    cell(made, "about").source += '\n\nassert lamps == expected, "Task 1: count each lamp once."'


def leak_model_answer(made: NotebookNode) -> None:
    cell(made, "answer-2").source = "Many lamps stand on few streets."


def change_points(made: NotebookNode) -> None:
    cell(made, "test-1").metadata["nbgrader"]["points"] = 2


def repeat_an_id(made: NotebookNode) -> None:
    cell(made, "setup").metadata["nbgrader"]["grade_id"] = "task-1-lamps"


def keep_an_output(made: NotebookNode) -> None:
    output = nbformat.v4.new_output("stream", text="42")
    cell(made, "setup").outputs = [output]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (leak_solution, "shows a line of a solution or hidden test"),
        (leak_hidden_test, "shows a line of a solution or hidden test"),
        (leak_model_answer, "shows a line of a solution or hidden test"),
        (change_points, "other tasks or points"),
        (repeat_an_id, "grade_id twice"),
        (keep_an_output, "holds outputs"),
    ],
)
def test_a_release_that_gives_something_away_is_caught(change, expected, course: Path) -> None:
    made = released(good_notebook())
    change(made)
    nbformat.write(made, course / "release" / "sample" / "sample.ipynb")
    assert any(expected in line for line in check_release(course, "sample"))


def test_a_release_holds_its_data_and_no_other_file(course: Path) -> None:
    folder = course / "release" / "sample"
    (folder / "datasets" / "lamps.csv").rename(folder / "answers.csv")
    assert list(check_release(course, "sample")) == [
        "release/sample lacks datasets/lamps.csv.",
        "release/sample holds answers.csv, which no trainee needs; remove it from the source.",
    ]


def test_a_release_that_leaks_is_removed(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def generate(course: Path, *arguments: str) -> str:
        nbformat.write(good_notebook(), course / "release" / "sample" / "sample.ipynb")
        return ""

    monkeypatch.setattr("safercities.grading.release.run_nbgrader", generate)
    with pytest.raises(AssignmentError, match=r"The release was removed\."):
        release(course, "sample")
    assert not (course / "release" / "sample").exists()


def run(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers())
    options = parser.parse_args(["release", *arguments])
    options.run(options)


def test_the_command_names_what_it_cannot_find(course: Path) -> None:
    with pytest.raises(SystemExit, match="no assignment 'lamps'; there is sample"):
        run("lamps", "--course", str(course))
    with pytest.raises(SystemExit, match=r"no nbgrader_config\.py in"):
        run("--course", str(course.parent))


def test_the_command_stops_at_a_bad_source(course: Path) -> None:
    notebook = good_notebook()
    cell(notebook, "statement-1").source = "### Task 1 - Count the lamps (5 points)"
    nbformat.write(notebook, course / "source" / "sample" / "sample.ipynb")
    with pytest.raises(SystemExit, match="task 1 promises 5 points"):
        run("--course", str(course))
