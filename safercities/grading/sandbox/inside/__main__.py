"""The warm parent: imports what every notebook needs once, then becomes a keeper of kernels.

With several lines to graders it forks a keeper for each, so that all share what was imported.
"""

import gc
import importlib
import json
import os
import select
import socket
import sys
import types
from pathlib import Path

# The script's own folder is the first on the path.
from confine import confine
from divide import divide
from imports import importing
from keeper import Keeper
from kernel import prepare
from process import die_with_parent, set_dumpable
from tables import Tables


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
    print("probed")


def waited_for(lines: list[socket.socket]) -> bool:
    """Whether a grader is left at the other end of a line."""
    look = select.poll()
    for line in lines:
        look.register(line, select.POLLHUP)
    return sum(1 for _, event in look.poll(0) if event & select.POLLHUP) < len(lines)


def load(texts: dict[str, str]) -> None:
    """Make modules out of their text, in the order of their imports."""
    for name, text in texts.items():
        sys.modules[name] = types.ModuleType(name)
        exec(compile(text, name, "exec"), sys.modules[name].__dict__)


def warm(settings: dict, lines: list[socket.socket]) -> Tables | None:
    """Import all, and read the tables; None when nobody waits for it any more."""
    # ipykernel goes without its debugger when this is missing, and starts three times as fast.
    sys.modules["debugpy"] = None
    with importing():
        for name in settings["modules"]:
            if not waited_for(lines):
                return None
            importlib.import_module(name)
        prepare()
        load(settings["texts"])
    tables = Tables()
    tables.read(settings["data"])
    return tables


def fork_keepers(lines: list[socket.socket], settings: dict, tables: Tables) -> None:
    """A keeper for each line; return when all have ended."""
    gc.freeze()
    pids = []
    for line in lines:
        pids.append(os.fork())
        if not pids[-1]:
            for other in lines:
                if other is not line:
                    other.close()
            become_keeper(Keeper(line, settings, tables))
            return
    for line in lines:
        line.close()
    for pid in pids:
        os.waitpid(pid, 0)


def become_keeper(keeper: Keeper) -> None:
    """Serve, behind walls of its own where there are walls."""
    die_with_parent()
    try:
        if keeper.settings["divide"]:
            divide()
    except OSError:
        keeper.say(event="ready", tasks=0)  # The grader starts one that need not be divided.
        return
    keeper.serve()


def main() -> None:
    settings = json.load(sys.stdin)
    if settings["probe"]:
        probe(settings)
        return
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    set_dumpable(False)
    lines = [socket.socket(fileno=number) for number in settings["lines"]]
    tables = warm(settings, lines)
    if tables is None:
        return
    if len(lines) == 1:
        Keeper(lines[0], settings, tables).serve()
    else:
        fork_keepers(lines, settings, tables)


try:
    main()
    code = 0
except BaseException:
    sys.excepthook(*sys.exc_info())
    code = 1
sys.stdout.flush()
os._exit(code)  # without what the shell would do at its end
