"""Put a submission's frame back as the author made it, before nbgrader's own code meets it.

nbgrader gives up a whole batch for one copied cell or one foreign schema version. The submitted
file stays as it is: nbgrader reads it and writes its own copy.
"""

import copy
from collections import Counter
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from safercities.grading.judge.flags import flag, note
from safercities.grading.judge.reference import Reference, reference_for
from safercities.grading.notebook import nbgrader_of

# What nbgrader itself writes when it makes a release, and what no trainee can change by accident.
FRAME = ("grade", "solution", "locked", "task", "points", "schema_version")


class Repair(NbGraderPreprocessor):
    """First in `c.Autograde.sanitize_preprocessors`."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore ids, kinds and metadata of the author's cells, and put back lost ones."""
        reference = reference_for(self.config, resources)
        nb.metadata = copy.deepcopy(reference.metadata)
        nb.metadata["safercities"] = {}
        seen = Counter(_id_of(cell) for cell in nb.cells)
        for number, cell in enumerate(nb.cells):
            grade_id = _id_of(cell)
            seen[grade_id] -= 1
            if grade_id in reference.cells and seen[grade_id]:
                note(nb, "copied-cell", f"{grade_id} stands more than once; the last one counts.")
                grade_id = ""
            nb.cells[number] = self._mended(nb, cell, grade_id, reference)
        self._put_back(nb, reference)
        return nb, resources

    def _mended(
        self, nb: NotebookNode, cell: NotebookNode, grade_id: str, reference: Reference
    ) -> NotebookNode:
        """The cell with the author's frame around the trainee's text."""
        if "skip-execution" in str(cell.metadata.get("tags", "")):
            flag(nb, "skipped-cell", "A cell was marked to be skipped; it was run as any other.")
        if grade_id not in reference.cells:
            cell.metadata = NotebookNode()
            return cell
        author = reference.cells[grade_id]
        was, right = nbgrader_of(cell), nbgrader_of(author)
        changed = [key for key in FRAME if was.get(key, False) != right.get(key, False)]
        if changed:
            flag(nb, "changed-frame", f"{grade_id}: changed in its metadata: {', '.join(changed)}.")
        shown = reference.released.get(grade_id, cell)
        if grade_id in reference.tests and shown.source.strip() != cell.source.strip():
            note(nb, "changed-check", f"{grade_id} was changed; the original was used.")
        if cell.cell_type != author.cell_type:
            note(nb, "changed-kind", f"{grade_id} was made a {cell.cell_type} cell; put right.")
            cell = _new(author.cell_type, cell.source)
        cell.metadata = _frame(author)
        return cell

    def _put_back(self, nb: NotebookNode, reference: Reference) -> None:
        """Lost cells that count or that others need, behind the author's cell before them."""
        place = 0
        for grade_id, author in reference.cells.items():
            here = next((n for n, cell in enumerate(nb.cells) if _id_of(cell) == grade_id), None)
            if here is not None:
                place = max(place, here + 1)
                continue
            frame = nbgrader_of(author)
            needed = frame.get("grade") or (author.cell_type == "code" and frame.get("locked"))
            if needed:
                source = reference.released.get(grade_id, author).source
                made = _new(author.cell_type, source if frame.get("solution") else author.source)
                made.metadata = _frame(author)
                nb.cells.insert(place, made)
                place += 1
                note(nb, "lost-cell", f"{grade_id} was missing and was put back.")


def _id_of(cell: NotebookNode) -> str:
    frame: Any = cell.metadata.get("nbgrader")
    return str(frame.get("grade_id", "")) if isinstance(frame, dict) else ""


def _new(kind: str, source: str) -> NotebookNode:
    return new_code_cell(source) if kind == "code" else new_markdown_cell(source)


def _frame(author: NotebookNode) -> NotebookNode:
    """The author's metadata, without tags or anything else that changes how a cell is run."""
    kept = {k: v for k, v in author.metadata.items() if k in ("nbgrader", "safercities")}
    return copy.deepcopy(NotebookNode(kept))
