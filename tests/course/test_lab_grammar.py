"""The labs keep one grammar: the same set-up, exercises with answers, no dead widgets, alt text."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

LABS = {path.stem: json.loads(path.read_text()) for path in sorted(ROOT.glob("notebooks/*.ipynb"))}
ASSIGNMENTS = sorted(ROOT.glob("assignments/source/*/*.ipynb"))
SHOWS_FIGURE = re.compile(r"plt\.show\(\)")


def code_cells(notebook: dict) -> list[dict]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def tags(cell: dict) -> set[str]:
    return set(cell["metadata"].get("tags", ()))


def finder(notebook: dict) -> str:
    """The function of the first code cell that finds the data."""
    return re.search(r"def find_datasets.*?\n\n\n", source(code_cells(notebook)[0]), re.S).group()


def test_all_notebooks_find_the_data_in_the_same_way() -> None:
    assert len({finder(notebook) for notebook in LABS.values()}) == 1


@pytest.mark.parametrize("path", ASSIGNMENTS, ids=lambda p: p.stem)
def test_an_assignment_looks_for_its_data_upwards_too(path: Path) -> None:
    first = source(code_cells(json.loads(path.read_text()))[0])
    assert "Path.cwd().parents" in first
    assert "FileNotFoundError" in first


@pytest.mark.parametrize("name", LABS)
def test_every_exercise_has_a_hint_a_start_and_a_folded_solution(name: str) -> None:
    cells = LABS[name]["cells"]
    exercises = [
        i for i, c in enumerate(cells) if "exercise" in c["metadata"].get("safercities", {})
    ]
    assert len(exercises) >= 5
    for index in exercises:
        statement, start, solution = cells[index : index + 3]
        assert "<summary>Hint</summary>" in source(statement), statement["id"]
        assert start["cell_type"] == "code", statement["id"]
        assert not tags(start) & {"hide-cell", "remove-cell"}, start["id"]
        assert "hide-cell" in tags(solution), solution["id"]
        assert solution["metadata"]["jupyter"]["source_hidden"], solution["id"]


@pytest.mark.parametrize("name", LABS)
def test_a_live_widget_leaves_nothing_dead_on_the_page(name: str) -> None:
    for cell in code_cells(LABS[name]):
        if "@interact" in source(cell):
            assert {"live-only", "remove-output", "skip-execution"} <= tags(cell), cell["id"]


def test_the_lab_of_module_5_turns_a_knob() -> None:
    assert any("live-only" in tags(cell) for cell in code_cells(LABS["05-lighting"]))


@pytest.mark.parametrize("name", LABS)
def test_every_drawn_figure_says_what_to_see(name: str) -> None:
    for cell in code_cells(LABS[name]):
        if SHOWS_FIGURE.search(source(cell)) and "live-only" not in tags(cell):
            alt = cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt) > 60, cell["id"]
