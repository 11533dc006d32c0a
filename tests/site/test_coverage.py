"""Objectives: marks are found where they stand, and gaps show."""

import shutil
from pathlib import Path

import pytest

from safercities.site.coverage import objective_coverage, page_marks
from safercities.site.modules import ModuleError, load_modules
from tests.site.minisite import MINIBOOK


def test_every_kind_of_mark_is_found() -> None:
    coverage = objective_coverage(MINIBOOK, load_modules(MINIBOOK))
    first = coverage["01.1"]
    assert [mark.page for mark in first.teaches] == ["book/01-mini/reading"]
    assert {mark.place for mark in first.practises} == {"explorer.py", "01-ex-1"}
    assert {mark.place for mark in first.assesses} == {"mini-1", "task 1"}
    second = coverage["01.2"]
    assert {mark.page for mark in second.teaches} == {"book/01-mini/reading", "notebooks/01-mini"}
    assert {mark.place for mark in second.assesses} == {"mini-2", "mini-3", "task 2"}
    assert first.missing() == second.missing() == []


def test_a_gap_shows(tmp_path: Path) -> None:
    root = tmp_path / "book"
    shutil.copytree(MINIBOOK, root)
    (root / "book" / "01-mini" / "explorer.md").write_text("# No explorer\n")
    notebook = root / "notebooks" / "01-mini.ipynb"
    notebook.write_text(notebook.read_text().replace('"practises"', '"teaches"'))
    coverage = objective_coverage(root, load_modules(root))
    assert coverage["01.1"].missing() == coverage["01.2"].missing() == ["practises"]


def test_unknown_objective(tmp_path: Path) -> None:
    root = tmp_path / "book"
    shutil.copytree(MINIBOOK, root)
    page = root / "book" / "01-mini" / "check.md"
    page.write_text(page.read_text().replace(":assesses: 01.1", ":assesses: 01.7"))
    with pytest.raises(
        ModuleError, match=r"book/01-mini/check: assesses unknown objective '01\.7'"
    ):
        objective_coverage(root, load_modules(root))


def test_options_count_only_below_their_directive(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Some text.\n:assesses: 01.1\n\n::::{note}\n:practises: 01.1\n::::\n")
    assert list(page_marks(page, "page")) == []
