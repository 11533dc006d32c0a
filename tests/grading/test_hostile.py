"""Hostile submissions among honest ones: each costs its own mark and nothing else."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.grading.harness import Course, attacked
from tests.grading.hostile.assignment import CANARIES
from tests.grading.hostile.checks import Listener, digests, outputs_of, traces
from tests.grading.hostile.corpus import FAMILIES, corpus
from tests.grading.hostile.honest import honest
from tests.grading.hostile.work import SLUG, Hostile

pytest.importorskip("safercities.grading.judge")

CORPUS = {entry.name: entry for entry in corpus()}
CELL_SECONDS = 5
WALL_SECONDS = 25


@dataclass
class Run:
    """What one run of `safercities grade` over everything left behind."""

    course: Course
    code: int
    said: dict[str, dict]
    before: dict[str, str]
    heard: list[str] = field(default_factory=list)

    def notebook(self, student: str) -> nbformat.NotebookNode:
        return self.course.notebook("autograded", student)

    def points(self, student: str) -> float:
        """What the code gave; a cell without a mark would be a TypeError."""
        scores = self.course.auto_scores(student)
        return sum(score for name, score in scores.items() if name.startswith("test-"))

    def line(self, student: str) -> str:
        """All that the instructor is told about one submission."""
        return "\n".join([self.said[student]["reason"], *self.said[student]["flags"]])


@pytest.fixture(scope="module")
def run(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Everything handed in and graded at once."""
    folder, listener = tmp_path_factory.mktemp("hostile"), Listener()
    course = attacked(root, folder, CORPUS.values(), listener.port)
    before = digests(folder)
    environment = os.environ | {
        "HOME": str(folder / "home"),
        "JUPYTERHUB_API_TOKEN": CANARIES["TOKEN"],
    }
    program = Path(sys.executable).with_name("safercities")
    done = subprocess.run(
        [program, "grade", SLUG, "--json", "--timeout", str(CELL_SECONDS)],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("{"), done.stderr[-3000:]
    said = {line["student"]: line for line in json.loads(done.stdout)["submissions"]}
    yield Run(course, done.returncode, said, before, listener.heard)


def test_there_are_enough_of_every_family() -> None:
    assert len(CORPUS) >= 70
    assert all(len(family.entries) >= 10 for family in FAMILIES)
    assert len(CORPUS) == len(corpus()), "two entries have one name"


def test_every_submission_has_a_mark(run: Run) -> None:
    """None stops the run, and none waits for ever."""
    assert run.code == 0
    assert {line["state"] for line in run.said.values()} <= {"graded", "zero"}
    assert run.said.keys() >= CORPUS.keys()
    graded = run.course.root / "autograded"
    # The formgrader asks to autograde again whatever has no folder here.
    assert [s for s in run.said if not (graded / s / SLUG / f"{SLUG}.ipynb").exists()] == []


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_work_gets_its_right_mark(run: Run, name: str) -> None:
    entry: Hostile = CORPUS[name]
    assert run.points(name) == entry.mark
    assert re.search(entry.told, run.line(name), re.I), run.line(name)
    if entry.flagged is not None:
        assert bool(run.said[name]["flags"] or run.said[name]["reason"]) is entry.flagged


def test_honest_work_keeps_its_marks_and_no_flag(run: Run) -> None:
    for student, (_, points) in honest(run.course.notebook("release")).items():
        assert run.points(student) == points, student
        assert run.said[student]["flags"] == [], student
        assert run.said[student]["reason"] == "", student


def test_it_ends_in_bounded_time(run: Run) -> None:
    """A bound that the settings promise, whatever the machine: all cells, then the end of one."""
    for student, line in run.said.items():
        assert line["seconds"] < 3 * WALL_SECONDS + 60, student


def test_nothing_was_changed(run: Run) -> None:
    assert digests(run.course.root.parent) == run.before
    assert traces(run.course.root, Path(sys.prefix)) == []


def test_nobody_was_reached(run: Run) -> None:
    assert run.heard == []


def shown_to_trainee(run: Run, student: str) -> str:
    """Every output in the graded notebook."""
    if run.said[student]["state"] == "zero":
        return ""
    return outputs_of(run.notebook(student))


def test_nothing_leaked(run: Run) -> None:
    leaks = {
        student: [name for name, word in CANARIES.items() if word in shown_to_trainee(run, student)]
        for student in run.said
    }
    assert {student: names for student, names in leaks.items() if names} == {}
    assert "NETWORK-OPEN" not in "".join(shown_to_trainee(run, name) for name in CORPUS)


def test_no_process_and_no_file_is_left(run: Run) -> None:
    mine = str(run.course.root.parent)
    lines = [str(process.info["cmdline"]) for process in psutil.process_iter(["cmdline"])]
    left = [line for line in lines if mine in line]
    assert left == []
    assert [p for p in (Path("/dev/shm"), Path("/tmp")) if (p / "hostile-big").exists()] == []
