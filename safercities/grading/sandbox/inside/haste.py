"""What IPython and ipykernel do for an editor or a debugger, and nobody has here."""

import re
import zlib
from collections.abc import Callable
from typing import Any

# Where a magic, a system command or a question can begin or end in a line; see IPython's
# `inputtransformer2`. A text without such a place is plain Python.
SPECIAL = re.compile(r"(?:^|=)\s*[%!]|^\s*[?,;/]|\?\s*$")


def hasten(kernel: Any, package: Any) -> None:
    """Spare each cell what has no use here.

    Parameters
    ----------
    kernel : ipykernel.ipkernel.IPythonKernel
    package : module
        `ipykernel`.
    """
    from jupyter_client import session  # here, because it takes its time to load

    shell = kernel.shell
    # A pause after each cell, for an editor that listens; nobody types here.
    kernel._execute_sleep = 0
    # Records of each message, which no handler takes.
    kernel.log.setLevel("WARNING")
    shell.should_run_async = _async_or_not(shell.should_run_async)
    manager = shell.input_transformer_manager
    manager.do_token_transforms = _special_or_not(manager)
    stream = package.iostream.OutStream
    stream.flush = _flush_or_not(stream.flush)
    package.ipkernel._accepts_parameters = _once(package.ipkernel._accepts_parameters)
    # Times of messages, which nobody reads.
    session.extract_dates = lambda header: header
    # Names a cell's text for a debugger: ipykernel's own way goes through it in Python.
    package.compiler.murmur2_x86 = lambda text, seed: zlib.crc32(text.encode(), seed)


def _flush_or_not(flush: Callable[[Any], None]) -> Callable[[Any], None]:
    """What waits until a stream has sent all; one that holds nothing has."""

    def checked(stream: Any) -> None:
        if stream._buffers:
            flush(stream)

    return checked


def _once(asked: Callable[[Any, list[str]], dict]) -> Callable[[Any, list[str]], dict]:
    """Which parameters a function takes, looked up once for each function."""
    kept: dict[tuple, dict] = {}

    def answer(function: Any, names: list[str]) -> dict:
        key = (function, *names)
        if key not in kept:
            kept[key] = asked(function, names)
        return kept[key]

    return answer


def _async_or_not(compiled: Callable[..., bool]) -> Callable[..., bool]:
    """Whether a cell waits at its top level; one without the words is not compiled to find out."""

    def check(cell: str, **more: Any) -> bool:
        text = f"{cell}{more.get('transformed_cell')}"
        return ("await" in text or "async" in text) and compiled(cell, **more)

    return check


def _special_or_not(manager: Any) -> Callable[[list[str]], list[str]]:
    """What turns magics into Python; a cell without any is not taken apart to find out."""
    transform, usual = manager.do_token_transforms, list(manager.token_transformers)

    def do_token_transforms(lines: list[str]) -> list[str]:
        plain = manager.token_transformers == usual and not any(map(SPECIAL.search, lines))
        return lines if plain else transform(lines)

    return do_token_transforms
