"""Build the site: every notebook runs, and a warning is an error."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

# Jupyter Book's own entry point; it cannot be started with `python -m`. Without the package
# rfc3987_syntax, jsonschema does not build a grammar for international addresses: 2 s saved.
START = (
    'import sys; sys.modules["rfc3987_syntax"] = None; '
    "from jupyter_book.cli.main import main; main()"
)
JUPYTER_BOOK = (sys.executable, "-c", START)

# Kept results below `_build`, and what they depend on besides the page itself. The builder looks
# at the page alone, so without this a new data set would leave old figures on the pages.
KEPT_RESULTS = {
    ".jupyter_cache": ("datasets", "safercities/measures", "safercities/plots"),
    ".doctrees": ("datasets", "safercities", "assignments/source", "_toc.yml"),
}


def build_command(root: Path) -> list[str]:
    """The command that builds the Jupyter Book at `root`, warnings as errors."""
    return [*JUPYTER_BOOK, "build", str(root), "-W", "-n", "--keep-going"]


def build_site(root: Path) -> int:
    """Build the Jupyter Book at `root` into `_build/html` and return the builder's exit code.

    Notebooks that ran before come from the cache in `_build/.jupyter_cache`, as long as neither
    their code nor their data nor the course's measures changed.
    """
    from safercities.site.live.assemble import build_live

    build_live(root)
    forget_stale_results(root)
    return subprocess.run(build_command(root), cwd=root).returncode


def forget_stale_results(root: Path) -> list[str]:
    """Remove the results of earlier builds whose sources have changed, and name them."""
    build = root / "_build"
    build.mkdir(exist_ok=True)
    forgotten = []
    for name, sources in KEPT_RESULTS.items():
        stamp, wanted = build / f"{name}-sources", fingerprint(root, sources)
        if stamp.exists() and stamp.read_text() == wanted:
            continue
        if (build / name).exists():
            shutil.rmtree(build / name)
            forgotten.append(name)
        stamp.write_text(wanted)
    return forgotten


def fingerprint(root: Path, sources: tuple[str, ...]) -> str:
    """One digest of the names and contents of all files at or below `sources`."""
    digest = hashlib.sha256()
    for source in sources:
        start = root / source
        for path in sorted([start, *start.rglob("*")]):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
