"""Notebooks run wherever a trainee may open them, and say kindly what is missing."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tests.conftest import ROOT

LABS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def run(path: Path, folder: Path, cells: slice = slice(None)) -> nbformat.NotebookNode:
    """Run a copy of the notebook with `folder` as the kernel's working folder."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = notebook.cells[cells]
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    return client.execute()


def streams(notebook: nbformat.NotebookNode, name: str) -> list[str]:
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    return [o.text for o in outputs if o.output_type == "stream" and o.name == name]


@pytest.mark.parametrize("folder", ["notebooks", "."], ids=["own folder", "course folder"])
@pytest.mark.parametrize("path", LABS, ids=lambda p: p.stem)
def test_a_lab_runs_from_both_folders_and_warns_of_nothing(path: Path, folder: str) -> None:
    assert streams(run(path, ROOT / folder), "stderr") == []


@pytest.mark.parametrize("path", LABS, ids=lambda p: p.stem)
def test_a_lab_alone_says_what_is_missing(path: Path, tmp_path: Path) -> None:
    """Somebody downloads the notebook without its data."""
    shutil.copy(path, tmp_path)
    first_code = next(
        i for i, c in enumerate(nbformat.read(path, 4).cells) if c.cell_type == "code"
    )
    with pytest.raises(CellExecutionError, match="datasets") as problem:
        run(path, tmp_path, slice(first_code + 1))
    assert problem.value.ename == "FileNotFoundError"
    assert "zip" in problem.value.evalue
