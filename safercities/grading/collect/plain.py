"""Copy a submission's plain files, and nothing that leads elsewhere."""

import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

from safercities.grading.grade.intake import LARGEST_SUBMISSION, MOST_ENTRIES

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,99}")


def is_student(name: str) -> bool:
    """Whether a name can be a trainee's id, and no way to another folder."""
    return bool(NAME.fullmatch(name))


def copy_plain(
    source: Path, target: Path, left_out: Callable[[str, list[str]], set[str]]
) -> list[str]:
    """Copy a folder without its links, pipes, devices and second names of other files.

    Folders are walked by their descriptors, so that one that becomes a link on the way is not
    followed.

    Parameters
    ----------
    source, target : Path
        The target does not exist yet.
    left_out : callable
        Gets a folder and names in it, as `shutil.copytree` asks, and returns names to leave out.

    Returns
    -------
    list of str
        A sentence for each thing that was refused.
    """
    refused, count, size = [], 0, 0
    target.mkdir(parents=True)
    for place, folders, files, number in os.fwalk(source, follow_symlinks=False):
        inner = Path(place).relative_to(source)
        unwanted = left_out(place, [*folders, *files])
        folders[:] = [name for name in folders if name not in unwanted]
        for name in [*folders, *files]:
            if name in unwanted:
                continue
            count += 1
            why = _odd(name, number)
            if not why and name in files:
                size += _copy(name, number, target / inner / name)
            if why:
                refused.append(f"{inner / name} is {why} and was left out")
            elif name in folders:
                (target / inner / name).mkdir()
            if count > MOST_ENTRIES or size > LARGEST_SUBMISSION:
                limit = f"{MOST_ENTRIES} files or {LARGEST_SUBMISSION / 1e6:.0f} MB"
                return [*refused, f"it has more than {limit}; the rest was left out"]
        folders[:] = [name for name in folders if not _odd(name, number)]
    return refused


def _odd(name: str, folder: int) -> str:
    """What an entry is when it is neither a folder nor a plain file of its own."""
    about = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if stat.S_ISDIR(about.st_mode):
        return ""
    if stat.S_ISLNK(about.st_mode):
        return "a link"
    if not stat.S_ISREG(about.st_mode):
        return "no plain file"
    if about.st_size > LARGEST_SUBMISSION:
        return "too large"
    return "a second name of another file" if about.st_nlink > 1 else ""


def _copy(name: str, folder: int, target: Path) -> int:
    """Copy one file, unless it has become something else since it was seen; its bytes."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(name, flags, dir_fd=folder), "rb") as original:
        about = os.fstat(original.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_nlink > 1:
            return 0
        with target.open("wb") as copy:
            shutil.copyfileobj(original, copy)
    return about.st_size
