"""Fixtures: the mini book as a built site, and the real site, both served to the browser."""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from safercities.site.serve import serving
from tests.site.minisite import ROOT, MiniSite, build, change_config, copy_minibook

SOURCES = ("_config.yml", "_toc.yml", "index.md", "book", "notebooks", "datasets", "safercities")
SOURCES += ("assignments/source",)


@pytest.fixture(scope="session")
def mini_site(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """The mini book, built without a public address.

    All test processes of a run share it, and only read it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with one_at_a_time(shared / "mini.lock"):
        kept = shared / "mini.json"
        if not kept.exists():
            (shared / "mini").mkdir()
            kept.write_text(json.dumps(asdict(build(copy_minibook(shared / "mini"))), default=str))
        facts = json.loads(kept.read_text())
    return MiniSite(**facts | {name: Path(facts[name]) for name in ("source", "out")})


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """The mini book with the addresses of its source and of its site."""
    source = copy_minibook(tmp_path_factory.mktemp("public"))
    change_config(source, "repository", url="https://code.example.org/city/course", branch="main")
    change_config(source, "html", baseurl="https://course.example.org/")
    change_config(source, "execute", execute_notebooks="off")
    return build(source)


def newest(paths: list[Path]) -> float:
    """Time of the last change below the paths; caches do not count."""
    files = (f for path in paths for f in ([path] if path.is_file() else path.rglob("*")))
    return max(f.stat().st_mtime for f in files if f.is_file() and "__pycache__" not in f.parts)


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the other test processes back; the lock ends with this process at the latest."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The real site in `_build/html`; built as `make site` does, unless it is up to date."""
    index = ROOT / "_build" / "html" / "index.html"
    with one_at_a_time(ROOT / ".cache" / "site-for-tests.lock"):
        if not index.exists() or index.stat().st_mtime < newest([ROOT / n for n in SOURCES]):
            build_site()
    return index.parent


def build_site() -> None:
    safercities = Path(sys.executable).with_name("safercities")
    for command in ("release", "site"):
        result = subprocess.run([safercities, command], cwd=ROOT, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]


@pytest.fixture(scope="session")
def site_url(site_dir: Path) -> Iterator[str]:
    """Address of the real site, served with gzip on a free port."""
    with serving(site_dir) as address:
        yield address


@pytest.fixture(scope="session")
def mini_url(mini_site: MiniSite) -> Iterator[str]:
    """Address of the mini site."""
    with serving(mini_site.out) as address:
        yield address
