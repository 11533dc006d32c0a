"""What the lighting assignment says in words, held against what its code computes."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from safercities.grading.notebook import nbgrader_of, split_regions
from tests.conftest import ROOT

PATH = ROOT / "assignments" / "source" / "05-lighting" / "05-lighting.ipynb"
NOTEBOOK = nbformat.read(PATH, 4)
CELLS = {nbgrader_of(cell)["grade_id"]: cell.source for cell in NOTEBOOK.cells}


def test_the_model_answer_quotes_the_number_that_the_model_solution_finds() -> None:
    names: dict = {}
    exec(CELLS["setup-find-data"], names)
    exec(CELLS["task-7-darkness"], names)
    found = {key: f"{names['darkness'][key]:.2f}" for key in ("odds_ratio", "low", "high")}
    said = CELLS["task-10-for-the-mayor"]
    assert f"{found['odds_ratio']} times" in said
    assert f"95 % interval {found['low']} to {found['high']}" in said


def test_the_notebook_alone_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="Download the assignment's zip file") as problem:
        exec(CELLS["setup-find-data"], {})
    assert "lux_survey.csv" in str(problem.value)


def test_the_defence_quotes_the_list_that_the_model_solution_finds() -> None:
    names: dict = {}
    exec(CELLS["setup-find-data"], names)
    exec(CELLS["task-9-priority-list"], names)
    found = names["priority_list"]
    fair = found["street_id"].map(names["places"]["kind"]).isin(["hillside", "old_quarter"])
    said = CELLS["task-11-defend-the-list"]
    assert f"all {found.loc[found['action'] == 'mend', 'lamps'].sum()} lamps" in said
    assert f"{found['cost'][fair].sum() / found['cost'].sum():.0%}".replace("%", " %") in said
    dark, now = len(names["add"]), (found["action"] == "add").sum()
    assert f"Of {dark} dark streets in the survey, {dark - now} wait" in said
    # "our list is the same without it": the next darkest streets, whatever their kind.
    rest = [names["nobody_forgotten"], names["mend"], names["add"]]
    wishes = pd.concat(rest).rename_axis("street_id").reset_index()
    wishes = wishes.drop_duplicates(["street_id", "action"])
    plain = wishes[wishes["cost"].cumsum() <= names["BUDGET"]]
    lists = [set(zip(t["street_id"], t["action"], strict=True)) for t in (plain, found)]
    assert lists[0] == lists[1]


def test_the_mayor_gets_plain_sentences_and_the_readers_a_short_text() -> None:
    sentences = re.split(r"(?<=\.) ", CELLS["task-10-for-the-mayor"])
    assert 3 <= len(sentences) <= 5
    assert max(len(sentence.split()) for sentence in sentences) <= 30
    assert 100 <= len(CELLS["task-11-defend-the-list"].split()) <= 200


def numbered_months() -> pd.DataFrame:
    return pd.DataFrame({"month": range(1, 13), "open_direct": 1, "open_little": 1})


def shares(kinds: list[str], share: float) -> pd.DataFrame:
    return pd.DataFrame({"kind": kinds, "share": share, "low": 0.1, "high": 0.9})


def orders(**columns: object) -> pd.DataFrame:
    row = {"street_id": "S0001", "action": "mend", "lamps": 1, "cost": 250}
    return pd.DataFrame([row | columns])


KINDS = sorted(pd.read_csv(ROOT / "datasets" / "neighbourhoods.csv")["kind"].unique())
KPIS = {"closed": 1, "open": 1, "median_days": 1, "mean_days": 1}
COUNTS = {f"{role}_{sky}": 1 for role in ("case", "control") for sky in ("dark", "light")}
SLIPS = {
    "a blank function": ("test-3-lighting-class", lambda *light: None, "gives back nothing yet"),
    "only P1": (
        "test-3-lighting-class",
        lambda mean, least: "P1" if mean >= 15 and least >= 3 else None,
        "gives back nothing yet",
    ),
    "the city alone": ("test-4-low-light-share", shares(["city"], 0.3), "no row for: apartments"),
    "a share in per cent": (
        "test-4-low-light-share",
        shares([*KINDS, "city"], 33.0),
        "not per cent",
    ),
    "no share at all": (
        "test-4-low-light-share",
        shares([*KINDS, "city"], float("nan")),
        "is missing",
    ),
    "repairs in per cent": ("test-5-repair-kpis", KPIS | {"share_within_7": 50}, "not per cent"),
    "months as numbers": ("test-6-open-faults", numbered_months(), "2024-01, 2024-02"),
    "no odds ratio": (
        "test-7-darkness",
        COUNTS | {"odds_ratio": float("nan"), "low": float("nan"), "high": float("nan")},
        "odds_ratio should be a number",
    ),
    "a cost out of the air": ("test-9-priority-list", orders(cost=9e9), "lamps times the price"),
    "a lamp on an unknown street": (
        "test-9-priority-list",
        orders(action="add", street_id="nowhere", cost=2400),
        "rule 2 is broken",
    ),
    "a list that is too short": ("test-9-priority-list", orders(), "rule 4 is broken"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_the_visible_self_check_sees_a_slip_of_form(name: str) -> None:
    grade_id, answer, message = SLIPS[name]
    cell = next(c for c in NOTEBOOK.cells if nbgrader_of(c)["grade_id"] == grade_id)
    declared = cell.metadata["safercities"]
    variable = [*declared["reads"], *declared["calls"]][0]
    with pytest.raises(AssertionError, match=message) as slip:
        exec("\n".join(split_regions(cell.source)["visible"]), {variable: answer})
    assert str(slip.value).startswith(f"Task {declared['task']}: ")


def test_no_text_holds_a_dollar_sign_that_would_start_a_formula() -> None:
    """In a notebook, the money sign L$ twice in one paragraph turns the text into a formula."""
    assert [name for name, source in CELLS.items() if "L$" in source] == []
