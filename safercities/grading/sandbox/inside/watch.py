"""What a kernel and everything it started use together, and how to end them all."""

import os
import signal
import time
from pathlib import Path

import psutil

PAGE = os.sysconf("SC_PAGE_SIZE")
BLOCK = 512  # unit of st_blocks
MOST_FILES = 20_000
FULL = 2  # all files together may be so many times as large as one may be
PATIENCE = 5  # seconds; a process in the middle of writing to a slow disk ends late


def descendants() -> list[int]:
    """Every process below this one; orphans count, because this one adopts them."""
    return [child.pid for child in psutil.Process().children(recursive=True)]


def end_all() -> None:
    """Kill every process below this one and collect them, until none is left."""
    give_up = time.monotonic() + PATIENCE
    while pids := descendants():
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        collect()
        if time.monotonic() > give_up:
            return
        time.sleep(0.001)


def collect() -> None:
    """Take note of ended children, so that they leave the table of processes."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def overuse(folder: str, limits: dict) -> str | None:
    """The first limit that the processes below this one break together, as words, or None."""
    pids = descendants()
    if len(pids) > limits["processes"]:
        return f"started more than {limits['processes']} processes"
    # The exact count takes longer, and differs only when forks share much.
    if all(sum(map(count, pids)) > limits["memory_bytes"] for count in (_memory, _own_share)):
        return f"used more than {limits['memory_bytes'] / 1e9:.1f} GB of memory"
    space = sum(map(_unlinked, pids))
    try:
        space += _space(folder)
    except (OSError, RecursionError):
        return "made more files or deeper folders than can be looked after"
    if space > FULL * limits["file_bytes"]:
        return f"wrote more than {FULL * limits['file_bytes'] / 1e6:.0f} MB of files"
    return None


def _memory(pid: int) -> int:
    """Memory of a process without what it shares with files, in bytes."""
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(resident) - int(shared)) * PAGE


def _own_share(pid: int) -> int:
    """Memory of a process with its share of what it has in common with others, in bytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _unlinked(pid: int) -> int:
    """Bytes in files that have no name any more but are still open, memory files included."""
    total = 0
    try:
        opened = list(Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return 0
    for link in opened:
        try:
            about = link.stat()
        except OSError:
            continue
        if not about.st_nlink:
            total += about.st_blocks * BLOCK
    return total


def _space(folder: str) -> int:
    """Bytes on disk below a folder; OSError when a part of it cannot be seen."""
    total, seen, waiting = 0, 0, [folder]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except FileNotFoundError:
            continue
        seen += len(entries)
        if seen > MOST_FILES:
            raise OSError("too many files")
        for entry in entries:
            try:
                total += entry.stat(follow_symlinks=False).st_blocks * BLOCK
            except FileNotFoundError:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
    return total
