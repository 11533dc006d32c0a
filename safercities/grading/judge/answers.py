"""The names that a test cell finds: the trainee's answers as data, their functions as stand-ins."""

import builtins
from collections.abc import Callable
from typing import Any

from safercities.grading.judge.crossing.decode import Decoder, load
from safercities.grading.judge.crossing.encode import encode
from safercities.grading.judge.crossing.limits import MAX_SENTENCE, MalformedError, RefusedError

MAX_CALLS = 20_000


def _picture(decoder: Decoder, node: dict, depth: int) -> Any:
    # matplotlib takes a quarter of a second to load, and few tests ask for a picture.
    from safercities.grading.judge.crossing.decode_figure import READERS

    return READERS[node["t"]](decoder, node, depth)


PICTURES = {"figure": _picture, "axes": _picture}


class NotCheckedError(Exception):
    """An answer that cannot be checked; the message tells the trainee what to do."""


def names_of(
    message: str, reads: list[str], calls: list[str], ask: Callable[[str], str]
) -> dict[str, Any]:
    """The test's names; a name that the trainee never made is left out.

    Raises
    ------
    NotCheckedError
        When a declared answer did not cross.
    """
    try:
        found = load(message)
        values, functions = dict(found["values"]), list(found["functions"])
        refused = dict(found["refused"])
    except (MalformedError, TypeError, KeyError, ValueError):
        raise NotCheckedError("The answers came in a form that cannot be read.") from None
    names: dict[str, Any] = {}
    for name in dict.fromkeys([*reads, *calls]):
        if name in refused:
            raise NotCheckedError(f"{name} is {str(refused[name])[:MAX_SENTENCE]}.")
        if name in values:
            names[name] = _value(name, values[name])
        elif name in calls and name in functions:
            names[name] = stand_in(name, ask)
    return names


def _value(name: str, node: Any) -> Any:
    try:
        return Decoder(PICTURES).value(node)
    except MalformedError:
        raise NotCheckedError(f"{name} came in a form that cannot be read.") from None


def stand_in(name: str, ask: Callable[[str], str]) -> Callable:
    """A function that is called in the trainee's kernel, with data in and data out."""
    left = iter(range(MAX_CALLS))

    def function(*arguments: Any, **keywords: Any) -> Any:
        if next(left, None) is None:
            raise NotCheckedError(f"{name} was called more than {MAX_CALLS:,} times.")
        try:
            question = encode([name, list(arguments), keywords])
        except RefusedError as problem:
            raise TypeError(f"an argument of {name}() does not cross: {problem}") from None
        return _result(name, ask(question))

    function.__name__ = function.__qualname__ = name
    return function


def _result(name: str, reply: str) -> Any:
    try:
        found = load(reply)
        if "result" in found:
            return Decoder(PICTURES).value(found["result"])
        kind, (error, said) = next(iter(found.items()))
        error, said = str(error)[:60], str(said)[:MAX_SENTENCE]
    except (MalformedError, TypeError, KeyError, ValueError, StopIteration):
        raise NotCheckedError(f"{name}() gives back something that cannot be read.") from None
    if kind == "refused":
        raise NotCheckedError(f"{name}() gives back {said}.")
    raise _error(error)(said)


def _error(name: str) -> type[Exception]:
    """The kind of error that the trainee's function raised, so that a test can expect it."""
    known = getattr(builtins, name, None)
    if isinstance(known, type) and issubclass(known, Exception):
        return known
    return type(name if name.isidentifier() else "Exception", (Exception,), {})
