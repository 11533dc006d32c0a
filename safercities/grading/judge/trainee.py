"""The trainee's kernel as the grader drives it: run a cell, ask for an answer, call a function."""

import json
import queue
import time
from collections.abc import Callable
from typing import Any

import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_core.utils import ensure_async, run_sync
from nbformat import NotebookNode

from safercities.grading.judge.crossing import bundle
from safercities.grading.judge.crossing.limits import MAX_TEXT
from safercities.grading.judge.doubt import Doubt
from safercities.grading.judge.outputs import Outputs, error
from safercities.grading.sandbox.load import processor_time, starved

START_SECONDS = 60
RECONNECT_MS = 5  # until the next try to reach a kernel that is just starting
# How long a cell may take to stop once it was told to.
GRACE_SECONDS = 5
TICK_SECONDS = 0.2
# What ends sooner is not watched for a busy machine.
SOON_SECONDS = 1
PATIENCE = 4
BUSY = Doubt("it had no time for the kernel, because it is busy", certain=True)
# A cell that shows so many times more than is kept is stopped.
FLOOD = 8

wait_for = run_sync(ensure_async)

# What was not closed to the end is kept: when Python collects a context, it waits for the sockets
# that are still open, for ever.
_unclosed: set["Trainee"] = set()


class EndedError(Exception):
    """The kernel is gone or does not answer; the message completes `Your notebook ...`."""


class UnansweredError(Exception):
    """The kernel gave no usable answer, though it lives."""


def _no_function(question: str) -> str:
    raise UnansweredError("the test calls a function that it does not declare")


