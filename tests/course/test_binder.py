"""A simulated Binder: a fresh environment from Binder's files, and every lab run in JupyterLab."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.course.test_tree import tracked_files
from tests.jupyter import TOKEN, serving

BINDER = ROOT / "binder"
LABS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_binder_asks_for_the_courses_python() -> None:
    """repo2docker honours runtime.txt and ignores .python-version."""
    assert (BINDER / "runtime.txt").read_text().strip() == "python-3.11"
    assert not (ROOT / ".python-version").exists()


def test_binder_installs_what_the_tests_ran_and_nothing_heavy() -> None:
    pins = re.compile(r"^([\w.-]+)==(\S+)", re.M)
    slim = dict(pins.findall((BINDER / "requirements.txt").read_text()))
    full = dict(pins.findall((ROOT / "requirements.txt").read_text()))
    assert slim.items() <= full.items()
    assert {"jupyterlab", "pandas", "matplotlib", "ipywidgets"} <= slim.keys()
    assert not {"jupyter-book", "nbgrader", "frictionless", "playwright"} & slim.keys()


@pytest.fixture(scope="module")
def binder_python() -> Path:
    """The environment of Binder's files, kept in `.cache` until one of them changes."""
    key = hashlib.sha256((BINDER / "requirements.txt").read_bytes()).hexdigest()[:12]
    folder = ROOT / ".cache" / f"binder-{key}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(python)]
        # Binder's conda base brings setuptools; a plain virtual environment does not.
        subprocess.run([*uv, "setuptools", "-r", BINDER / "requirements.txt"], check=True)
        (folder / "complete").touch()
    return python


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory, binder_python: Path) -> Path:
    """A fresh copy of the tracked files, after Binder's postBuild."""
    folder = tmp_path_factory.mktemp("binder") / "course"
    for source in tracked_files():
        target = folder / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    subprocess.run(
        ["bash", "binder/postBuild"], cwd=folder, env=environment(binder_python), check=True
    )
    return folder


def environment(python: Path) -> dict[str, str]:
    """Like a new account's: no settings of the person who runs the tests."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "PYTHON", "VIRTUAL"))
    }
    return kept | {"PATH": f"{python.parent}:{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def lab_address(clone: Path, binder_python: Path) -> Iterator[str]:
    program = [binder_python, "-m", "jupyterlab", "--LabApp.expose_app_in_browser=True"]
    own = environment(binder_python) | {"HOME": str(clone.parent)}
    with serving(program, clone, own) as address:
        yield address


@pytest.mark.parametrize("name", LABS)
def test_every_cell_runs_in_a_real_jupyterlab(
    name: str, lab_address: str, clone: Path, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    # A workspace of its own: the usual one opens the notebooks of the tests before, too.
    place = f"lab/workspaces/{name.removesuffix('.ipynb')}/tree/notebooks/{name}"
    page.goto(f"{lab_address}/{place}?token={TOKEN}", timeout=120_000)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    code = run_all(page, clone / "notebooks" / name)
    page.close()
    assert unexpected_errors(code) == []
    assert not_run(code) == []


def run_all(page: Page, path: Path) -> list[dict]:
    """Run all cells, save, and return the code cells as the file has them.

    A notebook that has only just opened may not take the command yet, so it is given again; one
    that is running is left alone, since a second command would begin from the first cell.
    """
    code, waiting = [], []
    for _ in range(40):
        page.wait_for_timeout(3_000)
        if len(waiting) == len(code):
            command(page, "notebook:run-all-cells")
        command(page, "docmanager:save")
        code = [c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"]
        waiting = not_run(code)
        if not waiting:
            break
    return code


def command(page: Page, name: str) -> None:
    """Carry out a command of JupyterLab's menu and wait until it is done, two minutes at most."""
    start = """name => {
        window.outcome = null;
        window.jupyterapp.commands.execute(name).then(
            () => { window.outcome = "done"; }, problem => { window.outcome = String(problem); }
        );
    }"""
    page.evaluate(start, name)
    page.wait_for_function("window.outcome !== null", timeout=120_000)
    assert page.evaluate("window.outcome") == "done"


def not_run(cells: list[dict]) -> list[str]:
    """Ids of the cells that hold code and have not run."""
    return [c["id"] for c in cells if "".join(c["source"]).strip() and not c["execution_count"]]


def unexpected_errors(cells: list[dict]) -> list[dict]:
    """Error outputs of cells that are not there to show an error."""
    meant = "raises-exception"
    ran = [c for c in cells if meant not in c["metadata"].get("tags", ())]
    return [out for cell in ran for out in cell["outputs"] if out["output_type"] == "error"]
