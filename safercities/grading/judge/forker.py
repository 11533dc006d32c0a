"""The judges' parent: it imports pandas once, and forks judges.

Runs as a process of its own with one thread, because a fork copies only the thread that asks for
it. Each grader process has its own line to it, a socket of packets. When a line closes, its judges
end; after the last one this process ends, too.
"""

import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import struct
import sys
from multiprocessing.connection import Connection

from safercities.grading.sandbox.inside.imports import importing
from safercities.grading.sandbox.inside.tables import Tables

FORK, KILL = b"f", b"k"
PID = struct.Struct("!i")
LONGEST = 8192  # bytes of a message
# Imported once, and not in each judge.
JUDGE = "safercities.grading.judge.judge"
MODULES = ("numpy", "pandas", JUDGE)


class Forker:
    """Forks judges, ends them, and clears them away.

    Parameters
    ----------
    lines : list of socket.socket
        To the graders. `FORK` comes with the folder of tables, their state and the judge's end of
        a connection, and is answered with its process id; `KILL` comes with such an id.
    tables : Tables
        Are read before the fork, so that no judge has to read them.
    """

    def __init__(self, lines: list[socket.socket], tables: Tables) -> None:
        self.lines, self.tables = lines, tables
        self.alive: dict[int, socket.socket] = {}

    def run(self) -> None:
        """Serve until every grader is gone."""
        while self.lines:
            for line in select.select(self.lines, [], [])[0]:
                self._serve(line)

    def _serve(self, line: socket.socket) -> None:
        message, files, _, _ = socket.recv_fds(line, LONGEST, 1)
        self._clear()
        if message[:1] == FORK and files:
            self.tables.read(*json.loads(message[1:]))
            pid = self._fork(files[0], line)
            with contextlib.suppress(OSError):  # That grader is gone; the others are not.
                line.sendall(PID.pack(pid))
        elif message[:1] == KILL:
            self._kill(PID.unpack(message[1:])[0])
        else:
            self._end(line)

    def _fork(self, file: int, line: socket.socket) -> int:
        # What is there by now is never garbage: a judge's collector need not look at it.
        gc.freeze()
        pid = os.fork()
        if pid == 0:
            for each in self.lines:
                each.close()
            try:
                sys.modules[JUDGE].serve(Connection(file))
            finally:
                os._exit(0)
        os.close(file)
        self.alive[pid] = line
        return pid

    def _kill(self, pid: int) -> None:
        # Only a process that was not cleared away yet is surely ours.
        if pid in self.alive:
            os.kill(pid, signal.SIGKILL)

    def _clear(self) -> None:
        for pid in list(self.alive):
            if os.waitpid(pid, os.WNOHANG)[0]:
                del self.alive[pid]

    def end_abandoned(self) -> None:
        """Close the lines whose other end is gone."""
        look = select.poll()
        for line in self.lines:
            look.register(line, select.POLLHUP)
        gone = {file for file, event in look.poll(0) if event & select.POLLHUP}
        for line in [line for line in self.lines if line.fileno() in gone]:
            self._end(line)

    def _end(self, line: socket.socket) -> None:
        """End a line's judges; with the last line, remove this process's folder."""
        for pid in [pid for pid, whose in self.alive.items() if whose is line]:
            self._kill(pid)
        self.lines.remove(line)
        if not self.lines:
            shutil.rmtree(os.environ["HOME"], ignore_errors=True)
        line.close()


def main(lines: list[int], tables: tuple[str, str] | None) -> None:
    """Import what tests use, then serve the graders at the other ends of the lines.

    Parameters
    ----------
    lines : list of int
        File descriptors of sockets.
    tables : pair of str, optional
        A folder of tables and their state, to read before the first order.
    """
    # The terminal's Ctrl-C is for the grader, which ends this process itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    forker = Forker([socket.socket(fileno=file) for file in lines], Tables())
    with importing():
        for name in MODULES:
            forker.end_abandoned()
            if forker.lines:
                importlib.import_module(name)
    if forker.lines:
        sys.modules[JUDGE].reset()  # loads what it needs
    if forker.lines and tables:
        forker.tables.read(*tables)
    forker.run()
