"""Looks after kernels, one after the other, for one grader process.

It reads orders from its line to the grader and writes events to it, one JSON object a line. When
the line ends, because the grader has ended in whatever way, it ends the kernel and goes.
"""

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import watch
from kernel import become
from process import adopt_orphans
from tables import Tables

LOOK = 0.25  # seconds between two looks at what the kernel uses
LAST_WORDS = 2000  # characters kept of what a kernel said on its way out


class Keeper:
    """Runs kernels, and tells what happens to them.

    Parameters
    ----------
    line : socket.socket
        To the grader.
    settings : dict
        What the grader gave to the warm parent.
    tables : Tables
        What is read already.
    """

    def __init__(self, line: socket.socket, settings: dict, tables: Tables) -> None:
        self.line, self.settings, self.tables = line, settings, tables
        self.order: dict | None = None
        self.pid = 0

    def serve(self) -> None:
        """Follow the grader's orders until the line ends."""
        adopt_orphans()
        self.say(event="ready", tasks=sum(1 for _ in Path("/proc/self/task").iterdir()))
        waiting = b""
        while True:
            sources = [self.line, self.ended] if self.order else [self.line]
            ready = select.select(sources, [], [], LOOK if self.order else None)[0]
            if self.line in ready:
                piece = self.line.recv(1 << 16)
                if not piece:
                    break
                *orders, waiting = (waiting + piece).split(b"\n")
                for order in map(json.loads, orders):
                    self.follow(order)
            elif self.order and self.ended in ready:
                self.finish()
            elif self.order:
                self.look()
        self.finish()

    def follow(self, order: dict) -> None:
        """Do what the grader wants."""
        match order.pop("do"):
            case "start":
                self.start(order)
            case "signal":
                self.signal(order["number"])
            case "end":
                self.finish()

    def say(self, **event) -> None:
        """Tell the grader; one that is gone has closed the line, and with it ends all."""
        with contextlib.suppress(OSError):
            self.line.sendall((json.dumps(event) + "\n").encode())

    def start(self, order: dict) -> None:
        """Fork a kernel."""
        self.order, self.reason = order, None
        self.log = os.memfd_create("kernel")
        self.end_by = time.monotonic() + order["limits"]["wall_seconds"]
        self.next_look = time.monotonic() + LOOK
        self.tables.read(order["data"])
        # What is there by now is never garbage: a kernel's collector need not look at it.
        gc.freeze()
        self.pid = os.fork()
        if not self.pid:
            become(order, self.settings, self.log)
        self.ended = os.pidfd_open(self.pid)
        self.say(event="started", pid=self.pid)

    def look(self) -> None:
        """End the kernel when it has gone too far."""
        now = time.monotonic()
        if now > self.end_by:
            seconds = self.order["limits"]["wall_seconds"]
            self.reason = f"ran longer than {seconds:g} seconds in all"
        elif now > self.next_look:
            self.reason = watch.overuse(self.order["folder"], self.order["limits"])
            self.next_look = time.monotonic() + LOOK
        if self.reason:
            self.finish()

    def signal(self, number: int) -> None:
        """Send the kernel a signal; only this process knows it under its number."""
        if self.order:
            os.kill(self.pid, number)

    def finish(self) -> None:
        """End the kernel and everything it started, remove its files, and say why it ended."""
        if not self.order:
            return
        alive = not select.select([self.ended], [], [], 0)[0]
        if alive:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.ended)
        watch.end_all()
        code = None if alive else os.waitstatus_to_exitcode(status)
        words = os.pread(self.log, 1 << 20, 0).decode("utf-8", "replace")[-LAST_WORDS:]
        os.close(self.log)
        remove(self.order["folder"])
        self.order = None
        self.say(event="ended", code=code, reason=self.reason, words=words)


def remove(folder: str) -> None:
    """Remove a folder that may be hostile: too deep, or without rights."""
    try:
        shutil.rmtree(folder)
    except (OSError, RecursionError):
        for command in (["chmod", "-R", "u+rwx", folder], ["rm", "-rf", folder]):
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
