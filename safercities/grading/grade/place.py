"""The folder for all temporary files of one run."""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

# It outlives a grader that is killed: its input ends with us, and then it removes what is left. A
# process that was just starting may put something there once more before it ends.
CLEANER = (
    'trap "" INT TERM HUP; cat >/dev/null; for wait in 1 2 4 8; do sleep $wait; rm -rf "$1"; done'
)


@contextlib.contextmanager
def own_temporary_folder() -> Iterator[None]:
    """Let all temporary files of this run stand in one folder, which goes however it ends."""
    folder = Path(tempfile.mkdtemp(prefix="sc-"))
    folder.chmod(0o711)  # kernels run as other users and have folders inside
    cleaner = subprocess.Popen(
        ["/bin/sh", "-c", CLEANER, "sh", str(folder)],
        stdin=subprocess.PIPE,
        start_new_session=True,
        cwd="/",
    )
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)
        cleaner.kill()
        cleaner.wait()
        cleaner.stdin.close()
