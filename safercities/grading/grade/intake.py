"""Look at submitted work before anything reads it: what is plainly not a notebook is refused."""

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

LARGEST_NOTEBOOK = 20_000_000  # bytes
LARGEST_SUBMISSION = 200_000_000
MOST_ENTRIES = 2000
MOST_CELLS = 1000
FORMAT = 4  # major version of nbformat


@dataclass(frozen=True)
class Submission:
    """One trainee's folder in `submitted/`."""

    student: str
    folder: Path


def submissions(submitted: Path, slug: str) -> list[Submission]:
    """Every submission of the assignment, by the trainee's name."""
    folders = sorted(submitted.glob(f"*/{slug}"))
    return [Submission(folder.parent.name, folder) for folder in folders]


def refusal(work: Submission, slug: str) -> str | None:
    """Why the work cannot be graded, as a sentence, or None.

    Parameters
    ----------
    work : Submission
    slug : str
        The assignment, whose notebook has its name.
    """
    for folder in (work.folder.parent, work.folder):
        if folder.is_symlink():
            return f"{folder.name} is a link; hand in a folder with the files themselves."
    found = _odd_entry(work.folder)
    if found:
        return found
    path = work.folder / f"{slug}.ipynb"
    if not path.exists():
        others = sorted(other.name for other in work.folder.glob("*.ipynb"))
        there = f" There is {', '.join(others)[:200]}." if others else ""
        return f"{slug}.ipynb is missing; a notebook must keep its name.{there}"
    return _unreadable(path)


def _odd_entry(top: Path) -> str | None:
    """The first link, pipe or device, or too much of anything."""
    waiting, count, size = [top], 0, 0
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                about = entry.stat(follow_symlinks=False)
                name = os.path.relpath(entry.path, top)
                count, size = count + 1, size + about.st_size
                if stat.S_ISLNK(about.st_mode):
                    return f"{name} is a link; hand in the file itself."
                if stat.S_ISDIR(about.st_mode):
                    waiting.append(Path(entry.path))
                elif not stat.S_ISREG(about.st_mode):
                    return f"{name} is not a plain file; hand in plain files only."
                elif about.st_nlink > 1:
                    return f"{name} is a second link to another file; hand in a copy."
                if count > MOST_ENTRIES or size > LARGEST_SUBMISSION:
                    limit = f"{MOST_ENTRIES} files or {LARGEST_SUBMISSION / 1e6:.0f} MB"
                    return f"the submission has more than {limit}."
    return None


def _unreadable(path: Path) -> str | None:
    """Why a file is not a notebook that can be read."""
    if path.is_dir():
        return f"{path.name} is a folder; hand in the notebook file itself."
    if path.stat().st_size > LARGEST_NOTEBOOK:
        return (
            f"{path.name} is larger than {LARGEST_NOTEBOOK / 1e6:.0f} MB; "
            "clear its outputs and hand it in again."
        )
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return f"{path.name} is not a notebook file (damaged, or cut off); hand it in again."
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        return f"{path.name} is not a notebook of format {FORMAT}; save it with JupyterLab."
    if notebook.get("nbformat") != FORMAT:
        return f"{path.name} has the notebook format {notebook.get('nbformat')!r}, not {FORMAT}."
    if len(notebook["cells"]) > MOST_CELLS:
        return f"{path.name} has more than {MOST_CELLS} cells; take out what the tasks do not need."
    return None
