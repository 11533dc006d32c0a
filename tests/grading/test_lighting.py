"""What the lighting assignment says in words, held against what its code computes."""

from pathlib import Path

import nbformat
import pytest

from safercities.grading.notebook import nbgrader_of
from tests.conftest import ROOT

PATH = ROOT / "assignments" / "source" / "05-lighting" / "05-lighting.ipynb"
CELLS = {nbgrader_of(cell)["grade_id"]: cell.source for cell in nbformat.read(PATH, 4).cells}


def test_the_model_answer_quotes_the_number_that_the_model_solution_finds() -> None:
    names: dict = {}
    exec(CELLS["setup-find-data"], names)
    exec(CELLS["task-7-darkness"], names)
    found = {key: f"{names['darkness'][key]:.2f}" for key in ("odds_ratio", "low", "high")}
    said = CELLS["task-10-three-sentences"]
    assert f"{found['odds_ratio']} times" in said
    assert f"95 % interval {found['low']} to {found['high']}" in said


def test_the_notebook_alone_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="Download the assignment's zip file") as problem:
        exec(CELLS["setup-find-data"], {})
    assert "lux_survey.csv" in str(problem.value)


def test_the_mayor_gets_three_sentences_and_the_readers_a_short_text() -> None:
    assert CELLS["task-10-three-sentences"].count(". ") == 2
    assert 100 <= len(CELLS["task-11-defend-the-list"].split()) <= 200


def test_no_text_holds_a_dollar_sign_that_would_start_a_formula() -> None:
    """In a notebook, the money sign L$ twice in one paragraph turns the text into a formula."""
    assert [name for name, source in CELLS.items() if "L$" in source] == []
