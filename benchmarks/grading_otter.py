"""otter-grader's local `run` on the grading benchmark's set, from a venv of its own.

otter-grader is no dependency of this project, so pip gets it for the benchmark alone, outside the
lock. Its tests are the same test cells, run at the end of the notebook by otter's own format for
Python functions.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from safercities.grading.notebook import tasks_of
from tests.grading.harness import Course

PACKAGE = "otter-grader==7.0.0"
ROOT = Path(__file__).parents[1]
VENV = ROOT / ".cache" / "otter"
MOST = 10  # otter starts anew for each submission, so that a few say what many would
TEST = """\
from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points!r}


@test_case()
def check(env):
    exec({source!r}, env)
"""


def install() -> Path | None:
    """otter's venv; None, with a sentence, when pip cannot get it."""
    python = VENV / "bin" / "python"
    if not (VENV / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        needed = [PACKAGE, "pandas", "matplotlib", "ipykernel"]
        done = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *needed], capture_output=True, text=True
        )
        if done.returncode:
            print(f"otter is left out: pip could not get {PACKAGE}: {done.stderr[-300:]}")
            return None
        (VENV / "ready").touch()
    return python


def measure(course: Course, folder: Path) -> list[dict]:
    """A row for `otter run`, one call for each submission, or none."""
    python = install()
    if python is None:
        return []
    tests = folder / "tests"
    tests.mkdir(parents=True)
    source = course.notebook("source")
    for task in tasks_of(source):
        if not task.judged:
            name = f"q{task.number}"
            text = TEST.format(name=name, points=task.points, source=task.cell.source)
            (tests / f"{name}.py").write_text(text)
    (folder / "datasets").symlink_to(course.root.parent / "datasets")
    environment = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}

    def otter(*arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [python, "-m", "otter", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )

    made = otter("generate", "--tests-dir", "tests", "--output-path", "autograder.zip", "datasets")
    if made.returncode:
        print(f"otter is left out: `otter generate` failed: {made.stderr[-500:]}")
        return []
    work = sorted((course.root / "submitted").glob("*/*/*.ipynb"))[:MOST]
    started = time.monotonic()
    for number, path in enumerate(work):
        (folder / f"out{number}").mkdir()
        done = otter("run", "-a", "autograder.zip", "-o", f"out{number}", str(path))
        if done.returncode:
            print(f"otter is left out: `otter run` failed: {done.stderr[-500:]}")
            return []
    seconds = time.monotonic() - started
    return [{"grader": "otter run", "cores": "all", "submissions": len(work), "seconds": seconds}]
