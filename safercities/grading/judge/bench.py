"""The line to the judges' parent process, which forks judges and ends them."""

import atexit
import contextlib
import dataclasses
import json
import os
import socket
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

from safercities.grading.judge import forker
from safercities.grading.judge.verdicts import state_of
from safercities.grading.sandbox.child import Child
from safercities.grading.sandbox.fonts import lend_font_list

ROOT = Path(__file__).parents[3]
START = (
    "import sys; sys.path.append({root!r}); "
    "from safercities.grading.judge.forker import main; main({lines}, {tables})"
)
# As `-I`, but for Python's own variables in the environment below.
ALONE = ("-s", "-P")
END_SECONDS = 30
# Submissions that one judge sees before a new one comes, so that nothing can pile up.
TERM = 50


class JudgeError(Exception):
    """The judge died or hung; the message is a sentence for the instructor."""


@dataclasses.dataclass
class Seat:
    """A judge's process, and what it knows.

    Parameters
    ----------
    files : Path
        The folder with the tables that its tests read.
    state : str
        Another one when something in that folder has changed.
    pid : int
    connection : Connection
    left : int
        Submissions until its term ends.
    """

    files: Path
    state: str
    pid: int
    connection: Connection
    left: int = TERM


def start_benches(number: int, files: Path | None = None) -> list["Bench"]:
    """One parent process of judges, and so many lines to it, each for one grader process.

    Parameters
    ----------
    number : int
    files : Path, optional
        A folder with tables that tests will read, and that can be read before.
    """
    home = tempfile.mkdtemp(prefix="judge-")
    lend_font_list(Path(home))
    # Packets, so that each message comes by itself.
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(number)]
    lines = [theirs.fileno() for _, theirs in pairs]
    tables = [str(files), state_of(files)] if files else None
    # Nothing of the grader's environment: no secret, no path to the gradebook.
    environment = {
        "PATH": os.defpath,
        "HOME": home,
        "MPLCONFIGDIR": home,
        "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1",
        "LC_ALL": "C.UTF-8",
        # The same order of sets, and so the same sentences, each time; as in kernels.
        "PYTHONHASHSEED": "0",
    }
    started = subprocess.Popen(
        [sys.executable, *ALONE, "-c", START.format(root=str(ROOT), lines=lines, tables=tables)],
        pass_fds=lines,
        stdin=subprocess.DEVNULL,
        cwd=home,
        env=environment,
    )
    for _, theirs in pairs:
        theirs.close()
    return [Bench(started, ours) for ours, _ in pairs]


class Bench:
    """A line to the judges' parent process."""

    def __init__(self, started: subprocess.Popen, control: socket.socket) -> None:
        self.process, self.control = Child(started.pid, started), control
        self.free: Seat | None = None

    def seat(self, files: Path, state: str) -> Seat:
        """The judge who is free and knows these files in this state, or a new one."""
        free, self.free = self.free, None
        if free and (free.files, free.state) == (files, state) and not free.connection.poll():
            return free
        if free:
            self.end(free)
        return self.fork(files, state)

    def leave(self, seat: Seat) -> None:
        """Take a judge back whose tests went as tests go."""
        seat.left -= 1
        if seat.left and self.free is None:
            self.free = seat
        else:
            self.end(seat)

    def end(self, seat: Seat) -> None:
        """End a judge."""
        seat.connection.close()
        with contextlib.suppress(OSError):
            self.control.sendall(forker.KILL + forker.PID.pack(seat.pid))

    def fork(self, files: Path, state: str) -> Seat:
        """A new judge."""
        ours, theirs = socket.socketpair()
        with theirs:
            order = forker.FORK + json.dumps([str(files), state]).encode()
            socket.send_fds(self.control, [order], [theirs.fileno()])
        answer = self.control.recv(forker.PID.size)
        if not answer:
            raise JudgeError("the judges' process ended; see the messages above.")
        return Seat(files, state, forker.PID.unpack(answer)[0], Connection(ours.detach()))

    def adopt(self) -> None:
        """Make it the bench of this process, a fork of the one that started it."""
        _benches[:] = [self]

    def let_go(self) -> None:
        """Leave it to another process, with whose end its judges will end."""
        self.control.close()
        self.process.close()

    def close(self) -> None:
        """End this line's judges, and the judges' parent when no other line is left."""
        if self.free:
            self.free.connection.close()
        with contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)
            self.control.settimeout(END_SECONDS)
            while self.control.recv(forker.PID.size):
                pass  # Its end closes the line when all is done.
        self.let_go()


_benches: list[Bench] = []


def bench() -> Bench:
    """This process's bench; a new one when it has ended."""
    if not _benches or _benches[0].process.ended():
        close_bench()
        _benches.extend(start_benches(1))
    return _benches[0]


@atexit.register
def close_bench() -> None:
    """End this process's bench."""
    while _benches:
        _benches.pop().close()
