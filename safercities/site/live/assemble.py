"""Build the in-browser lab into `_build/live`: JupyterLite, its Python, the course's files."""

import json
import shutil
import subprocess
from pathlib import Path

from safercities.site.build import fingerprint
from safercities.site.live.contents import labs, read_by, write_contents
from safercities.site.live.distribution import PRELOADED, write_distribution
from safercities.site.live.supply import MissingPartError, Supply, fetch
from safercities.site.live.worker import add_worker
from safercities.site.travel import travel_size

FOLDER = Path("_build") / "live"
STATE, SITE = "state.json", "lite"
SOURCES = (
    "notebooks", "datasets", "safercities/measures", "safercities/plots", "safercities/site/live",
    "package-lock.json",
)  # fmt: skip
# What a first run loads of JupyterLite's own scripts: bytes that travel, bytes on the device. The
# rest is for menus that few people open. Measured in Chromium; tests/site/test_live.py holds it.
PAGE, PAGE_SPACE = 2_240_000, 9_100_000
# Databases of the browser; static/live.js looks for the first part of the name.
STORE, STORED = "Safer Cities labs", ("contents", "settings", "workspaces")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
SETTINGS = {
    # All cells stand in the page, so that a screen reader and the browser's search find them.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


def build_live(root: Path) -> dict[str, object]:
    """Build the in-browser lab unless it is up to date, and return what pages may say of it.

    Returns
    -------
    dict
        `missing`: what could not be had, or an empty text. If nothing is missing, `download`: bytes
        that travel at the first run, by notebook; `space`: bytes on the device after that.
    """
    folder = root / FOLDER
    wanted = fingerprint(root, SOURCES)
    stamp = folder / "sources"
    if stamp.is_file() and stamp.read_text() == wanted:
        return read_state(root)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        state = assemble(root, folder, fetch(root))
    except MissingPartError as problem:
        print(f"The labs will not run in the browser. Missing: {problem}", flush=True)
        state = {"missing": str(problem)}
    else:
        stamp.write_text(wanted)
    (folder / STATE).write_text(json.dumps(state), encoding="utf-8")
    return state


def read_state(root: Path) -> dict[str, object]:
    """What the last build of the lab left; without one, everything is missing."""
    path = root / FOLDER / STATE
    if not path.is_file():
        return {"missing": "JupyterLite"}
    return json.loads(path.read_text(encoding="utf-8"))


def assemble(root: Path, folder: Path, supply: Supply) -> dict[str, object]:
    """Put all parts together.

    Raises
    ------
    MissingPartError
        If a part is not the one that a lock names, or JupyterLite cannot be built.
    """
    source, out = folder / "source", folder / SITE
    write_contents(root, source / "contents")
    write_distribution(supply, source / "static" / "pyodide")
    write_settings(source)
    run_jupyterlite(supply, source, out)
    shutil.rmtree(source)
    prune(out)
    add_worker(out)
    python = [*(out / "static" / "pyodide").iterdir(), *out.glob("extensions/**/pypi/*.whl")]
    python_size = PAGE + weigh([path for path in python if path.suffix != ".js"])
    download = {path.stem: python_size + weigh(read_by(root, path)) for path in labs(root)}
    space = sum(path.stat().st_size for path in [*python, *(root / "datasets").iterdir()])
    return {"missing": "", "download": download, "space": space + PAGE_SPACE}


def weigh(paths: list[Path]) -> int:
    """Bytes that travel for these files."""
    return sum(travel_size(path.name, path.read_bytes()) for path in paths)


def write_settings(source: Path) -> None:
    """Say which packages the kernel loads first, and that it asks no other host for more."""
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": PRELOADED}}
    config = {
        "appName": "Safer Cities",
        **{f"{name}StorageName": f"{STORE} {name}" for name in STORED},
        "litePluginSettings": {KERNEL: kernel},
        "settingsOverrides": SETTINGS,
    }
    content = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}
    (source / "jupyter-lite.json").write_text(json.dumps(content), encoding="utf-8")


def run_jupyterlite(supply: Supply, source: Path, out: Path) -> None:
    command = [
        supply.tools / "bin" / "jupyter", "lite", "build", "--contents", "contents",
        "--output-dir", out.resolve(), "--apps", "notebooks", "--no-sourcemaps",
        "--no-unused-shared-packages",
    ]  # fmt: skip
    result = subprocess.run(command, cwd=source, capture_output=True, text=True)
    if result.returncode or not (out / "notebooks" / "index.html").is_file():
        print(result.stdout[-2000:], result.stderr[-2000:])
        raise MissingPartError("JupyterLite could not be built")


def prune(out: Path) -> None:
    """Leave out what no page of ours opens: source maps, the copy of the documentation."""
    for path in [*out.rglob("*.map"), *out.glob("doc")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
