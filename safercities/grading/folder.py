"""Where the nbgrader course lies, as every command finds it."""

import argparse
from pathlib import Path


def add_course_option(command: argparse.ArgumentParser) -> None:
    """Add `--course` to a command."""
    command.add_argument(
        "--course", type=Path, help="the nbgrader course folder (this folder, or assignments)"
    )


def course_folder(given: Path | None) -> Path:
    """The folder that was given, this folder when it is a course, or `assignments`."""
    here = Path() if Path("nbgrader_config.py").exists() else Path("assignments")
    return (given or here).resolve()
