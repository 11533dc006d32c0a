"""The check of a source notebook: a good one passes, and each bad one is told why."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from safercities.grading.lint import lint_notebook
from safercities.grading.release import slugs_of
from tests.conftest import ROOT
from tests.grading.sample import TEST, cell, good_notebook


def problems(notebook: NotebookNode, folder: Path) -> list[str]:
    path = folder / "sample.ipynb"
    nbformat.write(notebook, path)
    return lint_notebook(path)


def edit(name: str, old: str, new: str) -> Callable[[NotebookNode], None]:
    """A change to the text of one cell."""

    def change(notebook: NotebookNode) -> None:
        assert old in cell(notebook, name).source
        cell(notebook, name).source = cell(notebook, name).source.replace(old, new)

    return change


def describe(name: str, key: str, value: object) -> Callable[[NotebookNode], None]:
    """A change to our metadata of one cell."""
    return lambda notebook: cell(notebook, name).metadata["safercities"].update({key: value})


def mark(name: str, key: str, value: object) -> Callable[[NotebookNode], None]:
    """A change to nbgrader's metadata of one cell."""
    return lambda notebook: cell(notebook, name).metadata["nbgrader"].update({key: value})


def in_hidden_test(line: str) -> Callable[[NotebookNode], None]:
    return edit("test-1", "check_task_1()\n### END", f"check_task_1()\n{line}\n### END")


def test_a_good_notebook_has_no_problem(tmp_path: Path) -> None:
    assert problems(good_notebook(), tmp_path) == []


@pytest.mark.parametrize("slug", slugs_of(ROOT / "assignments"))
def test_the_course_s_own_assignments_have_no_problem(slug: str) -> None:
    assert lint_notebook(ROOT / "assignments" / "source" / slug / f"{slug}.ipynb") == []


BAD = {
    "points promised and given differ": (
        edit("statement-1", "1 point", "3 points"),
        "task 1 promises 3 points, its cell test-1-lamps gives 1",
    ),
    "points of the two metadata differ": (describe("test-1", "points", 2), "points are 2 and 1"),
    "the sum is wrong": (
        lambda notebook: notebook.metadata["safercities"].update(points=4),
        "state 4 points, the tasks add up to 3",
    ),
    "the first cell states another sum": (edit("about", "3 points", "30 points"), "first text"),
    "no heading": (edit("statement-1", "### Task 1 - ", "### "), "task 1 has no heading"),
    "a heading without a cell": (
        edit("about", "Two tasks", "### Task 9 - Lost (1 point)\n\nTwo tasks"),
        "task 9 has a heading but no cell with points",
    ),
    "titles differ": (edit("statement-1", "Count the lamps", "Count"), "'Count' above"),
    "two cells for one task": (describe("answer-2", "task", "1"), "task 1 has 2 cells"),
    "an id twice": (mark("test-1", "grade_id", "task-1-lamps"), "stands 2 times"),
    "an id of a machine": (mark("test-1", "grade_id", "cell-9ad6e0c1f2"), "says nothing"),
    "an id without words": (mark("test-1", "grade_id", "t1"), "'t1' says nothing"),
    "no task in the metadata": (
        lambda notebook: cell(notebook, "test-1").metadata["safercities"].pop("task"),
        "cell test-1-lamps: it carries points but",
    ),
    "no objectives": (describe("test-1", "objectives", []), "name the objectives"),
    "nothing declared": (describe("test-1", "reads", []), "name what the test reads or calls"),
    "an undeclared variable": (in_hidden_test("assert streets"), "uses 'streets'"),
    "an undeclared variable inside a function": (
        edit("test-1", "expected = len(", "expected = len(streets) + len("),
        "uses 'streets'",
    ),
    "an undeclared variable in the visible part": (
        edit("test-1", '"lamps" in', 'DATA and "lamps" in'),
        "(visible part): uses 'DATA'",
    ),
    "a name that only the hidden part makes": (
        edit("test-1", '"lamps" in', 'pd and "lamps" in'),
        "(visible part): uses 'pd'",
    ),
    "asking for an undeclared variable": (
        in_hidden_test('assert "streets" in globals()'),
        "asks for 'streets'",
    ),
    "taking a variable out of globals": (
        in_hidden_test('assert globals()["streets"]'),
        "uses globals()",
    ),
    "code in text": (in_hidden_test('assert eval("streets")'), "uses eval()"),
    "setting the trainee's variable": (in_hidden_test("lamps = 3"), "sets 'lamps'"),
    "setting it from a function": (
        in_hidden_test("def spoil():\n    global lamps\n    lamps = 3"),
        "sets 'lamps'",
    ),
    "a package that a trainee may not have": (in_hidden_test("import scipy.stats"), "'scipy'"),
    "a package of our own": (
        edit("answer-1", "rows =", "from safercities.measures import odds_ratio\n\nrows ="),
        "imports 'safercities'",
    ),
    "a magic line": (in_hidden_test("%matplotlib inline"), "not plain Python"),
    "no hidden test": (
        lambda notebook: cell(notebook, "test-1").update(source=TEST.split("\n###")[0]),
        "no hidden tests",
    ),
    "nothing to see": (
        lambda notebook: cell(notebook, "test-1").update(source=TEST.split("\n", 1)[1]),
        "nothing is left for the trainee",
    ),
    "a region that is never closed": (
        edit("test-1", "### END HIDDEN TESTS", ""),
        "a hidden region is never closed",
    ),
    "a region closed by another": (
        edit("test-1", "END HIDDEN TESTS", "END SOLUTION"),
        "stands in the wrong place",
    ),
    "an answer that needs another answer": (
        edit("answer-1", "rows =", "other = street_light\nrows ="),
        "task-1-lamps: uses 'street_light' of another answer",
    ),
    "a code cell that anybody may change": (mark("setup", "locked", False), "lock it"),
    "no band for one mark": (edit("statement-2", "| 1 | says what |\n", ""), "band for 1;"),
    "a judged cell that is no answer": (mark("answer-2", "solution", False), "judged task's cell"),
    "outputs": (
        lambda notebook: cell(notebook, "setup").update(execution_count=1),
        "holds output",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_notebook_is_told_why(name: str, tmp_path: Path) -> None:
    change, expected = BAD[name]
    notebook = good_notebook()
    change(notebook)
    found = problems(notebook, tmp_path)
    assert any(expected in line for line in found), found
    assert all(line.startswith("sample.ipynb: ") for line in found)


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text('{"cells": [')
    assert "broken.ipynb: this is not a readable notebook" in lint_notebook(path)[0]
    assert "there is no such notebook" in lint_notebook(tmp_path / "missing.ipynb")[0]
