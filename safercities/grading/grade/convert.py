"""nbgrader's own autograder, one submission at a time, in this process."""

import contextlib
import logging
import os
import shutil
import time
import warnings
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader.api import Gradebook, InvalidEntry
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from safercities.grading.collect.stamps import stamp_of
from safercities.grading.grade import shortcuts
from safercities.grading.grade.intake import Submission, refusal
from safercities.grading.grade.progress import InHand
from safercities.grading.grade.result import FAILED, GRADED, ZERO, Result
from safercities.grading.notebook import AssignmentError
from safercities.grading.sandbox import Unprotected
from safercities.grading.sandbox.warm import SandboxError

# Troubles of this machine or course, not of the work: the submission waits for the next run.
OURS = (
    SQLAlchemyError,
    InvalidEntry,  # nbgrader's name for a clash with another process in the gradebook
    SandboxError,
    Unprotected,
    AssignmentError,
    MemoryError,
    OSError,
)


class ConfigurationError(Exception):
    """The course is not set up for safe grading; the message says what to do."""


class OneSubmission(Autograde):
    """nbgrader's converter, which also keeps the exception behind a failure."""

    problem: Exception | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """As nbgrader does."""
        with self._kept():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """As nbgrader does."""
        with self._kept():
            super().convert_single_notebook(notebook_filename)

    @contextlib.contextmanager
    def _kept(self):
        try:
            yield
        except Exception as problem:
            self.problem = problem
            raise


def load(course: Path, slug: str, timeout: float | None) -> AutogradeApp:
    """nbgrader with the settings of a course folder, which becomes the current one.

    Raises
    ------
    ConfigurationError
        When the settings do not run tests apart, or the assignment is not in the gradebook.
    """
    os.chdir(course)
    shortcuts.take()
    # nbgrader's own queries bring these about; they say nothing to its users.
    warnings.filterwarnings("ignore", category=SAWarning)
    app = AutogradeApp.instance()
    # nbgrader's own classes first: its aliases are what `initialize` reads.
    app.initialize([slug, "--log-level=50"])
    app.log.setLevel(logging.CRITICAL)
    steps = app.config.Autograde.get("autograde_preprocessors", [])
    if "ExecuteApart" not in {getattr(step, "__name__", str(step)) for step in steps}:
        raise ConfigurationError(
            f"{course}/nbgrader_config.py does not protect the grading; put "
            "`from safercities.grading.judge.settings import protect` and `protect(c)` into it."
        )
    # One look at the notebook's form after all steps, in place of one after each.
    app.config.Exporter.optimistic_validation = True
    if timeout is not None:
        app.config.ExecuteApart.timeout = timeout
    app.coursedir.assignment_id = slug
    believe_only_collectors(app.coursedir)
    with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as gradebook:
        if slug not in {assignment.name for assignment in gradebook.assignments}:
            raise ConfigurationError(
                f"the gradebook does not know {slug!r}; run `safercities release {slug}` first."
            )
    return app


def believe_only_collectors(course: CourseDirectory) -> None:
    """Let nbgrader read the time of a submission from where its collector kept it."""
    usual, submitted = course.get_existing_timestamp, course.submitted_directory

    def time_of(folder: str) -> datetime | None:
        path = Path(folder)
        if Path(course.format_path(submitted, path.parent.name, path.name)) == path:
            return stamp_of(Path(course.root), path.name, path.parent.name)
        return usual(folder)

    course.get_existing_timestamp = time_of


def folder_of(app: AutogradeApp, kind: str, student: str = ".") -> Path:
    """Where a step of the assignment stands, such as "autograded"."""
    directory = getattr(app.coursedir, f"{kind}_directory")
    return Path(app.coursedir.format_path(directory, student, app.coursedir.assignment_id))


def grade(app: AutogradeApp, work: Submission) -> Result:
    """Grade one submission anew; what was there before is replaced, marks by hand stay.

    Parameters
    ----------
    app : AutogradeApp
        As from `load`.
    work : Submission
    """
    started = time.monotonic()
    in_hand = InHand(Path(app.coursedir.root), app.coursedir.assignment_id)
    in_hand.add(work.student)
    state, reason = GRADED, refusal(work, app.coursedir.assignment_id)
    try:
        if reason is None:
            # What fails but once is not the work's doing.
            reason = _convert(app, work) and _convert(app, work)
        if reason is not None:
            state = ZERO
            _give_zero(app, work, reason)
    except OURS as problem:
        # The mark stays, so that the next run begins this one again.
        state, reason = FAILED, f"{type(problem).__name__}: {problem}".splitlines()[0]
    else:
        in_hand.remove(work.student)
    return Result(work.student, state, time.monotonic() - started, reason=reason or "")


def _convert(app: AutogradeApp, work: Submission) -> str | None:
    """Let nbgrader grade; None, or why it cannot. One of `OURS` is raised."""
    app.coursedir.student_id = work.student
    converter = OneSubmission(coursedir=app.coursedir, parent=app)
    converter.force = True
    try:
        converter.start()
    except NbGraderException as problem:
        cause = converter.problem or problem
        if isinstance(cause, OURS):
            raise cause from problem
        first = (str(cause).strip().splitlines() or [""])[0]
        return f"nbgrader cannot take this notebook ({type(cause).__name__}: {first[:200]})."
    return None


def _give_zero(app: AutogradeApp, work: Submission, reason: str) -> None:
    """Write a mark of 0 with its reason into the gradebook and into `autograded/`."""
    slug, student = app.coursedir.assignment_id, work.student
    with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as gradebook:
        gradebook.update_or_create_student(student)
        submission = gradebook.update_or_create_submission(slug, student)
        for notebook in submission.notebooks:
            for mark in notebook.grades:
                mark.auto_score = 0
                mark.needs_manual_grade = False
            for comment in notebook.comments:
                comment.auto_comment = f"Not graded: {reason}"
        gradebook.db.commit()
    folder = folder_of(app, "autograded", student)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    note = new_notebook(cells=[new_markdown_cell(f"**This work got 0 points:** {reason}")])
    nbformat.write(note, folder / f"{slug}.ipynb")
