"""What tests said of answers: the same answer to the same test is judged once.

A test is the author's, has fixed seeds and sees nothing but the answers and the assignment's
files. So it says the same each time, as long as it calls no function of a trainee.
"""

import hashlib
import json
import os
from collections import OrderedDict
from pathlib import Path

MOST = 2_000
ON_ANSWERS = ("AssertionError", "NotChecked")


class Verdicts:
    """The newest verdicts of this process; the one that was not asked for longest goes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, dict] = OrderedDict()

    def get(self, key: bytes) -> dict | None:
        """The verdict under this key, if there is one."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: bytes, verdict: dict) -> None:
        """Keep a verdict on the answer; other errors may be this machine's doing."""
        if verdict["error"] and verdict["error"][0] not in ON_ANSWERS:
            return
        self._kept[key] = verdict
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)


def key_of(request: dict, files: list) -> bytes:
    """What a verdict depends on: the test, its answers and the state of the assignment's files."""
    return hashlib.sha256(json.dumps([request, files]).encode()).digest()


def state_of(folder: Path) -> list[tuple[str, int, int]]:
    """Name, bytes and time of each file that a test can read, also behind links."""
    found = []
    for place, _, names in os.walk(folder, followlinks=True):
        for path in (Path(place, name) for name in names):
            about = path.stat()
            found.append((str(path), about.st_size, about.st_mtime_ns))
    return sorted(found)
