"""Make an assignment's release with nbgrader, and check that it gives nothing away."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from safercities.grading.judge.trial import try_apart
from safercities.grading.lint import lint_notebook
from safercities.grading.notebook import (
    AssignmentError,
    nbgrader_of,
    read_notebook,
    split_regions,
    tasks_of,
)
from safercities.grading.prepare import needed_datasets, prepare, source_notebook

# Shorter lines, such as `)` or `else:`, say nothing and stand everywhere.
SHORTEST_SECRET = 12


def slugs_of(course: Path) -> list[str]:
    """Every assignment in the course: the folders in `source/` that hold their own notebook."""
    return sorted(
        path.stem for path in course.glob("source/*/*.ipynb") if path.parent.name == path.stem
    )


def release(course: Path, slug: str) -> Path:
    """Check and try the source, let nbgrader make the release of it, and check that.

    Parameters
    ----------
    course : Path
        The nbgrader course folder, with `nbgrader_config.py` and `source/`.
    slug : str
        The assignment.

    Returns
    -------
    Path
        `release/<slug>`.

    Raises
    ------
    AssignmentError
        When anything is wrong; a release that gives something away is removed.
    """
    problems = lint_notebook(source_notebook(course, slug))
    if problems:
        raise AssignmentError("\n".join(problems))
    prepare(course, slug)
    problems = try_apart(source_notebook(course, slug))
    if problems:
        raise AssignmentError("\n".join(problems))
    # --force replaces an earlier release.
    run_nbgrader(course, "generate_assignment", slug, "--force")
    folder = course / "release" / slug
    problems = list(check_release(course, slug))
    if problems:
        shutil.rmtree(folder)
        raise AssignmentError("\n".join([*problems, "The release was removed."]))
    return folder


def run_nbgrader(course: Path, *arguments: str) -> str:
    """Run an nbgrader command in the course folder and return what it said.

    nbgrader calls `alembic` by name, so the environment's own programs stand first on the path.
    """
    programs = str(Path(sys.executable).parent)
    path = os.pathsep.join([programs, os.environ.get("PATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise AssignmentError(f"nbgrader {' '.join(arguments)} failed:\n{done.stdout}")
    return done.stdout


def check_release(course: Path, slug: str) -> Iterator[str]:
    """Everything that is wrong with `release/<slug>`, as sentences."""
    folder = course / "release" / slug
    source = read_notebook(source_notebook(course, slug))
    made = read_notebook(folder / f"{slug}.ipynb")
    expected = {f"{slug}.ipynb", *(f"datasets/{name}" for name in needed_datasets(course, slug))}
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for name in sorted(expected - found):
        yield f"release/{slug} lacks {name}."
    for name in sorted(found - expected):
        yield f"release/{slug} holds {name}, which no trainee needs; remove it from the source."
    text = "\n".join(cell.source for cell in made.cells)
    for line in sorted(secret_lines(source)):
        if line in text:
            yield f"release/{slug} shows a line of a solution or hidden test: {line!r}."
    before = {task.grade_id: task.points for task in tasks_of(source)}
    after = {task.grade_id: task.points for task in tasks_of(made)}
    if before != after:
        yield f"release/{slug} has other tasks or points than its source."
    ids = [nbgrader_of(cell)["grade_id"] for cell in made.cells if nbgrader_of(cell)]
    if len(ids) != len(set(ids)):
        yield f"release/{slug} has a grade_id twice."
    if any(cell.get("outputs") for cell in made.cells):
        yield f"release/{slug} holds outputs."


def secret_lines(source: NotebookNode) -> set[str]:
    """Lines of solutions, hidden tests and model answers that stand nowhere in the open."""
    visible, secret = [], set()
    for cell in source.cells:
        grader = nbgrader_of(cell)
        regions = split_regions(cell.source)
        hidden = regions["solution"] + regions["hidden"]
        # nbgrader empties an answer cell without marks altogether.
        if grader.get("solution") and not regions["solution"]:
            hidden, regions["visible"] = cell.source.splitlines(), []
        visible += regions["visible"]
        secret |= {line.strip() for line in hidden}
    shown = "\n".join(visible)
    return {line for line in secret if len(line) >= SHORTEST_SECRET and line not in shown}
