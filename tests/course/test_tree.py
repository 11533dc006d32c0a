"""The repository stays light and clean: what may not be tracked, and what no file may say."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

LARGEST_FILE = 5_000_000
LARGEST_DATASETS = 15_000_000
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|lorem ipsum|placeholder text|coming soon)\b", re.I)
# A path of somebody's own machine: a home folder, or a work or temporary folder of a server.
LOCAL_PATH = re.compile(r"(?<![\w.<~/-])/(?:home|Users|root|work|tmp)/[\w.-]+/")


def tracked_files() -> list[Path]:
    """Files git tracks, plus new ones it does not ignore, as they are in the work tree."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked_files()
NOTEBOOKS = [path for path in FILES if path.suffix == ".ipynb"]
THIS_FILE = Path(__file__)


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_is_too_large() -> None:
    large = {str(p.relative_to(ROOT)): p.stat().st_size for p in FILES}
    assert {name: size for name, size in large.items() if size > LARGEST_FILE} == {}


def test_the_data_sets_stay_small_together() -> None:
    total = sum(p.stat().st_size for p in FILES if p.is_relative_to(ROOT / "datasets"))
    assert 0 < total < LARGEST_DATASETS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_notebook_carries_no_output_and_stable_cell_ids(path: Path) -> None:
    notebook = json.loads(path.read_text())
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("pattern", [UNFINISHED, LOCAL_PATH], ids=["unfinished", "local path"])
def test_no_file_says_what_it_must_not(pattern: re.Pattern) -> None:
    skip = {THIS_FILE, ROOT / "package-lock.json"}
    found = {
        str(path.relative_to(ROOT)): match.group(0)
        for path in FILES
        if path not in skip and (match := pattern.search(text_of(path)))
    }
    assert found == {}


def test_every_python_file_states_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in FILES
        if path.suffix == ".py"
        and path.stat().st_size
        and not re.match(r'(#[^\n]*\n)*\s*r?"""', text_of(path))
    ]
    assert silent == []
