"""The text of the modules that run in the trainee's kernel, and the request that uses them."""

import functools
import json
from importlib import resources

from safercities.grading.judge.crossing.limits import MIME

# In the order of their imports.
SENT = ("limits", "encode_pandas", "encode_figure", "encode", "decode", "decode_pandas", "serve")
NAMES = [f"{__package__}.{name}" for name in SENT]
# What the kernel asks when it has them not; `texts` is the answer.
WANTED = "modules"
# Under this name the answers come with the reply to a cell.
ANSWERS = "answers"

# Runs apart from the trainee's names. The texts come as an answer, and not with each request,
# because IPython reads a request several times before it runs it.
START = f"""
import json, sys, types
names, reads, calls = json.loads(request)
if any(name not in sys.modules for name in names):
    texts = json.loads(shell.kernel.raw_input({WANTED!r}))
    for name in names:
        sys.modules[name] = types.ModuleType(name)
        exec(compile(texts[name], name, "exec"), sys.modules[name].__dict__)
sys.modules[names[-1]].serve(shell, reads, calls)
"""


@functools.cache
def texts() -> dict[str, str]:
    """The full name and the text of each module."""
    folder = resources.files(__package__)
    return {f"{__package__}.{name}": (folder / f"{name}.py").read_text() for name in SENT}


def expressions(reads: list[str]) -> dict[str, str]:
    """What is to be sent with the reply to a cell, in the form of Jupyter's `user_expressions`."""
    names = "__import__('IPython').get_ipython().user_ns"
    made = f"__import__('sys').modules[{NAMES[-1]!r}].Answers({names}, {list(reads)!r})"
    return {ANSWERS: made}


def answers_in(reply: dict) -> str | None:
    """The answers that came with the reply to a cell; None when there are none."""
    try:
        found = reply["user_expressions"][ANSWERS]["data"][MIME]
    except (KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


def request(reads: list[str], calls: list[str]) -> str:
    """Python source that serves these names; it leaves no name of its own behind."""
    names = f'{{"request": {json.dumps([NAMES, reads, calls])!r}, "shell": get_ipython()}}'
    return f"exec({START!r}, {names})"
