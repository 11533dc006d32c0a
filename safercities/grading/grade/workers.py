"""Long-lived processes that each grade one submission at a time."""

import contextlib
import ctypes
import gc
import math
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait

PR_SET_PDEATHSIG = 1  # prctl(2)
TRIES = 2
LOOK_SECONDS = 1


class Worker:
    """A fork of this process, which has nbgrader loaded, at the other end of a pipe."""

    def __init__(self, perform: Callable, kits: list) -> None:
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork")
        self.process = context.Process(target=_serve, args=(theirs, perform, os.getpid(), kits))
        self.process.start()
        theirs.close()
        if kits:
            kits.pop().let_go()
        self.pipe, self.task, self.since = ours, None, 0.0

    def give(self, task) -> None:
        """Send a task."""
        self.task, self.since = task, time.monotonic()
        self.pipe.send(task)

    def end_if_late(self, seconds: float) -> None:
        """Kill it when it has been at its task for longer; its pipe then ends."""
        if time.monotonic() > self.since + seconds and not self.pipe.poll():
            self.process.kill()

    def close(self) -> None:
        """End it after its task."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)
        self.pipe.close()
        self.process.join()


def _serve(pipe: Connection, perform: Callable, parent: int, kits: list) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        return
    if kits:
        kits.pop().adopt()
        # The others would not end with their own workers if this one held them, too.
        for kit in kits:
            kit.let_go()
    gc.freeze()  # What came with the fork is the parent's to close, and is not collected here.
    # Ctrl-C reaches the whole group; the parent decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while (task := pipe.recv()) is not None:
        pipe.send(perform(task))


def run_all(
    perform: Callable,
    tasks: list,
    jobs: int,
    lost: Callable,
    seconds: float = math.inf,
    kits: list | None = None,
) -> Iterator:
    """The results of all tasks, each as soon as it is there.

    Parameters
    ----------
    perform : callable
        Takes a task, in a worker.
    tasks : list
    jobs : int
        Workers at the same time.
    lost : callable
        Makes a result for a task whose worker ended twice without an answer.
    seconds : float
        After so long on one task a worker is killed.
    kits : list of Kit, optional
        Each worker takes one out and adopts it; a worker without one makes its own.
    """
    waiting, tries = list(reversed(tasks)), dict.fromkeys(tasks, 0)
    kits = [] if kits is None else kits
    workers = [Worker(perform, kits) for _ in range(min(jobs, len(tasks)))]
    idle, busy = list(workers), []
    try:
        while waiting or busy:
            while waiting and idle:
                worker = idle.pop()
                worker.give(waiting.pop())
                busy.append(worker)
            ready = wait([worker.pipe for worker in busy], LOOK_SECONDS)
            for worker in busy:
                worker.end_if_late(seconds)
            for pipe in ready:
                worker = next(worker for worker in busy if worker.pipe is pipe)
                busy.remove(worker)
                try:
                    yield pipe.recv()
                    idle.append(worker)
                except (EOFError, OSError):
                    worker.process.join()
                    workers.remove(worker)
                    workers.append(Worker(perform, kits))
                    idle.append(workers[-1])
                    tries[worker.task] += 1
                    if tries[worker.task] < TRIES:
                        waiting.append(worker.task)
                    else:
                        yield lost(worker.task, worker.process.exitcode)
    finally:
        for worker in workers:
            worker.close()
