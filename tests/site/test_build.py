"""Earlier results are kept only while what they came from is the same."""

from pathlib import Path

import pytest

from safercities.site.build import KEPT_RESULTS, forget_stale_results


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A course that was built once."""
    for folder in ("datasets", "safercities/measures", "safercities/site", *KEPT_RESULTS):
        (tmp_path / ("_build" if folder.startswith(".") else "") / folder).mkdir(parents=True)
    (tmp_path / "datasets" / "lamps.csv").write_text("lamp_id\nL00001\n")
    (tmp_path / "safercities" / "site" / "check.py").write_text("one = 1\n")
    forget_stale_results(tmp_path)
    for name in KEPT_RESULTS:
        (tmp_path / "_build" / name).mkdir(exist_ok=True)
    return tmp_path


def test_nothing_changed(built: Path) -> None:
    assert forget_stale_results(built) == []


def test_new_data_run_every_notebook_again(built: Path) -> None:
    (built / "datasets" / "lamps.csv").write_text("lamp_id\nL00002\n")
    assert forget_stale_results(built) == [".jupyter_cache", ".doctrees"]
    assert not (built / "_build" / ".jupyter_cache").exists()
    assert forget_stale_results(built) == []


def test_a_changed_directive_keeps_what_notebooks_computed(built: Path) -> None:
    (built / "safercities" / "site" / "check.py").write_text("one = 2\n")
    assert forget_stale_results(built) == [".doctrees"]
