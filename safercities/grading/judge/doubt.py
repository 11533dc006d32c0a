"""Whose doing is it when grading ends badly: the work's, or this machine's?

A fault of the machine must never become a mark. So what ends badly is doubted first: a *trial*
runs the author's own set-up cells and an empty test in a fresh kernel. When that fails too, the
machine is at fault, and the submission stays without a mark until a later run.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from safercities.grading.judge.reference import Reference
from safercities.grading.notebook import nbgrader_of

# Errors that a machine without room for one more file, thread or process gives.
SHORTAGE = re.compile(r"\[Errno (11|23|24|28)\]|can't start new thread")
LEAST_FREE = 300_000_000  # bytes on the disk for private copies


@dataclass(frozen=True)
class Doubt:
    """Something that the machine may have brought about.

    Attributes
    ----------
    text : str
        What happened; completes `This machine could not grade it: ...`.
    certain : bool
        Whether it was the machine without doubt.
    problem : Exception or None
        What went wrong in the grader itself.
    """

    text: str
    certain: bool = False
    problem: Exception | None = None


def setup_ids(reference: Reference) -> set[str]:
    """The author's read-only code cells in front of the first answer."""
    found = set()
    for grade_id, cell in reference.cells.items():
        frame = nbgrader_of(cell)
        if frame.get("solution"):
            break
        if cell.cell_type == "code" and frame.get("locked") and not frame.get("grade"):
            found.add(grade_id)
    return found


def doubt_in(cells: Iterable[NotebookNode], setup: set[str]) -> Doubt | None:
    """What the outputs of a submission say against the machine."""
    for cell in cells:
        for output in cell.get("outputs", []):
            if output.output_type != "error":
                continue
            said = f"{output.ename}: {output.evalue}"[:300]
            if nbgrader_of(cell).get("grade_id") in setup:
                return Doubt(f"the set-up cell ended with {said}")
            if SHORTAGE.search(said):
                return Doubt(f"a cell ended with {said}")
    return None


def shortage() -> str:
    """What this machine has too little of, as words; empty when all is well."""
    place = Path(tempfile.gettempdir())
    free = shutil.disk_usage(place).free
    if free < LEAST_FREE:
        return f"{place} has only {free / 1e6:.0f} MB free, and {LEAST_FREE / 1e6:.0f} are needed"
    return ""
