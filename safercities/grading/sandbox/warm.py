"""The warm parents of this process: one kernel at a time each, kept for the next submission."""

import atexit
import contextlib
import itertools
import json
import os
import select
import shutil
import socket
import struct
import time
from dataclasses import asdict
from pathlib import Path

from safercities.grading.sandbox import stage as staging
from safercities.grading.sandbox.child import Child
from safercities.grading.sandbox.launch import launch, stage_of
from safercities.grading.sandbox.limits import Limits
from safercities.grading.sandbox.mechanism import mechanism
from safercities.grading.sandbox.user import NOBODY, kernel_user, tasks_of

START_SECONDS, END_SECONDS = 120, 30
CREDENTIALS = struct.Struct("3i")  # process, user and group, unix(7)
_parents: list["WarmParent"] = []


class SandboxError(Exception):
    """The warm parent has failed; no trainee's code can make it do so."""


class WarmParent:
    """A process that has imported what notebooks need, and forks kernels one after the other.

    It belongs to the process that started it, until a fork of that one adopts it.

    Parameters
    ----------
    line : socket.socket
        To its keeper of kernels.
    stage : Path
        Its own folder for private copies.
    sandbox : Child
        What it runs in.
    alone : bool
        Whether nobody else runs there.
    """

    def __init__(self, line: socket.socket, stage: Path, sandbox: Child, alone: bool) -> None:
        self.owner = os.getpid()
        self.busy = self.ready = False
        self.stage, self._line = stage, line
        self._waiting, self._sender = b"", 0
        self._numbers = itertools.count()
        self.process = sandbox  # until the keeper has said who it is
        self._sandbox = sandbox if alone else None

    @property
    def usable(self) -> bool:
        """Whether this process owns it and it is waiting for work."""
        return self.owner == os.getpid() and not self.busy and not self.process.ended()

    def adopt(self) -> None:
        """Make it the warm parent of this process, a fork of its owner."""
        self.owner = os.getpid()
        _parents.append(self)

    def let_go(self) -> None:
        """Leave it to another process, with whose end it will end."""
        self._line.close()
        for process in {self.process, self._sandbox} - {None}:
            process.close()

    def wait_until_ready(self) -> None:
        """Wait for its imports.

        Raises
        ------
        SandboxError
            When it cannot fork kernels.
        """
        if self.ready:
            return
        if self.wait_for("ready", START_SECONDS)["tasks"] != 1:
            self.close()
            raise SandboxError("the warm parent cannot fork safely")
        try:
            keeper = Child(self._sender)
        except ProcessLookupError as problem:
            raise SandboxError("the warm parent has ended; see the messages above") from problem
        if self._sandbox is None:
            self.process.close()
        self.process, self.ready = keeper, True

    def start(self, workdir: Path, data: Path | None, connection: dict, limits: Limits) -> Path:
        """Fork a kernel; its folder is returned, and `connection` gets its sockets' place.

        Raises
        ------
        TooLargeError
            When the submission does not fit.
        SandboxError
            When the fork fails.
        """
        self.wait_until_ready()
        folder = self.stage / f"k{next(self._numbers)}"
        if data:
            data = staging.shared_data(self.stage.parent, data)
        try:
            staging.prepare(folder, workdir, data, limits.file_bytes)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        user = kernel_user()
        staging.give(folder, user)
        order = {
            "folder": str(folder),
            "data": str(data) if data else None,
            "connection": connection,
            "limits": asdict(limits),
            "tasks": tasks_of(user),
            "user": user,
        }
        connection["ip"] = str(folder / "run" / "s")
        connection["connection_file"] = str(folder / "run" / "kernel.json")
        self.busy = True
        self.tell(do="start", **order)
        self.wait_for("started", START_SECONDS)
        return folder

    def tell(self, **order) -> None:
        """Send an order."""
        try:
            self._line.sendall((json.dumps(order) + "\n").encode())
        except OSError as problem:
            raise SandboxError("the warm parent has gone") from problem

    def events(self) -> list[dict]:
        """What has happened since the last look, without waiting."""
        space = socket.CMSG_SPACE(CREDENTIALS.size)
        with contextlib.suppress(OSError):
            while True:
                piece, about, _, _ = self._line.recvmsg(1 << 16, space, socket.MSG_DONTWAIT)
                if not piece:
                    break
                self._waiting += piece
                for _, _, words in about:
                    self._sender = CREDENTIALS.unpack(words)[0]
        *lines, self._waiting = self._waiting.split(b"\n")
        return [json.loads(line) for line in lines]

    def wait_for(self, name: str, seconds: float) -> dict:
        """The next event of this name; what comes before it is passed over."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            select.select([self._line], [], [], 0.2)
            for event in self.events():
                if event["event"] == name:
                    return event
            if self.process.ended():
                raise SandboxError("the warm parent has ended; see the messages above")
        self.close()
        raise SandboxError(f"the warm parent did not say {name!r} in {seconds} seconds")

    def close(self) -> None:
        """End it, its kernel and its folder."""
        if self.owner != os.getpid():
            return
        self._line.close()
        for process in {self.process if self.ready else None, self._sandbox} - {None}:
            end(process)
        self.process.close()


def end(process: Child) -> None:
    """Wait for the end of a process that has been told to end."""
    if not process.ended(END_SECONDS):
        process.kill()
        process.ended(END_SECONDS)
    process.close()


def start_parents(number: int, data: Path | None = None) -> tuple[list[WarmParent], list[Child]]:
    """So many warm parents that are starting.

    They import what they need only once where that leaves a sandbox of its own to each.

    Parameters
    ----------
    number : int
    data : Path, optional
        A folder of tables that will be asked for, and can be read before.

    Returns
    -------
    parents : list of WarmParent
    shared : list of Child
        Sandboxes that several of them share, and that end after all these.

    Raises
    ------
    Unprotected
        When this machine has no protection and nobody asked to go on without.
    """
    if number > 1 and not can_share():
        parts = [start_parents(1, data) for _ in range(number)]
        return [parent for parents, _ in parts for parent in parents], []
    pairs = [socket.socketpair() for _ in range(number)]
    for ours, _ in pairs:
        # The kernel then says with each event whose it is, by a number that counts outside.
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    started, stage = launch(mechanism(), tuple(theirs for _, theirs in pairs), data)
    for _, theirs in pairs:
        theirs.close()
    parents = [
        WarmParent(ours, stage_of(stage, place), Child(started.pid, started), alone=number == 1)
        for place, (ours, _) in enumerate(pairs)
    ]
    return parents, [Child(started.pid, started)] if number > 1 else []


def can_share() -> bool:
    """Whether kernels that run at the same time stay apart when their warm parent is the same.

    In bubblewrap each has namespaces of its own and another user, which needs root.
    """
    return mechanism() != "bubblewrap" or kernel_user() not in (None, NOBODY)


def acquire() -> WarmParent:
    """A warm parent that is free; a new one when all are busy."""
    parent = next((parent for parent in _parents if parent.usable), None)
    if parent is None:
        (parent,), _ = start_parents(1)
        _parents.append(parent)
    return parent


@atexit.register
def close_all() -> None:
    """End every warm parent of this process."""
    while _parents:
        _parents.pop().close()
