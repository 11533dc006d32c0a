"""One hostile submission: what it is called, what it attempts, and how it is made."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

SLUG = "lamps"


@dataclass
class Work:
    """What a trainee hands in, before it is written down.

    Parameters
    ----------
    folder : Path
        `submitted/<name>/<slug>`; it exists.
    notebook : NotebookNode
        The released notebook, free to change.
    course : Path
        The nbgrader course folder, whose layout every trainee can guess.
    """

    folder: Path
    notebook: NotebookNode
    course: Path
    port: int = 0  # of a server on the same machine
    raw: bytes | None = None  # written in place of the notebook
    file_name: str = f"{SLUG}.ipynb"

    def cell(self, grade_id: str) -> NotebookNode:
        """The cell with this grade id."""
        return next(c for c in self.notebook.cells if grade_id == self.id_of(c))

    @staticmethod
    def id_of(cell: NotebookNode) -> str:
        return cell.metadata.get("nbgrader", {}).get("grade_id", "")

    def answer(self, code: str, grade_id: str = "task-1-lamps") -> None:
        """Put code where an answer belongs."""
        self.cell(grade_id).source = code

    def before_all(self, code: str) -> None:
        """Put a cell of one's own in front of everything."""
        self.notebook.cells.insert(0, new_code_cell(code))

    def tests(self) -> list[NotebookNode]:
        """The cells that check answers."""
        return [c for c in self.notebook.cells if self.id_of(c).startswith("test-")]

    def add(self, name: str, content: str | bytes) -> Path:
        """Hand in one more file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def write(self) -> None:
        """Write the notebook, unless the submission has none."""
        if self.raw is not None:
            (self.folder / self.file_name).write_bytes(self.raw)
        elif self.file_name:
            nbformat.write(self.notebook, self.folder / self.file_name)


@dataclass(frozen=True)
class Hostile:
    """One entry of the corpus.

    Parameters
    ----------
    name : str
        Trainee id under which it is handed in.
    family, harm : str
        What kind of attack it is, and what it attempts in one sentence.
    make : callable
        Changes a `Work` in place.
    mark : float
        Points by code that are right for it; 0 unless it also holds right answers.
    flagged : bool or None
        Whether the marker must be told to look; None where both are right.
    told : str
        A pattern that the one line about it must match; empty where there is nothing to say.
    """

    name: str
    family: str
    harm: str
    make: Callable[[Work], None] = field(repr=False)
    mark: float = 0
    flagged: bool | None = None
    told: str = ""

    def hand_in(self, course: Path, blank: NotebookNode, port: int = 0) -> None:
        """Write the submission into `course/submitted`."""
        folder = course / "submitted" / self.name / SLUG
        folder.mkdir(parents=True)
        work = Work(folder, copy.deepcopy(blank), course, port)
        self.make(work)
        work.write()


class Family:
    """Collects the entries of one family; use it as a decorator."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[Hostile] = []

    def __call__(
        self, harm: str, *, mark: float = 0, flagged: bool | None = None, told: str = ""
    ) -> Callable[[Callable[[Work], None]], Callable[[Work], None]]:
        def keep(make: Callable[[Work], None]) -> Callable[[Work], None]:
            name = make.__name__.replace("_", "-")
            self.entries.append(Hostile(name, self.name, harm, make, mark, flagged, told))
            return make

        return keep

    def code(self, name: str, harm: str, code: str, **expected: object) -> None:
        """An entry that is no more than code in the first answer cell.

        `{course}` in the code becomes the course's folder, `{port}` the port of a local server.
        """

        def make(work: Work) -> None:
            text = code.replace("{course}", str(work.course)).replace("{port}", str(work.port))
            work.answer(text)

        self.entries.append(Hostile(name, self.name, harm, make, **expected))
