"""The command, the environment and the folder of a warm parent."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from safercities.grading.sandbox.fonts import lend_font_list
from safercities.grading.sandbox.user import kernel_user, open_to_others
from safercities.grading.sandbox.view import INSIDE, bubblewrap, own_python, readable

# The shell outlives whoever started it, and so removes the folder even when that one is killed.
ATTENDANT = (
    'trap "" INT TERM HUP; stage=$1; shift; "$@"; '
    'chmod -R u+rwx "$stage" 2>/dev/null; rm -rf "$stage"'
)

LONGEST_SOCKET = 107  # bytes of a socket's path, unix(7)
SOCKET = "/k99999/run/s-5"  # where the last socket of a kernel stands in the stage


def new_stage() -> Path:
    """Make the folder for private copies, in the temporary folder when its path is short enough.

    Otherwise it stands in `/tmp`.
    """
    stage = Path(tempfile.mkdtemp(prefix="sc-"))
    if len(os.fsencode(f"{stage}{SOCKET}")) > LONGEST_SOCKET:
        stage.rmdir()
        stage = Path(tempfile.mkdtemp(prefix="sc-", dir="/tmp"))
    # A kernel may have another user, who has to get to its own folder inside.
    stage.chmod(0o711)
    return stage


def launch(mechanism: str, probe: bool = False, modules: tuple[str, ...] = ()):
    """Start a warm parent under one of the mechanisms.

    Parameters
    ----------
    mechanism : str
        "bubblewrap", "landlock" or "none".
    probe : bool
        Only try the protection on itself and end.
    modules : tuple of str
        What to import before the first kernel.

    Returns
    -------
    process : Popen
        Its standard input takes orders, its standard output tells events.
    stage : Path
        The folder for private copies, which goes when the process ends.
    """
    stage = new_stage()
    lend_font_list(stage / "matplotlib")
    settings = {
        "protect": mechanism != "none",
        "needs_landlock": mechanism == "landlock",
        "readable": readable(),
        # In bubblewrap's view the folders above are open; else a kernel needs a right to pass.
        "closed": mechanism != "bubblewrap" and not open_to_others(*map(Path, own_python()), stage),
        "user": kernel_user(),
        "modules": modules,
        "probe": probe,
    }
    outside = bubblewrap(shutil.which("bwrap"), str(stage)) if mechanism == "bubblewrap" else []
    process = subprocess.Popen(
        [
            *("/bin/sh", "-c", ATTENDANT, "sh", str(stage)),
            *outside,
            *(sys.executable, "-s", str(INSIDE), json.dumps(settings)),
        ],
        env=environment(stage),
        cwd=stage,
        start_new_session=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if probe else None,
        bufsize=0,
    )
    return process, stage


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
