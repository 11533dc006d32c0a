"""The command `safercities grade`."""

import argparse
import os
import sys
from pathlib import Path

from safercities.grading.folder import add_course_option, course_folder, folder_with_data
from safercities.grading.grade.kits import Kit, kits
from safercities.grading.grade.place import own_temporary_folder
from safercities.grading.sandbox import Unprotected
from safercities.grading.sandbox.inside.imports import importing

EPILOG = """\
Exit codes: 0 every submission has a mark; 1 some could not be graded, run the command again;
2 wrong use, settings or machine, nothing was graded. A submission that cannot be read gets 0 points
with a reason, and counts as marked. Stop it whenever you like, in whatever way: started again, it
goes on where it was.
"""


def add_command(subparsers: argparse._SubParsersAction) -> None:
    """Add `grade` to the command line."""
    grade = subparsers.add_parser(
        "grade", help="grade all submitted work, in parallel and in a sandbox", epilog=EPILOG
    )
    grade.add_argument("assignment", help="for example 05-lighting")
    add_course_option(grade)
    grade.add_argument(
        "--student", action="append", default=[], metavar="NAME", help="only this one; repeatable"
    )
    grade.add_argument("--jobs", type=int, help="submissions at the same time (one a processor)")
    grade.add_argument("--timeout", type=float, help="seconds for one cell, and for one test")
    grade.add_argument("--force", action="store_true", help="grade finished work anew")
    grade.add_argument("--dry-run", action="store_true", help="only say what would be done")
    grade.add_argument("--json", action="store_true", help="print the result as JSON")
    grade.add_argument(
        "--unprotected",
        action="store_true",
        help="grade even when nothing keeps trainees' code from your files",
    )
    grade.set_defaults(run=run_grade)


def run_grade(options: argparse.Namespace) -> int:
    """Grade as the options say, and return the exit code."""
    course = course_folder(options.course)
    if not (course / "nbgrader_config.py").exists():
        return _stop(
            f"no nbgrader_config.py in {course}; go to the course folder or give --course."
        )
    # jsonschema, which nbgrader loads, would check the form of web addresses and of durations with
    # these. There are none here, and the first builds a large grammar and takes a second.
    for name in ("rfc3987_syntax", "rfc3986_validator", "isoduration"):
        sys.modules.setdefault(name, None)
    programs = str(Path(sys.executable).parent)  # nbgrader calls `alembic` by name
    os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])
    if options.unprotected:
        os.environ["SAFERCITIES_UNPROTECTED"] = "yes"
    if options.jobs is not None and options.jobs < 1:
        return _stop("--jobs must be 1 or more.")
    jobs = options.jobs or len(os.sched_getaffinity(0))
    try:
        files = _files_of(course, options.assignment)
        with own_temporary_folder(), kits(_kits_for(course, options, jobs), files) as started:
            return _graded(course, options, jobs, started)
    except Unprotected as problem:
        return _stop(str(problem))


def _kits_for(course: Path, options: argparse.Namespace, jobs: int) -> int:
    """How many workers there will be, as far as the folders tell before nbgrader is loaded."""
    if options.dry_run:
        return 0
    waiting = len(options.student or list(course.glob(f"submitted/*/{options.assignment}")))
    return min(jobs, waiting)


def _files_of(course: Path, slug: str) -> Path | None:
    """The assignment's folder with data; a course with other names of folders reads them later."""
    files = folder_with_data(course / "source" / slug, course / "release" / slug)
    return files.resolve() if files.is_dir() else None


def _graded(course: Path, options: argparse.Namespace, jobs: int, started: list[Kit]) -> int:
    try:
        with importing():
            from safercities.grading.grade.conduct import conduct
    except ImportError as problem:
        return _stop(f"{problem.name} is missing; run `make setup`.")
    from safercities.grading.grade.convert import ConfigurationError

    try:
        return conduct(course, options, jobs, started)
    except ConfigurationError as problem:
        return _stop(str(problem))


def _stop(sentence: str) -> int:
    print(f"safercities grade: {sentence}", file=sys.stderr)
    return 2
