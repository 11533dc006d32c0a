"""The record of plain nbgrader covers the corpus, and the project's README counts it right."""

import re
from pathlib import Path

import pytest

from tests.grading.hostile import record
from tests.grading.hostile.corpus import FAMILIES, corpus


def test_every_attack_is_recorded_once() -> None:
    rows = record.ROW.findall(record.PAGE.read_text())
    assert sorted(row[0] for row in rows) == sorted(entry.name for entry in corpus())


def test_every_harm_is_explained() -> None:
    page = record.PAGE.read_text()
    kinds = {kind for row in record.read().values() for kind in row["harm"].split(", ")}
    assert kinds <= {*record.KINDS, record.NONE, record.BLIND}
    assert [kind for kind in kinds if f"\n| {kind} | " not in page] == []


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_the_readme_has_the_recorded_counts(root: Path, family: str) -> None:
    text = (root / "README.md").read_text()
    number = sum(entry.family == family for entry in corpus())
    start = rf"^\| {family.capitalize()} \| {number} \| "
    assert re.search(start + re.escape(record.summary(family)) + r" \|", text, re.M)
