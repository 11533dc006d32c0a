"""The text of the modules that run in the trainee's kernel, as one request to it."""

import functools
import json
from importlib import resources

# In the order of their imports.
SENT = ("limits", "encode_pandas", "encode_figure", "encode", "decode", "decode_pandas", "serve")

# Runs apart from the trainee's names; modules that are there already stay.
START = """
import json, sys, types
texts, reads, calls = json.loads(request)
for name, text in texts.items():
    if name not in sys.modules:
        sys.modules[name] = types.ModuleType(name)
        exec(compile(text, name, "exec"), sys.modules[name].__dict__)
sys.modules[name].serve(shell, reads, calls)
"""


@functools.cache
def texts() -> dict[str, str]:
    """The full name and the text of each module."""
    folder = resources.files(__package__)
    return {f"{__package__}.{name}": (folder / f"{name}.py").read_text() for name in SENT}


def request(reads: list[str], calls: list[str]) -> str:
    """Python source that serves these names; it leaves no name of its own behind."""
    names = f'{{"request": {json.dumps([texts(), reads, calls])!r}, "shell": get_ipython()}}'
    return f"exec({START!r}, {names})"
