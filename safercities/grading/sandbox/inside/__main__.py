"""The warm parent: imports what every notebook needs once, then forks a kernel for each order.

It reads orders from its standard input and writes events to its standard output, one JSON object
a line, and looks after one kernel at a time. When its input ends, because the grader has ended in
whatever way, it ends the kernel and goes.
"""

import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
import types
from pathlib import Path

# The script's own folder is the first on the path.
import watch
from confine import confine
from kernel import become, prepare
from process import adopt_orphans, set_dumpable
from tables import Tables

LOOK = 0.25  # seconds between two looks at what the kernel uses
LAST_WORDS = 2000  # characters kept of what a kernel said on its way out


class Keeper:
    """Runs kernels, one after the other, and tells what happens to them."""

    def __init__(self, settings: dict) -> None:
        self.settings = settings
        self.tables = Tables()
        self.order: dict | None = None
        self.pid = 0

    def start(self, order: dict) -> None:
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
        say(event="started", pid=self.pid)

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
        say(event="ended", code=code, reason=self.reason, words=words)


def remove(folder: str) -> None:
    """Remove a folder that may be hostile: too deep, or without rights."""
    try:
        shutil.rmtree(folder)
    except (OSError, RecursionError):
        for command in (["chmod", "-R", "u+rwx", folder], ["rm", "-rf", folder]):
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def abandoned() -> bool:
    """Whether nobody is left at the other end of our input."""
    look = select.poll()
    look.register(0, select.POLLHUP)
    return any(event & select.POLLHUP for _, event in look.poll(0))


def load(texts: dict[str, str]) -> None:
    """Make modules out of their text, in the order of their imports."""
    for name, text in texts.items():
        sys.modules[name] = types.ModuleType(name)
        exec(compile(text, name, "exec"), sys.modules[name].__dict__)


def say(**event) -> None:
    """Tell the grader; one that is gone has closed our input, too, and with it ends all."""
    with contextlib.suppress(BrokenPipeError):
        os.write(1, (json.dumps(event) + "\n").encode())


def probe(settings: dict) -> None:
    """Try the protection on this process and say that it works."""
    limits = {
        "memory_bytes": 1 << 32,
        "file_bytes": 1 << 20,
        "processes": 1 << 12,
        "wall_seconds": 60,
    }
    order = {
        "folder": str(Path.cwd()),
        "data": None,
        "limits": limits,
        "tasks": 0,
        "user": settings["user"],
    }
    confine(order, settings)
    say(event="probed")


def main() -> None:
    settings = json.loads(sys.argv[1])
    if settings["probe"]:
        probe(settings)
        return
    set_dumpable(False)
    adopt_orphans()
    # ipykernel goes without its debugger when this is missing, and starts three times as fast.
    sys.modules["debugpy"] = None
    gc.disable()  # Modules are no garbage; to look again and again takes a quarter of the time.
    for name in settings["modules"]:
        if abandoned():
            return
        importlib.import_module(name)
    prepare()
    gc.enable()
    tasks = sum(1 for _ in Path("/proc/self/task").iterdir())
    say(event="ready", tasks=tasks)
    keeper, waiting = Keeper(settings), b""
    while True:
        sources = [0, keeper.ended] if keeper.order else [0]
        ready = select.select(sources, [], [], LOOK if keeper.order else None)[0]
        if 0 in ready:
            piece = os.read(0, 1 << 16)
            if not piece:
                break
            *lines, waiting = (waiting + piece).split(b"\n")
            for order in map(json.loads, lines):
                perform(keeper, order)
        elif keeper.order and keeper.ended in ready:
            keeper.finish()
        elif keeper.order:
            keeper.look()
    keeper.finish()
    os._exit(0)  # without what the shell would do at its end


def perform(keeper: Keeper, order: dict) -> None:
    match order.pop("do"):
        case "load":
            load(order["texts"])
        case "read":
            keeper.tables.read(order["data"])
        case "start":
            keeper.start(order)
        case "signal":
            keeper.signal(order["number"])
        case "end":
            keeper.finish()


main()
