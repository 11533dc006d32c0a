"""The author's notebook, against which a submission is repaired and by which it is tested."""

import functools
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from safercities.grading.folder import DATA, folder_with_data
from safercities.grading.notebook import (
    AssignmentError,
    Task,
    nbgrader_of,
    read_notebook,
    tasks_of,
)


@dataclass(frozen=True)
class Reference:
    """One assignment notebook as its author made it.

    Attributes
    ----------
    cells : dict
        The author's cells with a grade_id, in their order.
    released : dict
        The same cells as the trainees got them; empty when there is no release.
    tests : dict
        The tasks that code marks, by the grade_id of their test cell.
    files : Path
        The folder with the assignment's data, in `source/` or `release/`.
    metadata : NotebookNode
        The notebook's own.
    author : tuple of NotebookNode
        All cells of the author's notebook.
    """

    cells: dict[str, NotebookNode]
    released: dict[str, NotebookNode]
    tests: dict[str, Task]
    files: Path
    metadata: NotebookNode
    author: tuple[NotebookNode, ...] = ()

    @property
    def data(self) -> Path | None:
        """The folder of tables, if the assignment has one."""
        folder = self.files / DATA
        return folder if folder.is_dir() else None


def reference_for(config: Config, resources: dict) -> Reference:
    """The reference of the notebook that nbgrader is working on.

    Parameters
    ----------
    config : Config
        Of the preprocessor that asks; it says where the course is.
    resources : dict
        nbgrader's, with the names of assignment and notebook.

    Raises
    ------
    AssignmentError
        When there is no source, or a test cell declares nothing.
    """
    course = CourseDirectory(config=config)
    names = resources["nbgrader"]
    folders = [
        Path(course.format_path(step, ".", names["assignment"]))
        for step in (course.source_directory, course.release_directory)
    ]
    return read_reference(*(folder / f"{names['notebook']}.ipynb" for folder in folders))


def read_reference(source: Path, release: Path) -> Reference:
    """The reference out of the author's notebook and the released one, which need not be there."""
    stamps = [path.stat().st_mtime_ns if path.exists() else 0 for path in (source, release)]
    return _read(source, release, *stamps)


@functools.lru_cache(maxsize=8)
def _read(source: Path, release: Path, *stamps: int) -> Reference:
    notebook = read_notebook(source)
    released = cells_by_id(read_notebook(release)) if release.exists() else {}
    tests = {task.grade_id: task for task in tasks_of(notebook) if not task.judged}
    for task in tests.values():
        if not (task.reads or task.calls):
            raise AssignmentError(
                f"{source.name}: {task.grade_id} does not say what it reads or calls; "
                'add "safercities": {"reads": [...], "calls": [...]} to its metadata.'
            )
    return Reference(
        cells=cells_by_id(notebook),
        released=released,
        tests=tests,
        files=folder_with_data(source.parent, release.parent).resolve(),
        metadata=notebook.metadata,
        author=tuple(notebook.cells),
    )


def cells_by_id(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """The cells that carry a grade_id, in their order."""
    return {nbgrader_of(c)["grade_id"]: c for c in notebook.cells if nbgrader_of(c)}
