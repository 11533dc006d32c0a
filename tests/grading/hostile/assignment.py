"""The small assignment that the corpus attacks: three tasks marked by code, one by a person.

Its secrets hold words that occur nowhere else, so that a leak can be found wherever it lands.
"""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.grading.hostile.work import SLUG
from tests.grading.sample import marks

# Written in two halves, so that a search for one does not find this file.
CANARIES = {
    name: f"{name}-CANA" + f"RY-{number}"
    for name, number in {
        "SOLUTION": "51a6e2",
        "HIDDEN": "0d7c4b",
        "OTHER": "e93f18",
        "TOKEN": "7b20aa",
        "HOME": "4c81d5",
    }.items()
}
POINTS = 2
SETUP = 'from pathlib import Path\n\nimport pandas as pd\n\nDATA = Path("datasets")'

# Number, title, what the test needs, solution, visible and hidden part of the test.
TASKS = (
    (
        "1",
        "Count the lamps",
        "lamps",
        {"reads": ["lamps"], "calls": []},
        'lamps = pd.read_csv(DATA / "lamps.csv")["lamp_id"].nunique()',
        'assert "lamps" in globals(), "Task 1: give your answer the name lamps."',
        'expected = len(pd.read_csv("datasets/lamps.csv"))\n'
        'assert lamps == expected, f"Task 1: {lamps} is not right: count each lamp once."',
    ),
    (
        "2",
        "Lamps of each street",
        "per-street",
        {"reads": ["per_street"], "calls": []},
        'per_street = pd.read_csv(DATA / "lamps.csv").groupby("street_id").size()',
        'assert "per_street" in globals(), "Task 2: give your answer the name per_street."',
        'expected = pd.read_csv("datasets/lamps.csv").groupby("street_id").size()\n'
        'assert per_street.to_dict() == expected.to_dict(), "Task 2: count the rows."',
    ),
    (
        "3",
        "A rate",
        "rate",
        {"reads": [], "calls": ["per_thousand"]},
        "def per_thousand(count, people):\n    return 1000 * count / people",
        'assert "per_thousand" in globals(), "Task 3: write the function per_thousand."',
        'assert abs(per_thousand(3, 1500) - 2) < 1e-9, "Task 3: multiply by 1000."',
    ),
)
RUBRIC = """\
### Task 4 - Say what it means (2 points)

| Points | The answer |
|---|---|
| 2 | says what and why |
| 1 | says what |
| 0 | no answer |"""


def source_notebook() -> NotebookNode:
    """The assignment's source."""
    cells = [
        new_markdown_cell(f"# Lamps\n\nFour tasks, {4 * POINTS} points.", id="about"),
        new_code_cell(
            SETUP, id="setup", metadata={"nbgrader": marks("setup-find-data", locked=True)}
        ),
    ]
    for task in TASKS:
        cells += _task_cells(*task)
    judged = {"task": "4", "title": "Say what it means", "points": POINTS, "judged": True}
    cells += [
        new_markdown_cell(RUBRIC, id="statement-4"),
        new_markdown_cell(
            "Many lamps stand on few streets.",
            id="answer-4",
            metadata={
                "nbgrader": marks("task-4-meaning", POINTS, grade=True, solution=True),
                "safercities": judged | {"objectives": ["01.1"]},
            },
        ),
    ]
    ours = {"points": 4 * POINTS, "datasets": ["lamps.csv"]}
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"safercities": ours, "kernelspec": python})


def _task_cells(
    number: str, title: str, name: str, needs: dict, solution: str, visible: str, hidden: str
) -> list[NotebookNode]:
    """Statement, answer and test of one task."""
    solution += f'\nnote_{number} = "{CANARIES["SOLUTION"]}"'
    solution = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    body = f'import pandas as pd\n\nnote = "{CANARIES["HIDDEN"]}"\n{hidden}'.replace("\n", "\n    ")
    check = f"def check_task_{number}():\n    {body}\n\n\ncheck_task_{number}()"
    test = f"{visible}\n### BEGIN HIDDEN TESTS\n{check}\n### END HIDDEN TESTS"
    ours = {"task": number, "title": title, "points": POINTS, "objectives": ["01.1"], **needs}
    return [
        new_markdown_cell(
            f"### Task {number} - {title} ({POINTS} points)", id=f"statement-{number}"
        ),
        new_code_cell(
            solution,
            id=f"answer-{number}",
            metadata={"nbgrader": marks(f"task-{number}-{name}", solution=True)},
        ),
        new_code_cell(
            test,
            id=f"test-{number}",
            metadata={
                "nbgrader": marks(f"test-{number}-{name}", POINTS, grade=True, locked=True),
                "safercities": ours,
            },
        ),
    ]


def write_course(folder: Path, config: Path) -> Path:
    """An nbgrader course with this assignment in `folder/assignments`; returns the course folder.

    Parameters
    ----------
    folder : Path
        Empty; also gets `datasets/` and `home/`, the instructor's home with a secret.
    config : Path
        The `nbgrader_config.py` to grade with.
    """
    course = folder / "assignments"
    source = course / "source" / SLUG / f"{SLUG}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(source_notebook(), source)
    bounds = "\nc.ExecuteApart.wall_time = 25\n"
    (course / "nbgrader_config.py").write_text(config.read_text() + bounds)
    (folder / "datasets").mkdir()
    rows = "".join(f"L{n},S{n % 7}\n" for n in range(40))
    (folder / "datasets" / "lamps.csv").write_text(f"lamp_id,street_id\n{rows}")
    (folder / "home").mkdir()
    (folder / "home" / "secret.txt").write_text(CANARIES["HOME"])
    return course
