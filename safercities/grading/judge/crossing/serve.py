"""Answer the grader's questions inside the trainee's kernel.

One request of the grader starts `serve`, which then asks the grader for the next question with an
ordinary input request: a question and its reply are one message each way, with no pause.
"""

import contextlib
import io
from typing import Any

from safercities.grading.judge.crossing.decode import Decoder, load
from safercities.grading.judge.crossing.encode import Encoder, dump
from safercities.grading.judge.crossing.limits import MAX_SENTENCE, MIME, RefusedError


class Nowhere(io.TextIOBase):
    """A stream that keeps nothing: what a function prints while it is tested is not an answer."""

    def write(self, text: str) -> int:
        """Take the text and forget it."""
        return len(text)


def serve(shell: Any, reads: list[str], calls: list[str]) -> None:
    """Send the asked answers, then call functions until an empty question ends it.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The trainee's shell, with the answers in its `user_ns`.
    reads, calls : list of str
        Names of variables, and of functions that will be called.
    """
    kernel = shell.kernel
    reply = describe(shell.user_ns, reads, calls)
    # Also while the kernel asks: it waits for all that was printed to be on its way.
    with contextlib.redirect_stdout(Nowhere()), contextlib.redirect_stderr(Nowhere()):
        while question := kernel.raw_input(reply):
            # A function that waits for the keyboard gets an error, not the grader's next question.
            kernel._allow_stdin = False
            try:
                reply = call(shell.user_ns, question)
            finally:
                kernel._allow_stdin = True


class Answers:
    """The answers as what a Jupyter kernel can send with its reply to a cell.

    Parameters
    ----------
    names : dict
        The trainee's names.
    reads : list of str
        Those that are asked for.
    """

    def __init__(self, names: dict[str, Any], reads: list[str]) -> None:
        with contextlib.redirect_stdout(Nowhere()), contextlib.redirect_stderr(Nowhere()):
            self.text = describe(names, reads, [])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {MIME: self.text}

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("answers")


def describe(names: dict[str, Any], reads: list[str], calls: list[str]) -> str:
    """The answers as one message: values, names of functions, and what was refused."""
    encoder = Encoder()
    found: dict[str, Any] = {"values": {}, "functions": [], "refused": {}}
    for name in dict.fromkeys([*reads, *calls]):
        if name not in names:
            continue
        if name in calls and callable(names[name]):
            found["functions"].append(name)
            continue
        try:
            found["values"][name] = encoder.node(names[name])
        except Exception as problem:
            found["refused"][name] = reason(problem)
    try:
        return dump(found)
    except RefusedError as problem:
        values = dict.fromkeys(found["values"], reason(problem))
        return dump({**found, "values": {}, "refused": found["refused"] | values})


def call(names: dict[str, Any], question: str) -> str:
    """Call a function with data and give back its result, or its error, as a message."""
    name, arguments, keywords = Decoder().value(load(question))
    try:
        result = names[name](*arguments, **keywords)
    except Exception as problem:
        return failure("raised", type(problem).__name__, problem)
    try:
        return dump({"result": Encoder().node(result)})
    except Exception as problem:
        return failure("refused", "", reason(problem))


def failure(kind: str, name: str, problem: object) -> str:
    """A message that says what went wrong; even an error's own text may fail."""
    try:
        said = str(problem)
    except Exception:
        said = ""
    return dump({kind: [name, said[:MAX_SENTENCE]]})


def reason(problem: Exception) -> str:
    """Why a value did not cross, for the end of a sentence."""
    if isinstance(problem, RefusedError):
        return str(problem)[:MAX_SENTENCE]
    return f"not readable ({type(problem).__name__})"
