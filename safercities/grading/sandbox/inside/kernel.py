"""Become the kernel of one submission, in a fresh fork of the warm parent."""

import io
import os
import random
import signal
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from confine import confine
from haste import hasten
from process import die_with_parent, set_dumpable

FAILED = 70  # EX_SOFTWARE of sysexits.h


def prepare() -> None:
    """Make the shell, the application and the kernel before the fork."""
    from ipykernel import kernelapp
    from ipykernel.compiler import XCachingCompiler
    from ipykernel.zmqshell import ZMQInteractiveShell
    from ready import NoThread, ReadyKernel
    from traitlets.config import Config

    settings = Config(HistoryManager={"enabled": False})
    ZMQInteractiveShell.instance(config=settings, compiler_class=XCachingCompiler, user_ns={})
    kernelapp.ShellChannelThread = NoThread
    app = kernelapp.IPKernelApp.instance(kernel_class=ReadyKernel)
    ReadyKernel.instance(parent=app)


def become(order: dict, settings: dict, log: int) -> None:
    """Turn this forked process into a confined Jupyter kernel; never returns.

    Parameters
    ----------
    order : dict
        `folder`, `connection`, `limits` and `tasks`.
    settings : dict
        What the grader gave to the warm parent.
    log : int
        File descriptor for what goes wrong before the kernel can speak.
    """
    try:
        die_with_parent()
        set_dumpable(True)  # the warm parent looks at its open files
        os.setsid()
        _rewire(log)
        _settle(order["folder"])
        confine(order, settings)
        _serve(order["connection"])
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(FAILED)


def _rewire(log: int) -> None:
    """Leave no way to the grader's pipes open."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.closerange(3, 1024)
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = io.TextIOWrapper(io.FileIO(number, "w", closefd=False), line_buffering=True)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _settle(folder: str) -> None:
    """Give this process a home of its own, and random numbers of its own."""
    home = f"{folder}/home"
    os.environ.update(
        HOME=home,
        TMPDIR=f"{folder}/tmp",
        IPYTHONDIR=f"{home}/.ipython",
        JUPYTER_RUNTIME_DIR=f"{folder}/run",
        MPLCONFIGDIR=f"{home}/.matplotlib",
    )
    os.umask(0o077)
    os.chdir(f"{folder}/work")
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    _step_aside(Path(__file__).parent)


def _step_aside(own: Path) -> None:
    """Let the trainee's imports find neither these modules nor their folder."""
    sys.path[:] = [path for path in sys.path if path != str(own)]
    for path in own.glob("*.py"):
        if getattr(sys.modules.get(path.stem), "__file__", None) == str(path):
            del sys.modules[path.stem]


def _serve(connection: dict) -> None:
    import ipykernel.compiler
    from ipykernel.kernelapp import IPKernelApp

    key = connection.pop("key").encode()
    app = IPKernelApp.instance()
    for name, value in connection.items():
        setattr(app, name, value)
    with warnings.catch_warnings():
        # ipykernel cannot open its TCP port for the output of forked processes; it goes on.
        warnings.simplefilter("ignore")
        app.session.key = key
        # There is nothing on the command line, no settings file and no file to begin with, and
        # looking takes its time.
        app.parse_command_line = app.init_config_files = app.load_config_file = _nothing
        app._run_startup_files = _nothing
        app.initialize([])
    shell = app.shell
    # What a shell learns when its kernel makes it.
    shell.parent = shell.kernel = app.kernel
    shell.ipython_dir, shell.profile_dir = app.ipython_dir, app.profile_dir
    shell.starting_dir = str(Path.cwd())
    shell.user_ns["_dh"][:] = [shell.starting_dir]
    hasten(app.kernel, ipykernel)
    shell.system = _runner(shell)
    app.start()


def _nothing(*_: object, **__: object) -> None:
    """In place of a step that has nothing to do here."""


def _runner(shell: Any) -> Callable[[str], None]:
    """What `!command` does: IPython's own way needs a terminal, and none can be had here."""

    def run(command: str) -> None:
        command = shell.var_expand(command, depth=1)
        done = subprocess.run(
            command,
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        print(done.stdout.decode("utf-8", "replace"), end="")
        shell.user_ns["_exit_code"] = done.returncode

    return run
