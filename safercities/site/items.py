"""The item bank of the pre-test and the post-test, one Markdown file a module; no Sphinx needed.

An item is a `{check-question}` named `test-05-3a`: the module's two digits, the number of a pair,
and `a` or `b` for the form. The two items of a pair are twins: the same objective, the same level.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from safercities.site.modules import ModuleError

FOLDER = "book/test/items"
FORMS = {"A": "book/test/before", "B": "book/test/after"}  # the page of each form
ITEM = re.compile(
    r"^(?P<fence>:{3,})\{check-question\}[ ]*(?P<id>\S+)\n.*?^(?P=fence)$", re.S | re.M
)
NAME = re.compile(r"test-(?P<module>\d\d)-(?P<pair>\d+)(?P<form>[ab])")
OPTION = r"^:{}:[ ]*(\S+)[ ]*$"


@dataclass(frozen=True)
class Item:
    """One question of the bank; `text` is its Markdown."""

    id: str
    pair: int
    form: str
    objective: str
    level: int
    text: str

    @property
    def stem(self) -> str:
        """The question and what follows it, down to the first option."""
        return stem_of(self.text)


def stem_of(question: str) -> str:
    """What the Markdown of a check question asks, without its options."""
    return re.split(r"^- ", re.sub(r"^:.*\n", "", question, flags=re.M), flags=re.M)[0].strip()


def read_bank(path: Path) -> list[Item]:
    """Every item of one file, in its order.

    Raises
    ------
    ModuleError
        If an item has a wrong name, or lacks its objective or its level.
    """
    return [_item(path, match) for match in ITEM.finditer(path.read_text(encoding="utf-8"))]


def _item(path: Path, match: re.Match[str]) -> Item:
    name = NAME.fullmatch(match["id"])
    if not name or not path.name.startswith(f"{name['module']}-"):
        raise ModuleError(
            f"{path}: item {match['id']!r} must be named like test-{path.name[:2]}-3a"
        )
    found = {}
    for option in ("assesses", "level"):
        value = re.search(OPTION.format(option), match[0], flags=re.M)
        if not value:
            raise ModuleError(f"{path}: item {match['id']} has no `:{option}:` with one value")
        found[option] = value[1]
    form, pair = name["form"].upper(), int(name["pair"])
    return Item(match["id"], pair, form, found["assesses"], int(found["level"]), match[0])
