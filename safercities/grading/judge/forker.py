"""The judges' parent: it imports pandas once, and forks one judge for each submission.

Runs as a process of its own with one thread, because a fork copies only the thread that asks for
it. It serves one grader over a socket and ends, with all its judges, when that socket closes.
"""

import gc
import os
import signal
import socket
import struct
from multiprocessing.connection import Connection

FORK, KILL = b"f", b"k"
PID = struct.Struct("!i")


class Forker:
    """Forks judges, ends them, and clears them away.

    Parameters
    ----------
    control : socket.socket
        To the grader. `FORK` comes with the judge's end of a connection and is answered with its
        process id; `KILL` comes with such an id.
    """

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.alive: set[int] = set()

    def run(self) -> None:
        """Serve until the grader is gone."""
        while True:
            message, files, _, _ = socket.recv_fds(self.control, 1 + PID.size, 1)
            self._clear()
            if message == FORK and files:
                self.control.sendall(PID.pack(self._fork(files[0])))
            elif message[:1] == KILL:
                self._kill(PID.unpack(message[1:])[0])
            else:
                for pid in self.alive.copy():
                    self._kill(pid)
                return

    def _fork(self, file: int) -> int:
        pid = os.fork()
        if pid == 0:
            self.control.close()
            try:
                from safercities.grading.judge.judge import serve

                serve(Connection(file))
            finally:
                os._exit(0)
        os.close(file)
        self.alive.add(pid)
        return pid

    def _kill(self, pid: int) -> None:
        # Only a process that was not cleared away yet is surely ours.
        if pid in self.alive:
            os.kill(pid, signal.SIGKILL)

    def _clear(self) -> None:
        for pid in self.alive.copy():
            if os.waitpid(pid, os.WNOHANG)[0]:
                self.alive.discard(pid)


def main(file: int) -> None:
    """Import what tests use, then serve the grader at the other end of the socket `file`."""
    import matplotlib.figure  # noqa: F401  imported here once, and not in each judge
    import numpy  # noqa: F401
    import pandas  # noqa: F401

    from safercities.grading.judge import judge  # noqa: F401

    # What was imported is never garbage: a judge's collector need not look at it, nor copy it.
    gc.freeze()
    # The terminal's Ctrl-C is for the grader, which ends this process itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Forker(socket.socket(fileno=file)).run()
