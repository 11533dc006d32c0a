"""What the notebooks find in the browser: themselves, the tables and the course's own functions."""

import shutil
from pathlib import Path

from safercities.site.downloads import PACKAGE, needed_tables, package_files


def write_contents(root: Path, out: Path) -> None:
    """Lay notebooks, tables and functions as they lie in the course's folder, one level up."""
    out.mkdir(parents=True)
    for notebook in labs(root):
        shutil.copyfile(notebook, out / notebook.name)
    shutil.copytree(root / "datasets", out / "datasets", ignore=shutil.ignore_patterns(".*"))
    for source in package_files():
        target = out / source.relative_to(PACKAGE.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def labs(root: Path) -> list[Path]:
    """Every notebook of the course."""
    return sorted((root / "notebooks").glob("*.ipynb"))


def read_by(root: Path, notebook: Path) -> list[Path]:
    """The files that a notebook reads, itself included, without the course's functions."""
    return [notebook, *needed_tables(notebook, root / "datasets")]
