"""The grader's side of the judges: it starts them, sends them tests and ends them."""

import atexit
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from safercities.grading.judge import forker
from safercities.grading.judge.crossing.limits import MAX_MESSAGE
from safercities.grading.judge.doubt import Doubt
from safercities.grading.judge.verdicts import Verdicts, key_of, state_of

ROOT = Path(__file__).parents[3]
START = (
    "import sys; sys.path.append({root!r}); "
    "from safercities.grading.judge.forker import main; main({file})"
)
# Extra seconds for a test beyond those of its calls: the judge's own reading and starting.
SPARE_SECONDS = 10


class JudgeError(Exception):
    """The judge died or hung; the message is a sentence for the instructor."""


class Bench:
    """The judges' parent process, started once for each grader process."""

    def __init__(self) -> None:
        self.home = tempfile.mkdtemp(prefix="judge-")
        self.control, theirs = socket.socketpair()
        command = START.format(root=str(ROOT), file=theirs.fileno())
        # Nothing of the grader's environment: no secret, no path to the gradebook.
        environment = {
            "PATH": os.defpath,
            "HOME": self.home,
            "MPLCONFIGDIR": self.home,
            "MPLBACKEND": "agg",
            "OPENBLAS_NUM_THREADS": "1",
            "LC_ALL": "C.UTF-8",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", command],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            cwd=self.home,
            env=environment,
        )
        theirs.close()

    def fork(self) -> tuple[int, Connection]:
        """A new judge: its process id and the connection to it."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.control, [forker.FORK], [theirs.fileno()])
        answer = self.control.recv(forker.PID.size)
        if not answer:
            raise JudgeError("the judges' process ended; see the messages above.")
        return forker.PID.unpack(answer)[0], Connection(ours.detach())

    def kill(self, pid: int) -> None:
        """End a judge."""
        with contextlib.suppress(OSError):
            self.control.sendall(forker.KILL + forker.PID.pack(pid))

    def close(self) -> None:
        """End the judges' parent and every judge."""
        self.control.close()
        self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


_benches: list[Bench] = []
verdicts = Verdicts()


def bench() -> Bench:
    """This process's bench; a new one when it has ended."""
    if not _benches or _benches[0].process.poll() is not None:
        close_bench()
        _benches.append(Bench())
    return _benches[0]


@atexit.register
def close_bench() -> None:
    """End this process's bench."""
    while _benches:
        _benches.pop().close()


class Judge:
    """The judge of one submission; use it in a `with` statement.

    Parameters
    ----------
    files : Path
        The assignment's own folder, in `source/` or `release/`: what lies beside the notebook
        there lies in the judge's working folder.
    cell_seconds, wall_seconds : float
        Seconds for one test, and for all of them.
    """

    def __init__(self, files: Path, *, cell_seconds: float, wall_seconds: float) -> None:
        self.files = files
        self.cell_seconds = cell_seconds
        self.wall_seconds = wall_seconds
        self.doubt: Doubt | None = None

    def __enter__(self) -> "Judge":
        self.folder = Path(tempfile.mkdtemp(prefix="judge-"))
        for path in self.files.iterdir():
            if path.suffix != ".ipynb":
                (self.folder / path.name).symlink_to(path.resolve())
        self.state = state_of(self.files)
        self.connection: Connection | None = None  # until a test has to be run
        return self

    def __exit__(self, *problem: object) -> None:
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        self.pid, self.connection = bench().fork()
        self._send({"folder": str(self.folder), "seconds": self.wall_seconds})

    def run(
        self,
        source: str,
        reads: list[str],
        calls: list[str],
        answers: str,
        call: Callable[[str], str],
    ) -> dict:
        """Run one test and return what `judge.run` says; or what it said of the same answers.

        Raises
        ------
        JudgeError
            When the judge died or took too long; the next test gets a new judge.
        """
        request = {"source": source, "reads": reads, "calls": calls, "answers": answers}
        key = key_of(request, self.state)
        if known := verdicts.get(key):
            return known
        if self.connection is None:
            self._start()
        self._send(request)
        until, called = time.monotonic() + self.cell_seconds + SPARE_SECONDS, False
        while True:
            message = self._receive(until)
            if "done" in message:
                if not called:
                    verdicts.keep(key, message["done"])
                return message["done"]
            started, called = time.monotonic(), True
            try:
                reply = call(message["call"])
            except BaseException:
                self._end()  # This one still waits for the reply.
                raise
            until += time.monotonic() - started
            self._send({"reply": reply})

    def _send(self, message: dict) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.connection.send_bytes(json.dumps(message).encode())

    def _receive(self, until: float) -> dict:
        try:
            if self.connection.poll(max(0, until - time.monotonic())):
                return json.loads(self.connection.recv_bytes(MAX_MESSAGE))
            reason = f"took longer than {self.cell_seconds:g} seconds"
        except (EOFError, OSError):
            reason = "ended by itself"
        self.doubt = Doubt(f"a test {reason}")
        self._end()
        raise JudgeError(f"the test {reason}.")

    def _end(self) -> None:
        if self.connection is not None:
            self.connection.close()
            bench().kill(self.pid)
            self.connection = None
