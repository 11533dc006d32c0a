"""Honest work that stands among the hostile: slips, noise and habits that no grader may suspect."""

from collections.abc import Callable

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.grading.hostile.assignment import CANARIES, POINTS, TASKS

# A picture of one dot.
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
ALL = POINTS * len(TASKS)
SOLUTIONS = {f"task-{number}-{name}": code for number, _, name, _, code, _, _ in TASKS}
LAMPS = SOLUTIONS["task-1-lamps"]
# The first task's code and the points that all code must give.
FIRST_TASKS = {
    "full": (LAMPS, ALL),
    "error": ("lamps = 1 / 0", ALL - POINTS),
    "wrong-type": ('lamps = "forty"', ALL - POINTS),
    "asks-the-keyboard": ('lamps = int(input("How many lamps? "))', ALL - POINTS),
    "warns": (
        f'import logging, sys, warnings\nwarnings.warn("old")\nlogging.warning("odd")\n'
        f'print("note", file=sys.stderr)\n{LAMPS}',
        ALL,
    ),
    "prints-much": (f"{LAMPS}\nfor n in range(3000):\n    print(n, n * n)", ALL),
    "shows-a-wide-table": (
        f"{LAMPS}\npd.options.display.max_rows = None\n"
        "pd.DataFrame({f'c{c}': range(2000) for c in range(20)})",
        ALL,
    ),
    "draws": (
        f"%matplotlib inline\nimport matplotlib.pyplot as plt\n{LAMPS}\n"
        "for n in range(5):\n    plt.plot([1, n])\n    plt.show()",
        ALL,
    ),
    "has-magic": (f"!pip install pandas\n%time {LAMPS}\n!ls datasets", ALL),
    "writes-a-file": (f'{LAMPS}\npd.Series([lamps]).to_csv("my_lamps.csv")', ALL),
    "own-language": (
        f"# นับโคมไฟ, गिनती, 💡\nโคม = 1\n{LAMPS}\nprint('โคมไฟ', lamps)",
        ALL,
    ),
    "windows-lines": (f"{LAMPS}\r\nlamps = int(lamps)\r\n", ALL),
    "sets-options": (
        "import numpy as np, random\nnp.seterr(all='raise'); random.seed(1); np.random.seed(1)\n"
        f"pd.set_option('display.precision', 2)\n{LAMPS}",
        ALL,
    ),
    "helper-and-class": (
        f"class Street:\n    lamps = 3\n\n\ndef test():\n    assert Street.lamps == 3\n\n\n"
        f"test()\n{LAMPS}",
        ALL,
    ),
}


def honest(blank: NotebookNode) -> dict[str, tuple[NotebookNode, float]]:
    """Work of honest trainees with the points that code must give; names sort around the others."""
    other = f"{LAMPS}  # {CANARIES['OTHER']}"
    typo = {"task-2-per-street": "per_street = pd.read_cvs("}
    work = {
        f"honest-{name}": (made(blank, first), points)
        for name, (first, points) in FIRST_TASKS.items()
    }
    work |= {
        f"honest-{name}": (changed(made(blank, LAMPS), change), ALL)
        for name, change in HABITS.items()
    }
    return work | {
        "a-honest-full": (made(blank, other), ALL),
        "honest-typo": (made(blank, LAMPS, typo), ALL - POINTS),
        "honest-blank": (copy_of(blank), 0),
        "zz-honest-full": (made(blank, LAMPS), ALL),
    }


def copy_of(notebook: NotebookNode) -> NotebookNode:
    """The same notebook, as a file would give it back."""
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


def made(blank: NotebookNode, first: str, others: dict[str, str] | None = None) -> NotebookNode:
    """The release with answers: this code for the first task, the solutions for the others."""
    answers = SOLUTIONS | {"task-1-lamps": first} | (others or {})
    notebook = copy_of(blank)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = answers.get(grade_id, cell.source)
    return notebook


def changed(notebook: NotebookNode, change: Callable[[NotebookNode], None]) -> NotebookNode:
    """The notebook after the change."""
    change(notebook)
    return notebook


def add_scratch(notebook: NotebookNode) -> None:
    """Cells of their own between the tasks, one of them with an error."""
    notebook.cells.insert(2, new_code_cell("scratch = [1, 2, 3]\nscratch[7]"))
    notebook.cells.insert(2, new_markdown_cell("My notes: lamps, *lamps*, <b>lamps</b>."))


def copy_a_cell(notebook: NotebookNode) -> None:
    """An answer copied with the menu of Jupyter, which copies its metadata, too."""
    place = next(n for n, cell in enumerate(notebook.cells) if cell.source == LAMPS)
    copied = nbformat.from_dict(notebook.cells[place])
    copied.id = "copied"
    notebook.cells.insert(place, copied)


def lose_a_text(notebook: NotebookNode) -> None:
    """A task's statement deleted by mistake."""
    notebook.cells = [cell for cell in notebook.cells if cell.id != "statement-2"]


def come_from_elsewhere(notebook: NotebookNode) -> None:
    """As a notebook service saves it: another kernel's name, no cell ids, metadata of its own."""
    notebook.metadata["kernelspec"] = {"name": "conda-env-py", "display_name": "Python (conda)"}
    notebook.metadata["colab"] = {"provenance": []}
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        cell.pop("id", None)
        cell.metadata["executionInfo"] = {"status": "ok", "elapsed": 3}


def paste_a_picture(notebook: NotebookNode) -> None:
    """A screenshot pasted into the text that a person marks."""
    cell = next(cell for cell in notebook.cells if "meaning" in str(cell.metadata))
    cell.source = "Dark streets:\n\n![image.png](attachment:image.png)"
    cell.attachments = {"image.png": {"image/png": DOT}}


HABITS: dict[str, Callable[[NotebookNode], None]] = {
    "scratch-cells": add_scratch,
    "copied-cell": copy_a_cell,
    "lost-text": lose_a_text,
    "pasted-picture": paste_a_picture,
    "other-service": come_from_elsewhere,
}
