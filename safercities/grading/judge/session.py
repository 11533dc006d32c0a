"""One submission before its judge: tests are sent, and what they said is kept."""

import contextlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from safercities.grading.judge.bench import TERM, JudgeError, Seat, bench
from safercities.grading.judge.crossing.limits import MAX_MESSAGE
from safercities.grading.judge.doubt import Doubt
from safercities.grading.judge.verdicts import Verdicts, key_after, key_of, state_of

# Extra seconds for a test beyond those of its calls: the judge's own reading and starting.
SPARE_SECONDS = 10
verdicts = Verdicts()


class Judge:
    """The judge of one submission; use it in a `with` statement.

    The process behind it holds the author's tests and plain data alone, and each test begins the
    same way, so it may have judged others' work before.

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
        self.seat: Seat | None = None  # until a test has to be run
        return self

    def __exit__(self, *problem: object) -> None:
        if self.seat:
            self.bench.leave(self.seat)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        self.bench = bench()
        self.seat = self.bench.seat(self.files.resolve(), self.state)
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
        start = key = key_of(request, self.state)
        replies: list[tuple[str, str]] = []
        while (known := verdicts.get(key)) and "call" in known:
            question = known["call"]
            replies.append((question, call(question)))
            key = key_after(key, *replies[-1])
        return known["done"] if known else self._heard(request, start, replies, call)

    def _heard(
        self,
        request: dict,
        key: bytes,
        replies: list[tuple[str, str]],
        call: Callable[[str], str],
    ) -> dict:
        """What a judge says, or the next one, when the first has no memory left after others."""
        said = self._asked(request, key, replies, call)
        if said["error"] is None or said["error"][0] != "MemoryError":
            return said
        had_others = self.seat.left < TERM
        self._end()
        return self._heard(request, key, [], call) if had_others else said

    def _asked(
        self,
        request: dict,
        key: bytes,
        replies: list[tuple[str, str]],
        call: Callable[[str], str],
    ) -> dict:
        """What a judge says; it hears the replies that there are before others are asked for."""
        with self._seated():
            self._send(request)
            until = time.monotonic() + self.cell_seconds + SPARE_SECONDS
            while True:
                message = self._receive(until)
                verdicts.keep(key, message)
                if "done" in message:
                    return message["done"]
                started, question = time.monotonic(), message["call"]
                reply = _reply(question, replies, call)
                until += time.monotonic() - started
                self._send({"reply": reply})
                key = key_after(key, question, reply)

    @contextlib.contextmanager
    def _seated(self) -> Iterator[None]:
        """A judge is there; one who does not come to an end is ended."""
        if self.seat is None:
            self._start()
        try:
            yield
        except BaseException:
            self._end()
            raise

    def _send(self, message: dict) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.seat.connection.send_bytes(json.dumps(message).encode())

    def _receive(self, until: float) -> dict:
        try:
            if self.seat.connection.poll(max(0, until - time.monotonic())):
                return json.loads(self.seat.connection.recv_bytes(MAX_MESSAGE))
            reason = f"took longer than {self.cell_seconds:g} seconds"
        except (EOFError, OSError):
            reason = "ended by itself"
        self.doubt = Doubt(f"a test {reason}")
        raise JudgeError(f"the test {reason}.")

    def _end(self) -> None:
        self.bench.end(self.seat)
        self.seat = None


def _reply(question: str, replies: list[tuple[str, str]], call: Callable[[str], str]) -> str:
    if replies and replies[0][0] == question:
        return replies.pop(0)[1]
    replies.clear()
    return call(question)
