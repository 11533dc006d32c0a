"""The command `safercities release`."""

import argparse

from safercities.grading.folder import add_course_option, course_folder


def add_command(subparsers: argparse._SubParsersAction) -> None:
    """Add `release` to the command line."""
    release = subparsers.add_parser(
        "release", help="make the assignments that trainees get, with nbgrader, and check them"
    )
    release.add_argument("assignment", nargs="*", help="one or more; all when none is named")
    add_course_option(release)
    release.set_defaults(run=run_release)


def run_release(options: argparse.Namespace) -> None:
    """Release the named assignments, or all of them."""
    try:
        from safercities.grading.release import release, slugs_of
    except ImportError as problem:
        raise SystemExit(
            f"safercities release: {problem.name} is missing; run `make setup`, "
            "or install the package with its extra `grading`."
        ) from problem
    from safercities.grading.notebook import AssignmentError

    course = course_folder(options.course)
    if not (course / "nbgrader_config.py").exists():
        raise SystemExit(
            f"safercities release: no nbgrader_config.py in {course}; "
            "run it from the project's folder or give --course."
        )
    known = slugs_of(course)
    for slug in options.assignment or known:
        if slug not in known:
            names = ", ".join(known) or "none"
            raise SystemExit(f"safercities release: no assignment {slug!r}; there is {names}.")
        try:
            folder = release(course, slug)
        except AssignmentError as problem:
            raise SystemExit(f"safercities release {slug}:\n{problem}") from problem
        print(f"released {folder.relative_to(course.parent)}")
