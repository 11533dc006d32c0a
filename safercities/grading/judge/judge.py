"""The judge: a process that runs the test cells of one submission and knows nothing else.

It holds no trainee's code, only plain data. A function of the trainee is called in their kernel.
"""

import ast
import contextlib
import gc
import io
import json
import math
import os
import random
import resource
import sys
import warnings
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from safercities.grading.judge.answers import NotCheckedError, names_of
from safercities.grading.judge.crossing.limits import MAX_MESSAGE

MAX_PRINTED = 100_000
MAX_SAID = 2_000
MEMORY_BYTES = 4 * 2**30


def serve(connection: Connection) -> None:
    """Run tests until the grader closes the connection."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # Files of a test have no use, and none may fill the disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))
    paths, modules, folder = list(sys.path), set(sys.modules), Path()
    while True:
        try:
            request = json.loads(connection.recv_bytes(MAX_MESSAGE))
        except EOFError:
            return
        if "folder" in request:
            folder = Path(request["folder"]).resolve()
            begin(int(request["seconds"]))
        else:
            os.chdir(folder)
            done = run(request, _asker(connection))
            if sys.path != paths:
                sys.path[:] = paths
                sys.path_importer_cache.clear()  # knows "." by the folder that it was
            forget(sys.modules.keys() - modules, folder)
            connection.send_bytes(json.dumps({"done": done}).encode())


def begin(seconds: int) -> None:
    """Have so many seconds of the processor for a submission, and nothing of the one before."""
    gc.collect()  # by itself it counts objects, and a few arrays can fill the memory
    spent = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(spent.ru_utime + spent.ru_stime) + seconds
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    if most != resource.RLIM_INFINITY:
        until = min(until, most)
    resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def forget(names: Iterable[str], folder: Path) -> None:
    """Forget those of these modules that were imported from a submission's folder.

    The folder goes with the submission; the next one imports its own.
    """
    for name in names:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(f"{folder}{os.sep}"):
            del sys.modules[name]


def _asker(connection: Connection) -> Callable[[str], str]:
    """The way to the trainee's function: through the grader."""

    def ask(question: str) -> str:
        connection.send_bytes(json.dumps({"call": question}).encode())
        return json.loads(connection.recv_bytes(MAX_MESSAGE))["reply"]

    return ask


class Printed(io.StringIO):
    """What a test prints, up to a limit."""

    def write(self, text: str) -> int:
        """Keep the text while there is room."""
        return super().write(text[: max(0, MAX_PRINTED - self.tell())])


def run(request: dict, ask: Callable[[str], str]) -> dict:
    """Run one test cell.

    Parameters
    ----------
    request : dict
        `source`, the test's own text; `reads` and `calls`, its names; `answers`, the message of
        the trainee's kernel.
    ask : callable
        Sends a call to the trainee's kernel and returns the reply.

    Returns
    -------
    dict
        `printed`; `error`, as a type's name and a sentence, or None; and `score`, the number that
        the test's last line gives, or None.
    """
    reset()
    printed, score, error = Printed(), None, None
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            names = names_of(request["answers"], request["reads"], request["calls"], ask)
            score = run_cell(request["source"], names)
        except AssertionError as problem:
            error = ["AssertionError", sentence(problem) or "The answer does not pass this check."]
        except NotCheckedError as problem:
            error = ["NotChecked", sentence(problem)]
        except MemoryError:
            error = ["MemoryError", "The answer is too large to be checked."]
        except BaseException as problem:
            kind = type(problem).__name__
            why = f"{kind}: {sentence(problem)}" if str(problem) else kind
            error = [kind, f"The check cannot use this answer ({why})."]
    return {"printed": readable(printed.getvalue()), "error": error, "score": score}


def reset() -> None:
    """The same start for each test: seeds, warnings, no figure of another test."""
    random.seed(0)
    np.random.seed(0)
    # nbgrader takes a warning, which goes to stderr, for a failure; here it is none.
    warnings.simplefilter("ignore")
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rcdefaults()


def run_cell(source: str, names: dict[str, Any]) -> float | None:
    """Run a test's text with these names; the number on its last line is a partial score."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    names = {"__name__": "__main__", **names}
    try:
        exec(compile(ast.Module(body, []), "<test>", "exec"), names)
        if last is None:
            return None
        value = eval(compile(ast.Expression(last.value), "<test>", "eval"), names)
    finally:
        names.clear()  # a test's functions would hold the answers, and those the functions
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        return None
    return float(value) if math.isfinite(value) else 0.0


def sentence(problem: BaseException) -> str:
    """What an error says, in bounds."""
    return readable(str(problem)[:MAX_SAID])


def readable(text: str) -> str:
    """A text that any file can hold: halves of characters become question marks."""
    return text.encode("utf-8", "replace").decode()
