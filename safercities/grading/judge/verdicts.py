"""What tests said of answers: the same answer to the same test is judged once.

A test is the author's, has fixed seeds and sees nothing but the answers, what functions give back,
and the assignment's files. So it goes the same way each time. Where it calls a function, that is
kept as a step on its way: the function is called again, and the same reply leads to the same step.
"""

import hashlib
import json
import os
from collections import OrderedDict
from pathlib import Path

MOST, LARGEST = 20_000, 10_000  # of them, and characters of one
ON_ANSWERS = ("AssertionError", "NotChecked")


class Verdicts:
    """The newest steps of this process; the one that was not asked for longest goes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, str] = OrderedDict()

    def get(self, key: bytes) -> dict | None:
        """The step under this key, if there is one: a call, or the verdict."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return json.loads(self._kept[key])

    def keep(self, key: bytes, step: dict) -> None:
        """Keep a call or a verdict on the answer; other errors may be this machine's doing."""
        error, text = step.get("done", {}).get("error"), json.dumps(step)
        if len(text) > LARGEST or (error and error[0] not in ON_ANSWERS):
            return
        self._kept[key] = text
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)


def key_of(request: dict, state: str) -> bytes:
    """What a first step depends on: the test, its answers and the state of its files."""
    return hashlib.sha256(json.dumps([request, state]).encode()).digest()


def key_after(key: bytes, question: str, reply: str) -> bytes:
    """What the step after a call depends on: the way until there, what was asked, what came back.

    A test that draws its numbers without a seed asks something else each time.
    """
    return hashlib.sha256(key + json.dumps([question, reply]).encode()).digest()


def state_of(folder: Path) -> str:
    """A word made of name, bytes and time of each file that a test can read, also behind links."""
    found = []
    for place, _, names in os.walk(folder, followlinks=True):
        for path in (Path(place, name) for name in names):
            about = path.stat()
            found.append((str(path), about.st_size, about.st_mtime_ns))
    return hashlib.sha256(json.dumps(sorted(found)).encode()).hexdigest()
