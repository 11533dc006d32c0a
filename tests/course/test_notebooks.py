"""Notebooks run wherever a trainee may open them, and say kindly what is missing."""

import functools
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tests.conftest import ROOT

LABS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Run the notebook with `folder` as the kernel's working folder."""
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    return client.execute()


def streams(notebook: nbformat.NotebookNode, name: str) -> list[str]:
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    return [o.text for o in outputs if o.output_type == "stream" and o.name == name]


@functools.cache
def run_whole(path: Path, folder: str) -> nbformat.NotebookNode:
    """Run a lab with a cell before it that collects what it draws, and one after it."""
    notebook = nbformat.read(path, as_version=4)
    before = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.course import marks"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(f"{before}; marks.listen()"))
    notebook.cells.append(nbformat.v4.new_code_cell("print(marks.faint())"))
    return run(notebook, ROOT / folder)


@pytest.mark.parametrize("folder", ["notebooks", "."], ids=["own folder", "course folder"])
@pytest.mark.parametrize("path", LABS, ids=lambda p: p.stem)
def test_a_lab_runs_from_both_folders_and_warns_of_nothing(path: Path, folder: str) -> None:
    assert streams(run_whole(path, folder), "stderr") == []


@pytest.mark.parametrize("path", LABS, ids=lambda p: p.stem)
def test_marks_of_figures_stand_out(path: Path) -> None:
    """Each line, bar, point and interval has 3 to 1 (WCAG 2.1, 1.4.11) against its paper.

    The paper of a figure is white on a light and on a dark page.
    """
    assert streams(run_whole(path, "."), "stdout")[-1].splitlines()[-1] == "[]"


@pytest.mark.parametrize("path", LABS, ids=lambda p: p.stem)
def test_a_lab_alone_says_what_is_missing(path: Path, tmp_path: Path) -> None:
    """Somebody downloads the notebook without its data."""
    shutil.copy(path, tmp_path)
    notebook = nbformat.read(path, as_version=4)
    first_code = next(i for i, c in enumerate(notebook.cells) if c.cell_type == "code")
    notebook.cells = notebook.cells[: first_code + 1]
    with pytest.raises(CellExecutionError, match="datasets") as problem:
        run(notebook, tmp_path)
    assert problem.value.ename == "FileNotFoundError"
    assert "zip" in problem.value.evalue
