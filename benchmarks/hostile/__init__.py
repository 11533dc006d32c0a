"""What the corpus of hostile submissions does to plain nbgrader, attack by attack.

Each attack is graded in a course of its own between two honest trainees, with the commands and
settings of an instructor who uses nbgrader as it comes. Every command runs in a cage (`cage.py`),
so it needs bubblewrap. All take about 40 minutes; `make bench` leaves this out. With `--record`
the rows go into `tests/grading/hostile/README.md`, from which the project's README has its counts.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from benchmarks.hostile import cage
from benchmarks.hostile.verdict import BLIND
from tests.grading.hostile import record as page
from tests.grading.hostile.corpus import FAMILIES, corpus

ROOT = Path(__file__).parents[2]
LOG = ROOT / "benchmarks" / "results" / "hostile.jsonl"


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen on the command line."""
    families = [family.name for family in FAMILIES]
    parser.add_argument("--families", nargs="+", choices=families, default=families)
    parser.add_argument("--attacks", nargs="+", help="these alone, by name")
    parser.add_argument("--record", action="store_true", help=f"write the rows into {page.PAGE}")


def measure(
    families: list[str] | None = None, attacks: list[str] | None = None, record: bool = False
) -> pd.DataFrame:
    """One row for each attack.

    Returns
    -------
    DataFrame
        family, attack, harm (kinds, by commas; empty for none), seen (in words).

    Raises
    ------
    SystemExit
        When some could not be measured; the rows of the others are recorded.
    """
    chosen = [
        entry
        for entry in corpus()
        if entry.name in (attacks or [entry.name]) and entry.family in (families or [entry.family])
    ]
    rows = list(rows_of([entry.name for entry in chosen]))
    if record:
        page.write(rows)
    missed = {entry.name for entry in chosen} - {row["attack"] for row in rows}
    if missed:
        raise SystemExit(f"not measured: {', '.join(sorted(missed))}")
    return pd.DataFrame(rows)


def rows_of(names: list[str]) -> Iterator[dict[str, str]]:
    """Measure in the cage; what nbgrader said goes to `results/hostile.jsonl`."""
    families = {entry.name: entry.family for entry in corpus()}
    command = [sys.executable, "-m", "benchmarks.hostile", *names]
    LOG.parent.mkdir(exist_ok=True)
    caged = subprocess.Popen(cage.outer(command), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with LOG.open("a") as log, caged:
        for text in caged.stdout:
            log.write(text)
            log.flush()
            found = json.loads(text)
            yield {"family": families[found["attack"]], **row(found["attack"], found["harms"])}


def row(attack: str, harms: list[tuple[str, str]]) -> dict[str, str]:
    """An attack with its kinds of harm and what was seen of them."""
    if not harms:
        blind = BLIND.get(attack)
        return {"attack": attack, "harm": page.BLIND if blind else page.NONE, "seen": blind or ""}
    kinds = dict.fromkeys(kind for kind, _ in harms)
    seen = "; ".join(words for _, words in harms)
    return {"attack": attack, "harm": ", ".join(kinds), "seen": seen}
