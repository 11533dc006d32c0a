"""Build the site: every notebook runs, and a warning is an error."""

import subprocess
import sys
from pathlib import Path


def build_site(root: Path) -> int:
    """Build the Jupyter Book at `root` into `_build/html` and return the builder's exit code.

    Notebooks that ran before and did not change come from the cache in `_build/.jupyter_cache`.
    """
    command = [sys.executable, "-m", "jupyter_book.cli.main", "build", str(root)]
    return subprocess.run([*command, "-W", "-n", "--keep-going"], cwd=root).returncode
