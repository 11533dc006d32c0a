"""Where the nbgrader course and its data lie, as every command finds them."""

import argparse
from pathlib import Path

DATA = "datasets"


def add_course_option(command: argparse.ArgumentParser) -> None:
    """Add `--course` to a command."""
    command.add_argument(
        "--course", type=Path, help="the nbgrader course folder (this folder, or assignments)"
    )


def course_folder(given: Path | None) -> Path:
    """The folder that was given, this folder when it is a course, or `assignments`."""
    here = Path() if Path("nbgrader_config.py").exists() else Path("assignments")
    return (given or here).resolve()


def folder_with_data(source: Path, release: Path) -> Path:
    """Of an assignment's two folders the one with its data; `source` when none has any."""
    return release if (release / DATA).is_dir() and not (source / DATA).is_dir() else source
