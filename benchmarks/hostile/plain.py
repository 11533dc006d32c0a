"""One attack on plain nbgrader: a small course, the attack among two honest trainees, graded."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from benchmarks.grading import PLAIN
from benchmarks.hostile import cage
from tests.grading.harness import Course
from tests.grading.hostile.assignment import CANARIES, write_course
from tests.grading.hostile.checks import Listener, digests, outputs_of, traces
from tests.grading.hostile.honest import honest
from tests.grading.hostile.work import SLUG, Hostile

# Of the nbgrader command, with its own 30 s for each cell.
WALL_SECONDS = 150
HONEST = ("a-honest-full", "zz-honest-full")  # graded before and after every attack
TEMPLATE = cage.PLACE / "template"
VENV = cage.RUN / "venv"
ENVIRONMENT = {
    "PATH": f"{VENV}/bin:{sys.prefix}/bin:/usr/bin:/bin",
    "HOME": str(cage.RUN / "home"),
    "LANG": "C.UTF-8",
    "USER": "instructor",
    "JUPYTERHUB_API_TOKEN": CANARIES["TOKEN"],
    "JUPYTER_PATH": f"{sys.prefix}/share/jupyter",
    "JUPYTER_CONFIG_PATH": f"{sys.prefix}/etc/jupyter",
}
HARMFUL_PAGES = ("leaking", "tampering", "injecting script")


@dataclass
class Facts:
    """What is there after grading.

    Attributes
    ----------
    marks : dict of str to float or None
        Points for the tests of each trainee; None without a mark.
    graded : set of str
        Trainees whose graded notebook is there.
    shown, pages : str, dict of str to str
        Outputs of the attacker's graded notebook without tracebacks, which show tests to everybody
        whose answer fails; the attacker's files in `feedback/`.
    changed : set of str
        Files that are no longer as they were, by their place in the run's folder.
    """

    grading: cage.Ran
    marks: dict[str, float | None]
    graded: set[str]
    stamp: str = ""
    shown: str = ""
    notebook_bytes: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    traces: set[str] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    feedback: cage.Ran | None = None
    active: list[str] = field(default_factory=list)  # what `pages.look` saw


def nbgrader(course: Course, *arguments: str) -> cage.Ran:
    """Run an nbgrader command as an instructor does, caged."""
    command = [str(VENV / "bin" / "python"), "-m", "nbgrader", *arguments]
    return cage.watched(cage.inner(command, course.root, ENVIRONMENT), WALL_SECONDS)


def prepare() -> None:
    """Make the course that every attack gets a copy of, with nbgrader's own release."""
    make_room()
    config = Path("/tmp/nbgrader_config.py")
    config.write_text(PLAIN)
    course = Course(write_course(cage.RUN, config), SLUG)
    shutil.copytree(cage.RUN / "datasets", course.root / "source" / SLUG / "datasets")
    # An environment that the instructor may write to; the packages stay where they are.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", VENV], check=True)
    place = next((VENV / "lib").iterdir()) / "site-packages" / "packages.pth"
    place.write_text(f"import site; site.addsitedir({str(cage.SITE)!r})\n")
    cage.hand_over(cage.RUN)
    made = nbgrader(course, "generate_assignment", SLUG)
    if made.code:
        raise SystemExit(f"nbgrader generate_assignment failed:\n{made.said[-3000:]}")
    shutil.copytree(cage.RUN, TEMPLATE, symlinks=True)


def make_room() -> None:
    """An empty folder for a run."""
    shutil.rmtree(cage.RUN, ignore_errors=True)
    for name in ("tmp", "shm"):
        (cage.RUN / name).mkdir(parents=True)


def attack(entry: Hostile | None, look: Callable[[Course, Facts], None]) -> Facts:
    """Hand in, grade, and gather what is there then; None for honest work alone.

    Parameters
    ----------
    entry : Hostile
        The attack.
    look : callable
        Looks at the course while it is still there, with the facts.
    """
    shutil.rmtree(cage.RUN, ignore_errors=True)
    shutil.copytree(TEMPLATE, cage.RUN, symlinks=True)
    course, listener = Course(cage.RUN / "assignments", SLUG), Listener()
    blank = course.notebook("release")
    works = honest(blank)
    for student in HONEST:
        course.submit(student, works[student][0])
    if entry:
        entry.hand_in(course.root, blank, listener.port)
    else:
        course.submit("honest-blank", blank)
    student = entry.name if entry else "honest-blank"
    handed_in = list((course.root / "submitted" / student).rglob("*"))
    cage.hand_over(cage.RUN)
    before = digests(cage.RUN)
    grading = nbgrader(course, "autograde", SLUG)
    trainees = (student, *HONEST)
    marks = {who: mark_of(course, who) for who in trainees}
    facts = Facts(grading, marks, {who for who in trainees if is_graded(course, who)})
    facts.stamp = stamp_of(course, student)
    # nbgrader copies other files into the feedback, so that they can do harm there.
    wanted = entry is None or entry.family in HARMFUL_PAGES or len(handed_in) > 2
    if wanted and grading.code is not None and book_of(course).exists():
        facts.feedback = nbgrader(course, "generate_feedback", SLUG)
    after = digests(cage.RUN)
    names = {name for name in before | after if before.get(name) != after.get(name)}
    changed = {Path(name).relative_to(cage.RUN) for name in names}
    # `runtime` holds the address of each kernel while it runs.
    facts.changed = {str(path) for path in changed if "runtime" not in path.parts}
    facts.traces = {path.name for path in traces(course.root, VENV)}
    facts.heard = listener.heard
    read_graded(course, student, facts)
    look(course, facts)
    return facts


def read_graded(course: Course, student: str, facts: Facts) -> None:
    """What the trainee is shown."""
    path = course.root / "autograded" / student / SLUG / f"{SLUG}.ipynb"
    if is_plain(path):
        facts.notebook_bytes = path.stat().st_size
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                output.pop("traceback", None)
        facts.shown = outputs_of(notebook)
    for page in (course.root / "feedback" / student).rglob("*"):
        if is_plain(page) and page.stat().st_size < 10**9:
            facts.pages[page.name] = page.read_text(errors="replace")


def book_of(course: Course) -> Path:
    return course.root / "gradebook.db"


def is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def is_graded(course: Course, student: str) -> bool:
    """Whether the graded notebook is there; without it the formgrader asks to grade again."""
    return (course.root / "autograded" / student / SLUG / f"{SLUG}.ipynb").is_file()


def mark_of(course: Course, student: str) -> float | None:
    """Points for the tests as nbgrader exports them; None when there is no mark yet."""
    if not book_of(course).exists():  # to ask for it would make one
        return None
    with closing(Gradebook(f"sqlite:///{book_of(course)}", "safer-cities")) as book:
        try:
            work = book.find_submission_notebook(SLUG, SLUG, student)
        except MissingEntry:
            return None
        grades = [grade for grade in work.grades if grade.name.startswith("test-")]
        waiting = [g for g in grades if g.auto_score is None and g.manual_score is None]
        if waiting or not grades:
            return None
        return sum(grade.score + (grade.extra_credit or 0) for grade in grades)


def stamp_of(course: Course, student: str) -> str:
    """When the gradebook says the work was handed in."""
    if not book_of(course).exists():
        return ""
    with closing(Gradebook(f"sqlite:///{book_of(course)}", "safer-cities")) as book:
        try:
            return str(book.find_submission(SLUG, student).timestamp or "")
        except MissingEntry:
            return ""
