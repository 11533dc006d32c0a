"""An assignment notebook as the grader sees it: tasks, and the regions that trainees never see.

A cell that carries points also carries, in its metadata under `safercities`, what it checks::

    {"task": "2", "title": "Light on each street", "points": 3, "objectives": ["05.2"],
     "reads": ["street_light"], "calls": []}

`reads` names the variables that the test cell reads, `calls` the functions that it calls. A task
that a person marks has `"judged": true` instead. The notebook's own metadata state the sum and
the data: `{"points": 30, "datasets": ["streets.csv"]}`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

HEADING = re.compile(
    r"^### Task (?P<task>\S+) - (?P<title>.+?) \((?P<points>\d+) points?\)\s*$", re.M
)
REGIONS = {"solution": "SOLUTION", "hidden": "HIDDEN TESTS"}


class AssignmentError(Exception):
    """An assignment that cannot be used; the message names the place and the way out."""


@dataclass(frozen=True)
class Task:
    """One task: where its points stand and what its test may touch."""

    number: str
    title: str
    points: float
    objectives: tuple[str, ...]
    judged: bool
    reads: tuple[str, ...]
    calls: tuple[str, ...]
    grade_id: str
    cell: NotebookNode


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of format 4.

    Raises
    ------
    AssignmentError
        When the file is missing or is not a notebook.
    """
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise AssignmentError(f"{path}: there is no such notebook.") from None
    except Exception as problem:  # nbformat raises many kinds for one cause: not a notebook
        raise AssignmentError(
            f"{path}: this is not a readable notebook ({type(problem).__name__}: {problem}). "
            "Open it in JupyterLab, save it again, and look for merge marks in the file."
        ) from problem


def nbgrader_of(cell: NotebookNode) -> dict:
    """The cell's nbgrader metadata, or an empty dictionary."""
    return cell.metadata.get("nbgrader", {})


def tasks_of(notebook: NotebookNode) -> list[Task]:
    """The tasks, in the order of their cells: one for each cell that carries points."""
    tasks = []
    for cell in notebook.cells:
        grader, ours = nbgrader_of(cell), cell.metadata.get("safercities", {})
        if not grader.get("grade"):
            continue
        if "task" not in ours:
            raise AssignmentError(
                f"cell {grader.get('grade_id')}: it carries points but its metadata do not say "
                'which task it belongs to; add "safercities": {"task": "1", ...}.'
            )
        tasks.append(
            Task(
                number=str(ours["task"]),
                title=ours.get("title", ""),
                points=float(grader.get("points", 0)),
                objectives=tuple(ours.get("objectives", ())),
                judged=bool(ours.get("judged", False)),
                reads=tuple(ours.get("reads", ())),
                calls=tuple(ours.get("calls", ())),
                grade_id=grader.get("grade_id", ""),
                cell=cell,
            )
        )
    return tasks


def split_regions(source: str) -> dict[str, list[str]]:
    """Sort a cell's lines into `visible`, `solution` and `hidden`; markers are left out.

    Raises
    ------
    AssignmentError
        When a region opens twice, or is not closed.
    """
    lines: dict[str, list[str]] = {"visible": [], "solution": [], "hidden": []}
    where = "visible"
    for line in source.splitlines():
        opened = next((name for name, mark in REGIONS.items() if f"BEGIN {mark}" in line), None)
        closed = next((name for name, mark in REGIONS.items() if f"END {mark}" in line), None)
        if opened or closed:
            if (opened and where != "visible") or (closed and where != closed):
                raise AssignmentError(f"the line {line.strip()!r} stands in the wrong place.")
            where = opened or "visible"
        else:
            lines[where].append(line)
    if where != "visible":
        raise AssignmentError(f"a {where} region is never closed.")
    return lines
