"""The command, the environment and the folder of a warm parent."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from safercities.grading.sandbox.fonts import lend_font_list
from safercities.grading.sandbox.preload import MODULES, TEXTS
from safercities.grading.sandbox.stage import shared_data
from safercities.grading.sandbox.user import kernel_user, open_to_others
from safercities.grading.sandbox.view import INSIDE, bubblewrap, own_python, readable

# The shell outlives whoever started it, and so removes the folder even when that one is killed.
ATTENDANT = (
    'trap "" INT TERM HUP; stage=$1; shift; "$@"; '
    'chmod -R u+rwx "$stage" 2>/dev/null; rm -rf "$stage"'
)

OTHERS_PASS = 0o711  # A kernel may have another user, who has to get to its own folder inside.
LONGEST_SOCKET = 107  # bytes of a socket's path, unix(7)
SOCKET = "/99/k99999/run/s-5"  # where the last socket of a kernel stands in the stage


def new_stage() -> Path:
    """Make the folder for private copies, in the temporary folder when its path is short enough.

    Otherwise it stands in `/tmp`.
    """
    stage = Path(tempfile.mkdtemp(prefix="sc-"))
    if len(os.fsencode(f"{stage}{SOCKET}")) > LONGEST_SOCKET:
        stage.rmdir()
        stage = Path(tempfile.mkdtemp(prefix="sc-", dir="/tmp"))
    stage.chmod(OTHERS_PASS)
    return stage


def launch(
    mechanism: str, lines: tuple[socket.socket, ...] = (), data: Path | None = None
) -> tuple[subprocess.Popen, Path]:
    """Start a warm parent under one of the mechanisms.

    Parameters
    ----------
    mechanism : str
        "bubblewrap", "landlock" or "none".
    lines : tuple of socket.socket
        The ends of the warm parent: a keeper of kernels takes orders from each of them, and tells
        events. With none it only tries the protection on itself, prints that it works, and ends.
    data : Path, optional
        A folder of tables to read before the first kernel.

    Returns
    -------
    process : Popen
    stage : Path
        The folder for private copies, which goes when the process ends. It has one for each line.
    """
    stage = new_stage()
    lend_font_list(stage / "matplotlib")
    for number in range(len(lines)):
        stage_of(stage, number).mkdir()
        stage_of(stage, number).chmod(OTHERS_PASS)
    apart = mechanism == "bubblewrap"
    settings = {
        "probe": not lines,
        "lines": [line.fileno() for line in lines],
        "divide": apart and len(lines) > 1,
        "protect": mechanism != "none",
        "needs_landlock": mechanism == "landlock",
        "readable": readable(),
        # In bubblewrap's view the folders above are open; else a kernel needs a right to pass.
        "closed": not apart and not open_to_others(*map(Path, own_python()), stage),
        "user": kernel_user(),
        "modules": MODULES,
        "texts": TEXTS,
        "data": str(shared_data(stage, data)) if data else None,
    }
    more = ("SYS_ADMIN",) if settings["divide"] else ()
    outside = bubblewrap(shutil.which("bwrap"), str(stage), more) if apart else []
    with os.fdopen(os.memfd_create("settings"), "w+b") as words:
        words.write(json.dumps(settings).encode())
        words.seek(0)
        process = subprocess.Popen(
            [
                *("/bin/sh", "-c", ATTENDANT, "sh", str(stage)),
                *outside,
                *(sys.executable, "-s", str(INSIDE)),
            ],
            env=environment(stage),
            cwd=stage,
            start_new_session=True,
            stdin=words,
            stdout=subprocess.DEVNULL if lines else subprocess.PIPE,
            stderr=None if lines else subprocess.PIPE,
            pass_fds=settings["lines"],
        )
    return process, stage


def stage_of(stage: Path, number: int) -> Path:
    """The part of the stage that belongs to one line."""
    return stage / str(number)


def environment(stage: Path) -> dict[str, str]:
    """All that a kernel's environment starts from; nothing of the grader's own is handed on."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "HOME": str(stage),
        "USER": "trainee",
        "MPLCONFIGDIR": str(stage / "matplotlib"),
        # ipykernel sets this too late for a matplotlib that is imported already.
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Every fork has the hash seed of the warm parent, so it is the same one for everybody.
        "PYTHONHASHSEED": "0",
        # A process with threads must not fork, and two graders share the processors already.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Each arena of the allocator reserves address space, which is limited.
        "MALLOC_ARENA_MAX": "2",
    }
