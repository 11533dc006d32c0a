"""The warm parents of this process: one kernel at a time each, kept for the next submission."""

import atexit
import contextlib
import itertools
import json
import os
import select
import shutil
import time
from dataclasses import asdict
from pathlib import Path

from safercities.grading.sandbox import stage as staging
from safercities.grading.sandbox.child import Child
from safercities.grading.sandbox.launch import launch
from safercities.grading.sandbox.limits import Limits
from safercities.grading.sandbox.mechanism import mechanism
from safercities.grading.sandbox.preload import MODULES, TEXTS
from safercities.grading.sandbox.user import kernel_user, tasks_of

START_SECONDS, END_SECONDS = 120, 30
_parents: list["WarmParent"] = []


class SandboxError(Exception):
    """The warm parent has failed; no trainee's code can make it do so."""


class WarmParent:
    """A process that imports what notebooks need, and then forks kernels.

    It belongs to the process that started it, until a fork of that one adopts it.

    Parameters
    ----------
    data : Path, optional
        A folder of tables that will be asked for, and can be read before.
    """

    def __init__(self, data: Path | None = None) -> None:
        self.owner = os.getpid()
        self.busy = self.ready = False
        self._waiting = b""
        self._numbers = itertools.count()
        started, self.stage = launch(mechanism(), modules=MODULES)
        self.process, self._orders, self._told = Child(started), started.stdin, started.stdout
        os.set_blocking(self._told.fileno(), False)
        self.tell(do="load", texts=TEXTS)
        if data:
            self.tell(do="read", data=str(staging.shared_data(self.stage, data)))

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
        self._orders.close()
        self._told.close()
        self.process.close()

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
            raise SandboxError("the warm parent has threads, so it cannot fork safely")
        self.ready = True

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
            data = staging.shared_data(self.stage, data)
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
            self._orders.write((json.dumps(order) + "\n").encode())
        except OSError as problem:
            raise SandboxError("the warm parent has gone") from problem

    def events(self) -> list[dict]:
        """What has happened since the last look, without waiting."""
        if self._told.closed:
            return []
        with contextlib.suppress(BlockingIOError):
            while piece := os.read(self._told.fileno(), 1 << 16):
                self._waiting += piece
        *lines, self._waiting = self._waiting.split(b"\n")
        return [json.loads(line) for line in lines]

    def wait_for(self, name: str, seconds: float) -> dict:
        """The next event of this name; what comes before it is passed over."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            select.select([self._told], [], [], 0.2)
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
        self._orders.close()
        if not self.process.ended(END_SECONDS):
            self.process.kill()
            self.process.ended(END_SECONDS)
        self._told.close()
        self.process.close()


def acquire() -> WarmParent:
    """A warm parent that is free; a new one when all are busy."""
    parent = next((parent for parent in _parents if parent.usable), None)
    if parent is None:
        parent = WarmParent()
        _parents.append(parent)
    return parent


@atexit.register
def close_all() -> None:
    """End every warm parent of this process."""
    while _parents:
        _parents.pop().close()
