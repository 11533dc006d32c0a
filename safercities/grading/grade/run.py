"""The whole run: what is to do, the workers, and the results."""

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from nbgrader.apps import AutogradeApp

from safercities.grading.grade import convert
from safercities.grading.grade.intake import Submission, submissions
from safercities.grading.grade.kits import Kit
from safercities.grading.grade.progress import InHand
from safercities.grading.grade.result import FAILED, SKIPPED, WAITING, Result, complete
from safercities.grading.grade.workers import run_all
from safercities.grading.judge.execute import ExecuteApart

# A grading process ends by itself within a few times the time of a whole notebook: it tries again
# up to three times. After so many times it hangs, and is ended.
PATIENCE = 10


def to_do(
    app: AutogradeApp, found: list[Submission], force: bool
) -> tuple[list[Submission], list[Result]]:
    """What is to be graded, and what is as it should be.

    Work is done when `autograded/` has it, no run stopped in the middle of it, and nothing newer
    was handed in.
    """
    in_hand = InHand(Path(app.coursedir.root), app.coursedir.assignment_id)
    work, done = [], []
    for submission in found:
        folder = convert.folder_of(app, "autograded", submission.student)
        finished = folder.exists() and submission.student not in in_hand
        if finished and not force and not _newer(app, submission.folder, folder):
            done.append(Result(submission.student, SKIPPED, reason="graded before"))
        else:
            work.append(submission)
    return work, done


def _newer(app: AutogradeApp, submitted: Path, autograded: Path) -> bool:
    """Whether a later submission was collected, by the times that nbgrader compares."""
    if (submitted / "timestamp.txt").is_symlink():
        return False
    try:
        new = app.coursedir.get_existing_timestamp(str(submitted))
        old = app.coursedir.get_existing_timestamp(str(autograded))
    except (ValueError, OSError):
        return False
    return bool(new and old and new > old)


def run(
    app: AutogradeApp,
    found: list[Submission],
    *,
    jobs: int,
    force: bool,
    dry: bool,
    tell: Callable[[Result | None, int], None],
    kits: list[Kit] | None = None,
) -> list[Result]:
    """Grade and return one result for each submission, by the trainee's name.

    Parameters
    ----------
    app : AutogradeApp
        As from `convert.load`.
    found : list of Submission
    jobs : int
        Submissions at the same time.
    force : bool
        Grade finished work anew.
    dry : bool
        Only say what would be done.
    tell : callable
        Is given each result as it comes, and the number of submissions to be graded.
    kits : list of Kit, optional
        What workers grade with, started before; each worker takes one out.
    """
    work, results = to_do(app, found, force)
    tell(None, len(work))
    if dry:
        results += [Result(submission.student, WAITING) for submission in work]
    elif work:
        results += _graded(app, work, jobs, tell, kits)
    InHand(Path(app.coursedir.root), app.coursedir.assignment_id).tidy()
    slug, course = app.coursedir.assignment_id, app.coursedir.course_id
    autograded = convert.folder_of(app, "autograded", "x").parents[1]
    complete(results, app.coursedir.db_url, course, autograded, slug)
    return sorted(results, key=lambda result: result.student)


def _graded(
    app: AutogradeApp, work: list[Submission], jobs: int, tell: Callable, kits: list[Kit] | None
) -> Iterator[Result]:
    """A result for each; what failed beside others is tried once more alone."""
    perform, again = functools.partial(convert.grade, app), []
    seconds = PATIENCE * ExecuteApart(parent=app).wall_time
    for result in run_all(perform, work, jobs, _lost, seconds, kits):
        if result.state == FAILED and jobs > 1:
            again.append(next(each for each in work if each.student == result.student))
            if len(again) <= len(work) / 2:
                continue
            again.pop()
        tell(result, len(work))
        yield result
    for result in run_all(perform, again, 1, _lost, seconds):
        tell(result, len(work))
        yield result


def _lost(work: Submission, code: int | None) -> Result:
    return Result(work.student, FAILED, reason=f"the grading process ended twice (code {code})")


def all_of(app: AutogradeApp, students: list[str]) -> list[Submission]:
    """The submissions of the named students, or of all.

    Raises
    ------
    ConfigurationError
        When a student has handed in nothing.
    """
    submitted = convert.folder_of(app, "submitted", "x").parents[1]
    found = submissions(submitted, app.coursedir.assignment_id)
    known = {submission.student for submission in found}
    missing = sorted(set(students) - known)
    if missing:
        raise convert.ConfigurationError(f"nothing was handed in by {', '.join(missing)}.")
    if not found:
        raise convert.ConfigurationError(f"no submissions in {os.path.relpath(submitted)}.")
    return [submission for submission in found if not students or submission.student in students]
