"""Builds the mini book in `minibook/` with the course's own settings, for tests."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from safercities.site.build import build_command

ROOT = Path(__file__).resolve().parents[2]
MINIBOOK = Path(__file__).parent / "minibook"
NOISE = ("TCP without encryption",)  # what kernels and tools say that is no warning of the build


@dataclass(frozen=True)
class MiniSite:
    """A built mini book: its source, the site, the exit code and the lines with a problem."""

    source: Path
    out: Path
    exit_code: int
    problems: list[str]

    def page(self, name: str) -> str:
        return (self.out / f"{name}.html").read_text(encoding="utf-8")


def copy_minibook(folder: Path, *, vega: bool = True) -> Path:
    """The sources of the mini book with the course's `_config.yml` and static files."""
    source = folder / "minibook"
    shutil.copytree(MINIBOOK, source)
    shutil.copy(ROOT / "_config.yml", source)
    static = Path("safercities/site/static")
    shutil.copytree(ROOT / static, source / static)
    if vega:
        (source / "node_modules").symlink_to(ROOT / "node_modules")
    return source


def change_config(source: Path, section: str, **values: Any) -> None:
    """Set values below one key of the copied `_config.yml`."""
    path = source / "_config.yml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config[section].update(values)
    path.write_text(yaml.safe_dump(config), encoding="utf-8")


def build(source: Path, *options: str) -> MiniSite:
    """Run Jupyter Book as the course does, warnings as errors."""
    command = [*build_command(source), *options]
    result = subprocess.run(command, capture_output=True, text=True)
    lines = (result.stdout + result.stderr).splitlines()
    problems = [
        line
        for line in lines
        if ("WARNING" in line or "ERROR" in line) and not any(noise in line for noise in NOISE)
    ]
    return MiniSite(source, source / "_build" / "html", result.returncode, problems)
