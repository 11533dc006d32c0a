"""The item bank keeps its rules: enough items, twins, every objective in both forms, no cues."""

import re
from collections import Counter
from pathlib import Path

import pytest

from safercities.site.items import FOLDER, FORMS, Item, read_bank, stem_of
from safercities.site.modules import ModuleError, load_modules
from tests.conftest import ROOT

BANKS = {path.stem: read_bank(path) for path in sorted((ROOT / FOLDER).glob("*.md"))}
MODULES = load_modules(ROOT)
ALL = [item for bank in BANKS.values() for item in bank]
CHOICE = re.compile(r"^- \[(?P<mark>[ x])\] (?P<label>.*)$", re.M)
A_CHECK_QUESTION = re.compile(r"^:{3,}\{check-question\}.*?^:{3,}$", re.S | re.M)


def choices(item: Item) -> list[tuple[bool, str]]:
    return [(match["mark"] == "x", match["label"]) for match in CHOICE.finditer(item.text)]


def normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("slug", [module.slug for module in MODULES])
def test_every_module_of_the_course_has_a_bank(slug: str) -> None:
    assert slug in BANKS


@pytest.mark.parametrize("slug", BANKS)
def test_a_module_has_twelve_items_in_twins(slug: str) -> None:
    bank = BANKS[slug]
    assert len(bank) >= 12
    assert len({item.id for item in bank}) == len(bank)
    for pair in {item.pair for item in bank}:
        one, other = [item for item in bank if item.pair == pair]
        assert [one.form, other.form] == list(FORMS)
        assert (one.objective, one.level) == (other.objective, other.level), pair
        assert 1 <= one.level <= 3


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.slug)
def test_both_forms_cover_every_objective(module: object) -> None:
    wanted = {objective.id for objective in module.objectives}
    for form in FORMS:
        asked = {item.objective for item in BANKS[module.slug] if item.form == form}
        assert asked == wanted


@pytest.mark.parametrize("slug", BANKS)
def test_objectives_belong_to_the_module(slug: str) -> None:
    assert {item.objective[:2] for item in BANKS[slug]} == {slug[:2]}


def test_no_two_questions_are_the_same() -> None:
    pages = [path.read_text() for path in ROOT.glob("book/*/check.md")]
    checks = [stem_of(match[0]) for page in pages for match in A_CHECK_QUESTION.finditer(page)]
    assert checks and all(checks)
    counts = Counter(map(normal, [*(item.stem for item in ALL), *checks]))
    assert [stem for stem, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_place_of_the_right_option_is_no_cue(form: str) -> None:
    asked = [choices(item) for item in ALL if item.form == form and choices(item)]
    places = Counter([right for right, _label in one].index(True) for one in asked)
    assert all(len(one) == 3 for one in asked)
    assert max(places.values()) - min(places[place] for place in range(3)) <= 3


def test_the_longest_option_is_no_cue() -> None:
    """The right option is the longest one about as often as chance would have it: one in three."""
    asked = [choices(item) for item in ALL if choices(item)]
    longest = [max(one, key=lambda option: len(option[1]))[0] for one in asked]
    assert sum(longest) <= 0.4 * len(asked)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":::{check-question} nine-1\n:assesses: 09.1\n:::\n", "must be named like test-09-3a"),
        (":::{check-question} test-09-1a\n:level: 1\n:::\n", "test-09-1a has no `:assesses:`"),
        (":::{check-question} test-09-1a\n:assesses: 09.1\n:::\n", "has no `:level:`"),
    ],
)
def test_a_wrong_item_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "09-evaluation.md"
    path.write_text(text)
    with pytest.raises(ModuleError, match=re.escape(message)):
        read_bank(path)