class Trainee:
    """One trainee's running kernel.

    Parameters
    ----------
    manager : KernelManager or AsyncKernelManager
        Of a kernel that is not started yet.
    cell_seconds, wall_seconds : float
        Seconds for one cell, and for all that is asked of this kernel.
    output_bytes : int
        What all cells together may show.
    **start
        What the manager needs to know when it starts the kernel.
    """

    def __init__(
        self,
        manager: Any,
        *,
        cell_seconds: float,
        wall_seconds: float,
        output_bytes: int,
        **start: Any,
    ) -> None:
        _unclosed.add(self)
        self.manager = manager
        self.cell_seconds = cell_seconds
        self.left_bytes = output_bytes
        self.ended = ""
        self.doubt: Doubt | None = None
        self._waiting = False  # The kernel waits for our next question.
        self._reply: dict[str, Any] = {}  # to the last request
        self._brought: tuple[list[str], str] | None = None  # names, and their answers
        wait_for(manager.start_kernel(**start))
        self._wall_seconds = wall_seconds
        self._deadline = time.monotonic() + wall_seconds
        # One message more than this, and the connection is closed.
        self._context = zmq.Context()
        self._context.setsockopt(zmq.MAXMSGSIZE, 2 * MAX_TEXT)
        self._context.setsockopt(zmq.RECONNECT_IVL, RECONNECT_MS)
        self._client = BlockingKernelClient(context=self._context)
        self._client.load_connection_info(manager.get_connection_info(session=False))
        # This one shows by being writable that the kernel can ask on it.
        self._context.setsockopt(zmq.IMMEDIATE, 1)
        self._questions = self._client.stdin_channel.socket
        self._context.setsockopt(zmq.IMMEDIATE, 0)
        self._client.start_channels(hb=False)
        self._poller = zmq.Poller()
        for channel in (self._client.iopub_channel, self._client.shell_channel):
            self._poller.register(channel.socket, zmq.POLLIN)
        self._poller.register(self._questions, zmq.POLLIN)

    def __enter__(self) -> "Trainee":
        try:
            self._wait_until_ready()
        except EndedError as end:  # The first cell will say so, too.
            words = getattr(self.manager.provisioner, "last_words", "").strip()[-300:]
            self.doubt = self.doubt or Doubt(f"the kernel {end} before it was ready. {words}")
        return self

    def __exit__(self, *problem: object) -> None:
        try:
            self._client.stop_channels()
            wait_for(self.manager.shutdown_kernel(now=True))
        finally:
            self._context.destroy(linger=0)
        _unclosed.discard(self)

    def run(self, source: str, reads: list[str] | None = None) -> list[NotebookNode]:
        """Run one cell and return what it shows; errors are outputs, as in a notebook.

        Parameters
        ----------
        source : str
        reads : list of str, optional
            Names that the next `ask` will read: the reply to a cell that ends well brings them.

        Raises
        ------
        EndedError
            When the kernel is gone, now or before.
        """
        self._check()
        outputs = Outputs(self.left_bytes)
        wanted = bundle.expressions(reads) if reads else None
        asked = self._client.execute(
            source, allow_stdin=False, stop_on_error=False, user_expressions=wanted
        )

        def flood() -> bool:
            return outputs.seen > FLOOD * max(outputs.limit, 1_000_000)

        self._brought = None
        stopped = self._follow(asked, outputs.take, None, flood)
        answers = bundle.answers_in(self._reply)
        if reads and answers is not None:
            self._brought = (reads, answers)
        self.left_bytes = max(0, self.left_bytes - outputs.kept)
        if stopped:
            outputs.list.append(error("Stopped", f"{stopped[:1].upper()}{stopped[1:]}."))
        return outputs.list

    def ask(
        self, reads: list[str], calls: list[str], use: Callable[[str, Callable[[str], str]], Any]
    ) -> Any:
        """Fetch answers and let `use` work with them while the kernel waits for calls.

        Parameters
        ----------
        reads, calls : list of str
            Names of variables and of functions.
        use : callable
            Gets the answers as a message, and a function that sends a call and returns its reply.

        Raises
        ------
        EndedError
            When the kernel is gone, now or before.
        UnansweredError
            When it did not serve the request.
        """
        self._check()
        if self._brought and not calls and self._brought[0] == reads:
            return use(self._brought[1], _no_function)
        asked = self._client.execute(
            bundle.request(reads, calls), silent=True, allow_stdin=True, stop_on_error=False
        )
        try:
            answers = self._prompt(asked)
            if answers == bundle.WANTED:
                answers = self._call(asked, json.dumps(bundle.texts()))
            return use(answers, lambda question: self._call(asked, question))
        finally:
            if self._waiting and not self.ended:
                self._client.input("")
                self._waiting = False
                self._follow(asked, lambda message: None, None, lambda: False)

    def _call(self, asked: str, question: str) -> str:
        self._client.input(question)
        self._waiting = False
        return self._prompt(asked)

    def _prompt(self, asked: str) -> str:
        """What the kernel asks next; the question carries the reply to the one before."""
        prompts: list[str] = []
        stopped = self._follow(asked, lambda message: None, prompts, lambda: False)
        if not prompts:
            raise UnansweredError(stopped or "the answers could not be read")
        self._waiting = True
        return prompts[0]

    def _follow(
        self,
        asked: str,
        show: Callable[[dict], None],
        prompts: list[str] | None,
        flood: Callable[[], bool],
    ) -> str:
        """Handle the messages of one request until it is done; return why it was stopped, if so.

        With `prompts`, the first question to the keyboard ends the wait and is put there.
        """
        started = time.monotonic()
        until = started + self.cell_seconds
        early: tuple[float, float] | None = None
        self._reply = {}
        stopped, idle, replied = "", False, False
        while not (idle and replied):
            channel, message = self._next()
            if message and message["parent_header"].get("msg_id") == asked:
                kind = message["msg_type"]
                if channel == "stdin" and kind == "input_request" and prompts is not None:
                    prompts.append(str(message["content"].get("prompt", "")))
                    return stopped
                if channel == "iopub":
                    idle |= kind == "status" and message["content"]["execution_state"] == "idle"
                    show(message)
                if channel == "shell" and kind == "execute_reply":
                    replied, self._reply = True, message["content"]
            now = time.monotonic()
            if early is None and now > started + SOON_SECONDS:
                early = self._processor_time()
            if not stopped and early and now > until and self._kept_waiting(early, started, now):
                until = now + self.cell_seconds / 2
            if not stopped and (now > until or flood()):
                stopped = (
                    f"this took longer than {self.cell_seconds:g} seconds"
                    if now > until
                    else "this showed far more than can be kept"
                )
                until = now + GRACE_SECONDS
                wait_for(self.manager.interrupt_kernel())
            elif stopped and now > until:
                self._end("did not stop when it was told to")
        return stopped

    def _next(self) -> tuple[str, dict | None]:
        """The next message of any channel; none when a tick passes without one."""
        ready = dict(self._poller.poll(TICK_SECONDS * 1000))
        # Shown things first, so that they are there when the reply comes.
        for name in ("iopub", "stdin", "shell"):
            channel = getattr(self._client, f"{name}_channel")
            if channel.socket in ready:
                try:
                    return name, channel.get_msg(timeout=0)
                except (queue.Empty, ValueError, KeyError, TypeError):
                    return name, None  # Not a message of a kernel.
        if not wait_for(self.manager.is_alive()):
            kernel = self.manager.provisioner
            reason = getattr(kernel, "reason", None) or "ended by itself"
            if getattr(kernel, "lost", False) or getattr(kernel, "struck", False):
                self.doubt = Doubt(f"the kernel {reason}", certain=kernel.lost)
            self._end(reason)
        if time.monotonic() > self._deadline:
            if starved((0.0, 0.0), self._processor_time(), self._wall_seconds):
                self.doubt = BUSY
            self._end("ran longer than the time for a whole notebook")
        return "", None

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        heard: set[str] = set()
        asked = time.monotonic()
        self._client.kernel_info()
        while not {"iopub", "shell"} <= heard:
            heard.add(self._next()[0])
            if time.monotonic() > until:
                self._end("could not be started")
            if "iopub" not in heard and time.monotonic() > asked + TICK_SECONDS:
                asked = time.monotonic()
                self._client.kernel_info()
        # A question that the kernel asks before this channel stands would be lost.
        while not self._questions.poll(10, zmq.POLLOUT):
            if time.monotonic() > until:
                self._end("could not be started")

    def _processor_time(self) -> tuple[float, float]:
        parent = getattr(self.manager.provisioner, "warm_parent", None)
        return processor_time(parent.process.pid) if parent else (0.0, 0.0)

    def _kept_waiting(self, before: tuple[float, float], started: float, now: float) -> bool:
        """Whether a cell gets more time, because other programs took what it had.

        After `PATIENCE` times its seconds it has no more time, and the machine is to blame.
        """
        if not starved(before, self._processor_time(), self.cell_seconds):
            return False
        if now - started < PATIENCE * self.cell_seconds:
            return True
        self.doubt = BUSY
        return False

    def _check(self) -> None:
        if self.ended:
            raise EndedError(self.ended)

    def _end(self, reason: str) -> None:
        self.ended = reason
        if wait_for(self.manager.is_alive()):
            wait_for(self.manager.shutdown_kernel(now=True))
        raise EndedError(reason)
