"""Where the parts of the in-browser lab come from: package registries, checked by digest.

Three locks name every byte. `package-lock.json` holds Pyodide itself, and with it the digests of
its packages; `packages.txt` what comes from PyPI; `tools.txt` the builder. Parts that were fetched
once stay in `.cache/live`.
"""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = HERE / "packages.txt"
TOOLS = HERE / "tools.txt"
CACHE = Path(".cache") / "live"
# Python and platform of Pyodide 0.27; wheels without compiled parts fit as well.
TARGET = (
    "--platform", "pyemscripten_2024_0_wasm32", "--implementation", "cp",
    "--python-version", "3.12", "--abi", "cp312", "--abi", "none",
)  # fmt: skip


class MissingPartError(Exception):
    """A part of the in-browser lab cannot be had; the text says which, for a person."""


@dataclass(frozen=True)
class Supply:
    """Folders with the parts: Pyodide's core, the wheels, and the builder's environment."""

    core: Path
    wheels: Path
    tools: Path


def fetch(root: Path) -> Supply:
    """Fetch what is not in the cache yet.

    Parameters
    ----------
    root : Path
        The course's folder, where npm has put `node_modules`.

    Raises
    ------
    MissingPartError
        If a registry does not give a part, or gives another one than the lock names.
    """
    core = root / "node_modules" / "pyodide"
    if not (core / "pyodide-lock.json").is_file():
        raise MissingPartError("Pyodide, the Python for browsers (npm package pyodide)")
    cache = root / CACHE
    wheels, tools = cache / "wheels", cache / "tools"
    _once(wheels, PACKAGES, lambda: fetch_wheels(wheels))
    _once(tools, TOOLS, lambda: make_tools(tools))
    return Supply(core, wheels, tools)


def fetch_wheels(folder: Path) -> None:
    """Download the wheels of `packages.txt`; pip checks each digest."""
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--only-binary=:all:", "--require-hashes", *TARGET,
        "--dest", str(folder), "--requirement", str(PACKAGES),
    ]  # fmt: skip
    _run(command, "the Python packages of safercities/site/live/packages.txt")


def make_tools(folder: Path) -> None:
    """Make an environment with JupyterLite; uv checks each digest."""
    uv = [sys.executable, "-m", "uv"]
    missing = "JupyterLite, the notebook page (safercities/site/live/tools.txt)"
    _run([*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)], missing)
    python = str(folder / "bin" / "python")
    install = [*uv, "pip", "install", "--quiet", "--require-hashes", "--python", python]
    _run([*install, "--requirement", str(TOOLS)], missing)


def _once(folder: Path, lock: Path, make: object) -> None:
    """Fill a folder unless it was filled for this very lock."""
    stamp = folder.with_suffix(".stamp")
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted and folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    make()
    stamp.write_text(wanted)


def _run(command: list[str], missing: str) -> None:
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        print(result.stderr[-2000:], file=sys.stderr)
        raise MissingPartError(missing)
