"""A small, good assignment notebook, for tests that break it in one place."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SECRET_LINE = 'rows["lamp_id"].nunique()'  # of the solution
SOLUTION = """\
rows = pd.read_csv(DATA / "lamps.csv")
### BEGIN SOLUTION
lamps = rows["lamp_id"].nunique()
### END SOLUTION"""

TEST = """\
assert "lamps" in globals(), "Task 1: give your answer the name lamps."
### BEGIN HIDDEN TESTS
import pandas as pd


def check_task_1():
    expected = len(pd.read_csv("datasets/lamps.csv"))
    assert lamps == expected, "Task 1: count each lamp once."


check_task_1()
### END HIDDEN TESTS"""

RUBRIC = """\
### Task 2 - Say what it means (2 points)

| Points | The answer |
|---|---|
| 2 | says what and why |
| 1 | says what |
| 0 | no answer |"""


def marks(grade_id: str, points: int | None = None, **flags: bool) -> dict:
    """The nbgrader metadata of a cell."""
    shape = {"grade": False, "solution": False, "locked": False, "task": False} | flags
    worth = {} if points is None else {"points": points}
    return {"grade_id": grade_id, "schema_version": 3, **shape, **worth}


def good_notebook() -> NotebookNode:
    """One task that code marks, one that a person marks, three points."""
    checked = {
        "task": "1",
        "title": "Count the lamps",
        "points": 1,
        "objectives": ["05.3"],
        "reads": ["lamps"],
        "calls": [],
    }
    judged = {
        "task": "2",
        "title": "Say what it means",
        "points": 2,
        "objectives": ["05.1"],
        "judged": True,
    }
    cells = [
        new_markdown_cell("# Lamps\n\nTwo tasks, 3 points.", id="about"),
        new_code_cell(
            'from pathlib import Path\n\nimport pandas as pd\n\nDATA = Path("datasets")',
            id="setup",
            metadata={"nbgrader": marks("setup-find-data", locked=True)},
        ),
        new_markdown_cell("### Task 1 - Count the lamps (1 point)", id="statement-1"),
        new_code_cell(
            SOLUTION,
            id="answer-1",
            metadata={"nbgrader": marks("task-1-lamps", solution=True)},
        ),
        new_code_cell(
            TEST,
            id="test-1",
            metadata={
                "nbgrader": marks("test-1-lamps", 1, grade=True, locked=True),
                "safercities": checked,
            },
        ),
        new_markdown_cell(RUBRIC, id="statement-2"),
        new_markdown_cell(
            "Many lamps stand on few streets.",
            id="answer-2",
            metadata={
                "nbgrader": marks("task-2-meaning", 2, grade=True, solution=True),
                "safercities": judged,
            },
        ),
    ]
    ours = {"points": 3, "datasets": ["lamps.csv"]}
    return new_notebook(cells=cells, metadata={"safercities": ours})


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """The cell with this id."""
    return next(cell for cell in notebook.cells if cell.id == name)
