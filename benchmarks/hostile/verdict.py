"""What the facts mean: which of the corpus' promises did not hold, in a few words."""

import signal
from collections.abc import Iterator

from benchmarks.hostile.plain import HONEST, Facts
from safercities.grading.sandbox.limits import Limits
from tests.grading.hostile.assignment import CANARIES, POINTS, TASKS
from tests.grading.hostile.work import Hostile

KILLED = 128 + signal.SIGKILL
ALL = POINTS * len(TASKS)
LIMITS = Limits()
# Lines of hidden tests up to their first quotation mark, which outputs write in other ways.
LINES = {line.partition('"')[0] for task in TASKS for line in task[6].split("\n")}
# What stands nowhere but in a secret.
SECRETS = {
    "the solutions": {CANARIES["SOLUTION"]},
    "hidden tests": {CANARIES["HIDDEN"]},
    "another trainee's work": {CANARIES["OTHER"]},
    "a token of the instructor": {CANARIES["TOKEN"]},
    "a file in the instructor's home": {CANARIES["HOME"]},
    "the machine's passwords": {"root:*:", "root:!:", "root:$"},
}
LIBRARY = "the page needs a library from another host, and the measurement has no network"
# What this measurement cannot see, whatever nbgrader does.
BLIND = {
    "network": "the measurement has no network",
    "script-output": LIBRARY,
    "latex-output": LIBRARY,
}


def harms(entry: Hostile, facts: Facts, usual: Facts) -> Iterator[tuple[str, str]]:
    """Kind and details of each harm.

    Parameters
    ----------
    entry : Hostile
        The attack.
    facts, usual : Facts
        After the attack, and after honest work alone.
    """
    yield from to_marks(entry, facts)
    yield from to_files(facts, usual)
    yield from to_secrets(facts, usual)
    yield from to_the_machine(facts, usual)
    for found in dict.fromkeys(facts.active):
        yield ("leak" if "host" in found else "script"), found
    if "\x1b]0;" in facts.grading.said:
        yield "script", "terminal codes reach the instructor's screen"
    if facts.stamp.startswith("1999"):
        yield "own time", "the gradebook says 1999"


def to_marks(entry: Hostile, facts: Facts) -> Iterator[tuple[str, str]]:
    """The attacker's mark and those of others."""
    own = facts.marks[entry.name] if entry.name in facts.graded else None
    first, last = (facts.marks[who] for who in HONEST)
    ended = facts.grading.code is not None  # else nobody knows what would have come
    if own is None and ended:
        waits = entry.name in facts.graded and facts.grading.code == 0
        yield "no mark", "its tests wait for a person" if waits else "it stays without a mark"
    elif own not in (None, entry.mark):
        yield "wrong mark", f"{own:g} of {ALL} points"
    if first is None:
        yield "others' marks", "marks that were there are lost"
    if last is None and ended:
        killed = "the grader is killed, " if facts.grading.code == KILLED else ""
        yield "batch stopped", f"{killed}who comes after it is not graded"
    changed = sorted({mark for mark in (first, last) if mark not in (None, ALL)})
    if changed:
        marks = " or ".join(f"{mark:g}" for mark in changed)
        yield "others' marks", f"honest work that is worth {ALL} gets {marks}"
    if any(facts.marks[who] is not None and who not in facts.graded for who in HONEST):
        yield "files changed", "graded work of others is gone"


def to_files(facts: Facts, usual: Facts) -> Iterator[tuple[str, str]]:
    """The course, the home and the environment."""
    names = {"assignments": "", "home": "the home", "datasets": "the data"}
    changed = set()
    for name in facts.changed - usual.changed:
        top, *rest = name.split("/")
        changed.add(names.get(top) or rest[0])
    if changed:
        yield "files changed", f"files change in {', '.join(sorted(changed))}"
    if facts.traces:
        yield "files changed", f"it leaves {', '.join(sorted(facts.traces))}"


def to_secrets(facts: Facts, usual: Facts) -> Iterator[tuple[str, str]]:
    """What the trainee is shown beyond what plain nbgrader shows to everybody."""
    found = {what for what, words in SECRETS.items() if any(word in facts.shown for word in words)}
    if any(line in facts.shown for line in LINES):
        found.add("hidden tests")
    for name, text in facts.pages.items():
        everybodys = usual.pages.get(name, "")
        found |= {
            what
            for what, words in SECRETS.items()
            if any(word in text and word not in everybodys for word in words)
        }
    if found:
        yield "leak", f"the trainee is shown {', '.join(sorted(found))}"
    if facts.heard:
        yield "leak", f"it reaches servers on the machine: {', '.join(sorted(facts.heard))}"


def to_the_machine(facts: Facts, usual: Facts) -> Iterator[tuple[str, str]]:
    """Time and what else is used beyond the bounds of our sandbox."""
    for command, ran in (("grading", facts.grading), ("feedback", facts.feedback)):
        if ran and ran.code is None:
            yield "no bound", f"{command} did not end in {ran.seconds:.0f} s"
    ran = facts.grading
    if ran.memory > LIMITS.memory_bytes:
        yield "no bound", f"{ran.memory / 1e9:.1f} GB of memory"
    if ran.threads > usual.grading.threads + LIMITS.processes:
        yield "no bound", f"{ran.threads} processes and threads"
    if ran.disk > LIMITS.file_bytes:
        yield "no bound", f"{ran.disk / 1e9:.1f} GB on the disk"
    if facts.notebook_bytes > LIMITS.output_bytes:
        yield "no bound", f"a graded notebook of {facts.notebook_bytes / 1e6:.0f} MB"
