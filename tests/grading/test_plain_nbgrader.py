"""The measurement of plain nbgrader: its cage holds, and its words follow from what was found."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.hostile import cage, verdict
from benchmarks.hostile.plain import HONEST, Facts
from tests.grading.hostile.assignment import CANARIES
from tests.grading.hostile.corpus import corpus

ENTRY = corpus()[0]
QUIET = cage.Ran(code=0, seconds=8, memory=10**8, threads=20, disk=10**5, said="")
TRIES = """
import sys
from pathlib import Path
from benchmarks.hostile import cage
for name in ("tmp", "shm"):
    (cage.RUN / name).mkdir(parents=True)
cage.hand_over(cage.RUN)
tries = f"touch mine {sys.argv[1]}/escaped /usr/escaped; ls /proc; cat /etc/shadow"
ran = cage.watched(cage.inner(["sh", "-c", tries], cage.RUN, {"PATH": "/usr/bin:/bin"}), 20)
print(ran.said, (cage.RUN / "mine").exists(), Path("/proc/net/dev").read_text().count(":"))
"""


def facts(own: float | None = 0, first: float | None = 6, last: float | None = 6) -> Facts:
    """What is there after an attack that did nothing, but for the marks."""
    marks = {ENTRY.name: own, HONEST[0]: first, HONEST[1]: last}
    return Facts(QUIET, marks, {who for who, mark in marks.items() if mark is not None})


def kinds(found: Facts) -> list[str]:
    return [kind for kind, _ in verdict.harms(ENTRY, found, facts())]


def test_an_attack_that_does_nothing_does_no_harm() -> None:
    assert kinds(facts()) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (facts(own=6), ["wrong mark"]),
        (facts(own=None), ["no mark"]),
        (facts(first=None), ["others' marks"]),
        (facts(last=4), ["others' marks"]),
        (facts(own=None, last=None), ["no mark", "batch stopped"]),
        (replace(facts(), graded={ENTRY.name}), ["files changed"]),
        (replace(facts(), changed={"home/startup/x.py"}), ["files changed"]),
        (replace(facts(), traces={"left-behind"}), ["files changed"]),
        (replace(facts(), shown=CANARIES["SOLUTION"]), ["leak"]),
        (replace(facts(), pages={"extra.html": CANARIES["HIDDEN"]}), ["leak"]),
        (replace(facts(), heard=["tcp"]), ["leak"]),
        (replace(facts(own=None, last=None), grading=replace(QUIET, code=None)), ["no bound"]),
        (replace(facts(), grading=replace(QUIET, memory=3 * 10**9)), ["no bound"]),
        (replace(facts(), grading=replace(QUIET, threads=90)), ["no bound"]),
        (replace(facts(), active=["a script runs in the formgrader"]), ["script"]),
        (replace(facts(), stamp="1999-01-01"), ["own time"]),
    ],
)
def test_each_fact_has_its_kind_of_harm(found: Facts, expected: list[str]) -> None:
    assert kinds(found) == expected


def test_what_everybody_is_shown_is_no_leak() -> None:
    usual = replace(facts(), pages={"lamps.html": CANARIES["HIDDEN"]})
    assert list(verdict.harms(ENTRY, usual, usual)) == []


def namespaces() -> bool:
    """Whether a bubblewrap in a bubblewrap works on this machine."""
    one = ["bwrap", "--unshare-pid", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    two = [*one, *(["--cap-add", "ALL"] if cage.is_root() else []), *one, "true"]
    return bool(shutil.which("bwrap")) and subprocess.run(two, capture_output=True).returncode == 0


def test_the_cage_holds(root: Path) -> None:
    """Only its own folder is writable, other processes and hosts are out of sight."""
    if not namespaces():
        pytest.skip("namespaces are refused here")
    command = cage.outer([sys.executable, "-c", TRIES, str(root)])
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    said = done.stdout
    assert done.returncode == 0, done.stderr
    assert said.endswith("True 1\n"), said  # its own file; no network but loopback
    assert said.count("cannot touch") == 2 and "root:" not in said, said
    assert not (root / "escaped").exists()
    processes = [word for word in said.split() if word.isdigit()]
    assert len(processes) < 10, said
