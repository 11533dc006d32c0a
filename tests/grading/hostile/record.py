"""The record of what the corpus did to plain nbgrader: a page with a row for each attack."""

import re
from collections import Counter
from pathlib import Path

from tests.grading.hostile.corpus import FAMILIES

PAGE = Path(__file__).with_name("README.md")
NONE, BLIND = "none seen", "not judged"
# In the order in which they are counted; `{}` is the number of attacks.
KINDS = {
    "wrong mark": "{} get a wrong mark",
    "no mark": "{} stay without a mark",
    "batch stopped": "{} stop the batch",
    "others' marks": "{} change others' marks",
    "files changed": "{} change or leave files",
    "leak": "{} leak or reach out",
    "no bound": "{} use more than ours allows",
    "script": "{} bring script into a page",
    "own time": "{} date themselves",
}
HEAD = "| Attack | What it attempts | Harm | Seen |\n|---|---|---|---|\n"
ROW = re.compile(r"^\| `(?P<attack>[^`]+)` \|[^|]*\| (?P<harm>[^|]+) \|(?P<seen>[^|]*)\|$", re.M)


def read() -> dict[str, dict[str, str]]:
    """Harm and what was seen, for each recorded attack."""
    if not PAGE.exists():
        return {}
    found = ROW.finditer(PAGE.read_text())
    return {
        row["attack"]: {"harm": row["harm"].strip(), "seen": row["seen"].strip()} for row in found
    }


def write(rows: list[dict[str, str]]) -> None:
    """Put measured rows into the page in place of older ones; the rest of it stays.

    Parameters
    ----------
    rows : list of dict
        With attack, harm and seen.
    """
    known = read() | {row["attack"]: row for row in rows}
    intro = PAGE.read_text().partition("\n## ")[0].rstrip()
    parts = [intro]
    for family in FAMILIES:
        lines = [
            f"| `{entry.name}` | {cell(entry.harm)} | {known[entry.name]['harm']} "
            f"| {cell(known[entry.name]['seen'])} |\n"
            for entry in family.entries
            if entry.name in known
        ]
        parts.append(f"## {family.name.capitalize()}\n\n{HEAD}{''.join(lines)}".rstrip())
    PAGE.write_text("\n\n".join(parts) + "\n")


def cell(text: str) -> str:
    """Text that fits one cell of a table."""
    return text.replace("|", "\\").replace("<", "&lt;")


def summary(family: str) -> str:
    """The recorded harm of one family, counted; an attack can do several kinds."""
    known = read()
    entries = next(f.entries for f in FAMILIES if f.name == family)
    harms = [known[entry.name]["harm"].split(", ") for entry in entries]
    counts = Counter(kind for kinds in harms for kind in kinds)
    harmful = len(entries) - counts[NONE] - counts[BLIND]
    kinds = ", ".join(words.format(counts[kind]) for kind, words in KINDS.items() if counts[kind])
    unjudged = f"; {counts[BLIND]} not judged" if counts[BLIND] else ""
    return f"{harmful} do harm: {kinds}{unjudged}"
