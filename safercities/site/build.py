"""Build the site: every notebook runs, and a warning is an error."""

import subprocess
import sys
from pathlib import Path

# Jupyter Book's own entry point; it cannot be started with `python -m`.
JUPYTER_BOOK = (sys.executable, "-c", "from jupyter_book.cli.main import main; main()")


def build_command(root: Path) -> list[str]:
    """The command that builds the Jupyter Book at `root`, warnings as errors."""
    return [*JUPYTER_BOOK, "build", str(root), "-W", "-n", "--keep-going"]


def build_site(root: Path) -> int:
    """Build the Jupyter Book at `root` into `_build/html` and return the builder's exit code.

    Notebooks that ran before and did not change come from the cache in `_build/.jupyter_cache`.
    """
    return subprocess.run(build_command(root), cwd=root).returncode
