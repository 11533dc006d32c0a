"""A process that this one has started, or that the process before a fork has started."""

import contextlib
import os
import select
import signal
import subprocess

# `Popen` warns when it is forgotten while its process runs.
_running: list[subprocess.Popen] = []


class Child:
    """What a grader needs to know of a process; `subprocess` knows only its own children.

    Parameters
    ----------
    pid : int
    started : Popen, optional
        When it is a child of this process.

    Raises
    ------
    ProcessLookupError
        When there is no such process any more.
    """

    def __init__(self, pid: int, started: subprocess.Popen | None = None) -> None:
        self.pid = pid
        self._popen = started
        self._file: int | None = os.pidfd_open(pid)

    def ended(self, seconds: float = 0) -> bool:
        """Whether it has ended, now or within so many seconds."""
        return self._file is None or bool(select.select([self._file], [], [], seconds)[0])

    def kill(self) -> None:
        """End it."""
        with contextlib.suppress(ProcessLookupError):
            if self._file is not None:
                signal.pidfd_send_signal(self._file, signal.SIGKILL)

    def close(self) -> None:
        """Forget it; who has started it takes note of its end."""
        if self._file is not None:
            os.close(self._file)
        self._file = None
        if self._popen and self._popen.poll() is None:
            _running.append(self._popen)
