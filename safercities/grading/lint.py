"""Check an assignment's source notebook before anybody is given it.

Each check takes the notebook and yields sentences; no sentence means that all is well.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from safercities.grading.lint_code import check_independence, check_tests
from safercities.grading.notebook import (
    HEADING,
    AssignmentError,
    Task,
    nbgrader_of,
    read_notebook,
    tasks_of,
)

READABLE_ID = re.compile(r"^[a-z]+(-[a-z0-9]+)+$")
MACHINE_ID = re.compile(r"^cell-[0-9a-f]{8,}$")


def lint_notebook(path: Path) -> list[str]:
    """Everything that is wrong with a source notebook, as sentences; an empty list is good.

    Parameters
    ----------
    path : Path
        `source/<slug>/<slug>.ipynb`.
    """
    try:
        notebook = read_notebook(path)
        tasks = tasks_of(notebook)
        problems = [line for check in CHECKS for line in check(notebook, tasks)]
    except AssignmentError as problem:
        problems = [str(problem)]
    return [f"{path.name}: {line}" for line in problems]


def check_clean(notebook: NotebookNode, tasks: list[Task]) -> Iterator[str]:
    """No outputs and no execution counts in the source."""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            yield f"cell {number} holds output; clear all outputs and save."


def check_ids(notebook: NotebookNode, tasks: list[Task]) -> Iterator[str]:
    """Every nbgrader cell has a readable id of its own."""
    marked = [nbgrader_of(cell) for cell in notebook.cells if nbgrader_of(cell)]
    ids = Counter(str(meta.get("grade_id", "")) for meta in marked)
    for grade_id, count in ids.items():
        if count > 1:
            yield f"the grade_id {grade_id!r} stands {count} times; give each cell its own."
        if not READABLE_ID.match(grade_id) or MACHINE_ID.match(grade_id):
            yield f"the grade_id {grade_id!r} says nothing; use words, as in test-2-street-light."


def check_points(notebook: NotebookNode, tasks: list[Task]) -> Iterator[str]:
    """Points agree in the heading, in nbgrader's metadata, in ours, and in their sum."""
    headings = {
        match["task"]: match
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for match in HEADING.finditer(cell.source)
    }
    for number in headings.keys() - {task.number for task in tasks}:
        yield f"task {number} has a heading but no cell with points."
    for number, count in Counter(task.number for task in tasks).items():
        if count > 1:
            yield f"task {number} has {count} cells with points; give it one."
    for task in tasks:
        ours = task.cell.metadata["safercities"]
        if float(ours.get("points", -1)) != task.points:
            yield f"{task.grade_id}: points are {ours.get('points')} and {task.points:g}; agree."
        heading = headings.get(task.number)
        if heading is None:
            yield (
                f"task {task.number} has no heading; write "
                f"'### Task {task.number} - {task.title} ({task.points:g} points)'."
            )
            continue
        if float(heading["points"]) != task.points:
            yield (
                f"task {task.number} promises {heading['points']} points, "
                f"its cell {task.grade_id} gives {task.points:g}."
            )
        if heading["title"] != task.title:
            yield f"task {task.number} is {heading['title']!r} above and {task.title!r} below."
    total = sum(task.points for task in tasks)
    stated = notebook.metadata.get("safercities", {}).get("points")
    if stated != total:
        yield f"the notebook's metadata state {stated} points, the tasks add up to {total:g}."
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    if f"{total:g} points" not in first:
        yield f"the first text cell does not say that the assignment has {total:g} points."


def check_declarations(notebook: NotebookNode, tasks: list[Task]) -> Iterator[str]:
    """Every task names its objectives; a checked one also what its test reads or calls."""
    for task in tasks:
        if not task.objectives:
            yield f"{task.grade_id}: name the objectives that it assesses."
        if not task.judged and not (task.reads or task.calls):
            yield f"{task.grade_id}: name what the test reads or calls."
        if task.judged and not nbgrader_of(task.cell).get("solution"):
            yield f"{task.grade_id}: a judged task's cell is a manually graded answer."


def check_rubrics(notebook: NotebookNode, tasks: list[Task]) -> Iterator[str]:
    """The text of a judged task has a band for every mark from full to none."""
    for task in tasks:
        if not task.judged:
            continue
        text = next(
            (
                cell.source
                for cell in notebook.cells
                if cell.cell_type == "markdown" and f"### Task {task.number} - " in cell.source
            ),
            "",
        )
        bands = {int(mark) for mark in re.findall(r"^\|\s*(\d+)\s*\|", text, re.M)}
        missing = sorted(set(range(int(task.points) + 1)) - bands, reverse=True)
        if missing:
            marks = ", ".join(map(str, missing))
            yield f"task {task.number} has no rubric band for {marks}; add table rows '| 3 | ...'."


CHECKS = (
    check_clean,
    check_ids,
    check_points,
    check_declarations,
    check_tests,
    check_independence,
    check_rubrics,
)
