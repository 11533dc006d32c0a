"""Submissions per minute: safercities grade, nbgrader autograde and otter run, on the same set.

The set is made of module 5's known answers. `nbgrader autograde` runs as its users run it: one
call, nbgrader's own settings, no sandbox. Ours runs before and after it, so that what else the
machine does meets both, and all that in several rounds, because one can be a tenth off; each
column is then the mean, but for the least of the ratios. What counts is the ratio. "One core" binds
the command and all that it starts to one processor. Memory is the peak of the proportional set
size of all processes of the command, by worker. "Own code" is the share of the workers' time in
which trainees' cells run: no grader can save that.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pandas as pd
import psutil
from nbformat import NotebookNode

from benchmarks import grading_otter
from safercities.grading.release import release
from tests.grading.harness import Course, answer_cells, mixed, read_answers, solved

ROOT = Path(__file__).parents[1]
SLUG = "05-lighting"
# What an instructor sets who uses nbgrader as it comes.
PLAIN = """
c = get_config()
c.CourseDirectory.course_id = "safer-cities"
c.ClearSolutions.code_stub = {"python": "# Write your answer here.\\n..."}
"""
ONE_CORE = ["taskset", "--cpu-list", "0"]
# A look at the memory of many processes costs some of their time.
LOOK_SECONDS = 5.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen on the command line."""
    parser.add_argument("--submissions", type=int, default=40, help="in the set (40)")
    parser.add_argument("--rounds", type=int, default=3, help="of ours, theirs, ours (3)")
    parser.add_argument("--no-otter", dest="otter", action="store_false", help="leave otter out")
    parser.add_argument("--no-one-core", dest="one_core", action="store_false")
    parser.add_argument(
        "--no-plain", dest="plain", action="store_false", help="leave nbgrader autograde out"
    )


def measure(
    submissions: int = 40,
    otter: bool = True,
    one_core: bool = True,
    plain: bool = True,
    rounds: int = 3,
) -> pd.DataFrame:
    """One row for each way to grade.

    Returns
    -------
    DataFrame
        grader, cores, submissions, seconds, per_minute, times_nbgrader (submissions per minute
        against `nbgrader autograde` on as many cores), least (the same, in the round in which it
        was least), own_code (share of the workers' time), worker_mb.
    """
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o711)
        makers = Makers(Path(folder), submissions)
        for cores in ("all", "one")[: 1 + one_core]:
            binding = ONE_CORE if cores == "one" else []
            ours, theirs = [], []
            for _ in range(rounds):
                ours.append(makers.ours(binding))
                theirs += [makers.plain(binding)] if plain else []
                ours.append(makers.ours(binding))
            for name, runs in (("safercities grade", ours), ("nbgrader autograde", theirs)):
                if runs:
                    row = {"grader": name, "cores": cores, "submissions": submissions}
                    rows.append(row | pd.DataFrame(runs).mean().to_dict())
            if plain:
                rows[-2]["least"] = least(ours, theirs)
        if otter:
            rows += grading_otter.measure(makers.course(False), Path(folder) / "otter")
    table = pd.DataFrame(rows)
    table["per_minute"] = 60 * table["submissions"] / table["seconds"]
    base = table[table["grader"] == "nbgrader autograde"].set_index("cores")["per_minute"]
    table["times_nbgrader"] = table["per_minute"] / table["cores"].map(base)
    return table.round(2)


def least(ours: list[dict], theirs: list[dict]) -> float:
    """How many times faster ours is than theirs, in the round in which that is least."""
    pairs = zip(ours[::2], theirs, ours[1::2], strict=True)
    return min(
        2 * plain["seconds"] / (before["seconds"] + after["seconds"])
        for before, plain, after in pairs
    )


class Makers:
    """Makes the same course again for each run."""

    def __init__(self, folder: Path, submissions: int) -> None:
        self.folder, self.submissions, self.number = folder, submissions, 0

    def course(self, safe: bool) -> Course:
        """A course with all work handed in and nothing graded."""
        self.number += 1
        course = Course.copy_of(ROOT, self.folder / str(self.number), SLUG)
        if safe:
            release(course.root, SLUG)
        else:
            (course.root / "nbgrader_config.py").write_text(PLAIN)
            data = course.root / "source" / SLUG / "datasets"
            data.symlink_to(course.root.parent / "datasets")
            course.run("generate_assignment", SLUG)
            data.unlink()
            data.symlink_to(course.root.parent / "datasets")
        for number, notebook in enumerate(islice(work(course), self.submissions)):
            course.submit(f"s{number:03}", notebook)
        return course

    def ours(self, binding: list[str]) -> dict[str, float]:
        """A run of `safercities grade`."""
        course = self.course(True)
        program = [str(Path(sys.executable).with_name("safercities")), "grade", SLUG, "--json"]
        done = timed([*binding, *program], course.root)
        said = json.loads(done.pop("output"))
        assert {each["state"] for each in said["submissions"]} == {"graded"}
        paths = sorted(course.root.glob("autograded/*/*/*.ipynb"))
        own = sum(
            json.loads(path.read_text())["metadata"]["safercities"]["own_seconds"] for path in paths
        )
        workers = 1 if binding else len(os.sched_getaffinity(0))
        share = own / (workers * done["seconds"])
        return {
            "seconds": done["seconds"],
            "own_code": share,
            "worker_mb": done["peak_mb"] / workers,
        }

    def plain(self, binding: list[str]) -> dict[str, float]:
        """A run of `nbgrader autograde`."""
        course = self.course(False)
        program = [sys.executable, "-m", "nbgrader", "autograde", SLUG]
        done = timed([*binding, *program], course.root)
        return {"seconds": done["seconds"], "worker_mb": done["peak_mb"]}


def work(course: Course) -> Iterator[NotebookNode]:
    """Notebooks without end: the reference solution, and each known answer in its place."""
    blank = course.notebook("release")
    reference = solved(blank, course.notebook("source"))
    best = {task: cell.source for task, cell in answer_cells(reference).items()}
    answers = read_answers(ROOT / "tests" / "grading" / "answers" / f"{SLUG}.py")
    for answer in cycle(answers):
        yield mixed(blank, best, {answer.task: answer.code})


def timed(command: list[str], folder: Path) -> dict:
    """Run a command; its seconds, its peak of memory in MB, and what it said."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    started = time.monotonic()
    process = psutil.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(LOOK_SECONDS):
            peak[0] = max(peak[0], memory(process))

    watcher = threading.Thread(target=look)
    watcher.start()
    output, complaints = process.communicate()
    seconds = time.monotonic() - started
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{complaints[-2000:]}")
    return {"seconds": seconds, "peak_mb": peak[0], "output": output}


def memory(process: psutil.Process) -> float:
    """MB of a process and all below it; what they share counts once."""
    total = 0
    try:
        below = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for each in below:
        try:
            total += each.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1e6
