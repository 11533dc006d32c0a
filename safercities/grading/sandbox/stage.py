"""The private copy of a submission that its kernel sees."""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

MOST_FILES = 2000
FOLDERS = ("work", "home", "tmp", "run")


class TooLargeError(Exception):
    """A submission has more files, or larger ones, than its kernel may have."""


def prepare(folder: Path, workdir: Path, data: Path | None, most_bytes: int) -> None:
    """Copy the plain files of a submission into `folder/work`.

    Notebooks stay out, because nbgrader has put the hidden tests back into them. So do links,
    pipes and devices.

    Parameters
    ----------
    folder : Path
        The kernel's folder, which is made.
    workdir : Path
        The submission's own files.
    data : Path or None
        The assignment's data, as they lie in the warm parent's folder; seen as `datasets`.
    most_bytes : int
        Of all files together.

    Raises
    ------
    TooLargeError
        When there are too many files or bytes.
    """
    folder.mkdir(mode=0o700)  # Another kernel, which has another user, cannot enter.
    for name in FOLDERS:
        (folder / name).mkdir()
    count = space = 0
    for entry, place in _plain_files(workdir, skip="datasets" if data else None):
        count, space = count + 1, space + entry.stat(follow_symlinks=False).st_size
        if count > MOST_FILES or space > most_bytes:
            raise TooLargeError(
                f"the submission has more than {MOST_FILES} files or "
                f"{most_bytes / 1e6:.0f} MB beside its notebook"
            )
        target = folder / "work" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(entry.path, target)
    if data:
        (folder / "work" / "datasets").symlink_to(data)


def _plain_files(top: Path, skip: str | None):
    """Each plain file below a folder that is not a notebook, and its place in it."""
    waiting = [Path()]
    while waiting:
        inner = waiting.pop()
        with os.scandir(top / inner) as entries:
            found = list(entries)
        for entry in found:
            place = inner / entry.name
            if place == Path(skip or "."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(place)
            elif entry.is_file(follow_symlinks=False) and place.suffix != ".ipynb":
                yield entry, place


def _copy(source: str, target: Path) -> None:
    """Copy a file, unless it has become something else since it was seen."""
    number = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(number, "rb") as original, target.open("wb") as copy:
        if stat.S_ISREG(os.fstat(number).st_mode):
            shutil.copyfileobj(original, copy)


def give(folder: Path, user: int | None) -> None:
    """Make the kernel's user the owner of its folder."""
    if user is None:
        return
    for place, folders, files in os.walk(folder):
        for name in [".", *folders, *files]:
            os.chown(Path(place, name), user, user, follow_symlinks=False)


def shared_data(stage: Path, data: Path) -> Path:
    """A copy of the assignment's data that no kernel can change, made once for each state of it."""
    known = hashlib.sha256(str(data).encode())
    for entry, place in sorted(_plain_files(data, skip=None), key=lambda pair: pair[1]):
        about = entry.stat(follow_symlinks=False)
        known.update(f"{place} {about.st_size} {about.st_mtime_ns}\n".encode())
    target = stage / f"data-{known.hexdigest()[:16]}"
    if target.exists():
        return target
    made = Path(tempfile.mkdtemp(prefix="new-", dir=stage))
    for entry, place in _plain_files(data, skip=None):
        (made / place).parent.mkdir(parents=True, exist_ok=True)
        _copy(entry.path, made / place)
        (made / place).chmod(0o444)
    for place, _, _ in os.walk(made):
        Path(place).chmod(0o555)
    try:
        made.rename(target)
    except OSError:  # Another grader that shares the stage was faster.
        shutil.rmtree(made)
    return target
