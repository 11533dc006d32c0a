"""The grader's own test bench: known answers, put into a release and marked.

`answers/<slug>.py` holds, for each task that code marks, other right answers and wrong answers
with a name. It is a table of cells, read as text and never imported:

    # %% task 5 wrong: forgot to drop duplicates
    ...code that replaces the stub in the answer cell of task 5...
"""

import copy
import json
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from safercities.grading.notebook import nbgrader_of, tasks_of
from safercities.grading.release import release, run_nbgrader
from tests.grading.hostile.assignment import write_course
from tests.grading.hostile.honest import honest
from tests.grading.hostile.work import SLUG, Hostile

CELL = re.compile(r"^# %% task (?P<task>\S+) (?P<kind>right|wrong): (?P<name>.+)$", re.M)
PROGRAM = Path(sys.executable).with_name("safercities")
STUB = re.compile(r"^(?P<indent> *)# Write your answer here\.\n *\.\.\.$", re.M)


@dataclass(frozen=True)
class Answer:
    """One known answer to one task."""

    task: str
    right: bool
    name: str
    code: str

    @property
    def student(self) -> str:
        """The name under which a wrong answer is handed in."""
        words = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")
        return f"wrong-{self.task}-{words}"


def read_answers(path: Path) -> list[Answer]:
    """The table of known answers of one assignment."""
    pieces = CELL.split(path.read_text())[1:]
    return [
        Answer(task, kind == "right", name.strip(), code.strip())
        for task, kind, name, code in zip(*[iter(pieces)] * 4, strict=True)
    ]


def answer_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """For each task that code marks, the answer cell that stands above its test."""
    found, last = {}, None
    tests = {task.grade_id: task.number for task in tasks_of(notebook) if not task.judged}
    for cell in notebook.cells:
        grader = nbgrader_of(cell)
        if grader.get("solution") and cell.cell_type == "code":
            last = cell
        elif grader.get("grade_id") in tests:
            found[tests[grader["grade_id"]]] = last
    return found


def filled(release: NotebookNode, codes: dict[str, str]) -> NotebookNode:
    """A copy of the release with code in place of the stubs of some tasks."""
    notebook = copy.deepcopy(release)
    cells = answer_cells(notebook)
    for task, code in codes.items():
        stub = STUB.search(cells[task].source)
        assert stub, f"the answer cell of task {task} has no stub"
        code = textwrap.indent(code, stub["indent"])
        cells[task].source = cells[task].source.replace(stub.group(), code)
    return notebook


def mixed(blank: NotebookNode, best: dict[str, str], codes: dict[str, str]) -> NotebookNode:
    """The release with some tasks answered by `codes` and the others by the best answers."""
    notebook = filled(blank, codes)
    for task, cell in answer_cells(notebook).items():
        if task not in codes:
            cell.source = best[task]
    return notebook


def solved(release: NotebookNode, source: NotebookNode) -> NotebookNode:
    """A copy of the release with the source's own solutions in the answer cells."""
    notebook = copy.deepcopy(release)
    solutions = {nbgrader_of(c)["grade_id"]: c.source for c in source.cells if nbgrader_of(c)}
    for cell in notebook.cells:
        if nbgrader_of(cell).get("solution"):
            cell.source = solutions[nbgrader_of(cell)["grade_id"]]
    return notebook


@dataclass(frozen=True)
class Course:
    """An nbgrader course folder of its own for a test."""

    root: Path
    slug: str

    @classmethod
    def copy_of(cls, project: Path, folder: Path, slug: str) -> "Course":
        """The project's config and one source notebook, with the data in a folder above."""
        root = folder / "assignments"
        source = Path("source", slug, f"{slug}.ipynb")
        (root / source.parent).mkdir(parents=True)
        shutil.copy(project / "assignments" / source, root / source)
        shutil.copy(project / "assignments" / "nbgrader_config.py", root)
        shutil.copytree(project / "datasets", folder / "datasets")
        return cls(root, slug)

    def notebook(self, step: str, student: str = ".") -> NotebookNode:
        """The assignment's notebook at one step: source, release, submitted, autograded."""
        path = self.root / step / student / self.slug / f"{self.slug}.ipynb"
        return nbformat.read(path, as_version=4)

    def submit(self, student: str, notebook: NotebookNode) -> None:
        """Put a trainee's notebook where `nbgrader autograde` looks for it."""
        folder = self.root / "submitted" / student / self.slug
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{self.slug}.ipynb")

    def run(self, *arguments: str) -> str:
        """Run an nbgrader command here, as an instructor does."""
        return run_nbgrader(self.root, *arguments)

    def grade(self, *options: str) -> tuple[int, dict, str]:
        """Run `safercities grade`; its exit code, what it said as JSON, and its complaints."""
        done = subprocess.run(
            [PROGRAM, "grade", self.slug, "--json", *options],
            cwd=self.root,
            capture_output=True,
            text=True,
        )
        return done.returncode, json.loads(done.stdout or "{}"), done.stderr

    def gradebook(self) -> Gradebook:
        """The course's gradebook; use it in a `with` statement."""
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "safer-cities")

    def auto_scores(self, student: str) -> dict[str, float | None]:
        """What the code gave for each cell that carries points; None waits for a person."""
        with self.gradebook() as gradebook:
            work = gradebook.find_submission_notebook(self.slug, self.slug, student)
            return {grade.name: grade.auto_score for grade in work.grades}


def attacked(
    project: Path,
    folder: Path,
    attacks: Iterable[Hostile],
    port: int = 0,
    students: Iterable[str] | None = None,
) -> Course:
    """The corpus' course, released by the project's config, with all work handed in.

    Parameters
    ----------
    project, folder : Path
        The project's folder; an empty one for the course.
    attacks : iterable of Hostile
        What is handed in among the honest work.
    port : int
        Of a server on this machine, for attacks that speak to one.
    students : iterable of str or None
        The honest trainees; all by default.
    """
    course = Course(write_course(folder, project / "assignments" / "nbgrader_config.py"), SLUG)
    release(course.root, SLUG)
    blank = course.notebook("release")
    works = honest(blank)
    for student in works if students is None else students:
        course.submit(student, works[student][0])
    for entry in attacks:
        entry.hand_in(course.root, blank, port)
    return course
