"""The set-up names the missing piece and the way out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def fresh_clone(tmp_path: Path) -> Path:
    """The files that the set-up reads, in an empty folder."""
    for name in ("requirements.txt", "pyproject.toml", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap.py", tmp_path / "tools")
    return tmp_path


def bootstrap(
    folder: Path, path: Path, *options: str, code: str = ""
) -> subprocess.CompletedProcess:
    """Run the set-up with only `path` on the PATH; `code` runs first, to play another machine."""
    lines = (
        "import sys",
        "sys.path.insert(0, 'tools')",
        "import bootstrap",
        code,
        "bootstrap.main()",
    )
    own = {k: v for k, v in os.environ.items() if k != "CHROMIUM"} | {"PATH": str(path)}
    command = [sys.executable, "-c", "\n".join(lines), *options]
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True)


def test_no_python_311(fresh_clone: Path, tmp_path: Path) -> None:
    result = bootstrap(fresh_clone, tmp_path, code="bootstrap.is_python_311 = lambda path: False")
    assert result.returncode == 1
    assert "Python 3.11 is not on the PATH" in result.stderr
    assert "install Python 3.11" in result.stderr


def test_no_npm(fresh_clone: Path, tmp_path: Path) -> None:
    result = bootstrap(fresh_clone, tmp_path, code="bootstrap.set_up_python = lambda: None")
    assert result.returncode == 1
    assert "npm" in result.stderr
    assert "install Node.js" in result.stderr


def test_no_browser_and_no_way_to_install_one(fresh_clone: Path, tmp_path: Path) -> None:
    skip = "bootstrap.set_up_python = bootstrap.set_up_page_scripts = lambda: None"
    result = bootstrap(fresh_clone, tmp_path, "--tests", code=skip)
    assert result.returncode == 1
    assert "Chromium" in result.stderr
    assert "set CHROMIUM" in result.stderr


def test_a_second_run_has_nothing_to_do() -> None:
    """This very environment was set up by it, so it must find everything current."""
    result = subprocess.run(
        [sys.executable, "tools/bootstrap.py"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
