"""A fault of this machine never becomes a mark; a fault of the work does."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from nbformat import NotebookNode

from safercities.grading.judge import bench, doubt, execute, session
from safercities.grading.judge.execute import ExecuteApart
from safercities.grading.judge.reference import Reference, read_reference
from safercities.grading.judge.verdicts import Verdicts
from safercities.grading.notebook import nbgrader_of
from safercities.grading.sandbox import warm
from safercities.grading.sandbox.load import starved
from safercities.grading.sandbox.warm import SandboxError
from tests.grading.harness import Course
from tests.grading.test_grade import SAMPLE, sample_course, states


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, NotebookNode, Reference]:
    """A course, a right notebook as it comes to be graded, and its reference."""
    course, right = sample_course(tmp_path_factory.mktemp("doubt"))
    source = course.root / "source" / SAMPLE / f"{SAMPLE}.ipynb"
    reference = read_reference(source, course.root / "release" / SAMPLE / f"{SAMPLE}.ipynb")
    for cell in right.cells:
        name = nbgrader_of(cell).get("grade_id")
        if name in reference.tests:
            cell.source = reference.cells[name].source
    return course, right, reference


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "PAUSE_SECONDS", 0)


@pytest.fixture(autouse=True)
def nothing_judged_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "verdicts", Verdicts())


def graded(given, folder: Path, code: str = "", **settings: float) -> list[str]:
    """What the cells of the right notebook say after a run; `code` comes before its answer."""
    _, right, reference = given
    notebook = NotebookNode(right.copy())
    notebook.cells = [NotebookNode(cell.copy()) for cell in right.cells]
    first = next(c for c in notebook.cells if "lamps = rows" in c.source)
    first.source = f"{code}\n{first.source}"
    done = ExecuteApart(**settings).graded(notebook, folder, reference)
    return [o.get("evalue", "") for cell in done.cells for o in cell.get("outputs", [])]


@contextlib.contextmanager
def killer(times: int, after: float) -> Iterator[list[int]]:
    """Kills so many kernels from outside, some seconds after their start."""
    killed, done = [], threading.Event()

    def look() -> None:
        while not done.wait(0.02) and len(killed) < times:
            for kernel in kernels():
                if kernel.pid not in killed:
                    time.sleep(after)
                    killed.append(kernel.pid)
                    with contextlib.suppress(psutil.Error):
                        kernel.kill()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield killed
    finally:
        done.set()
        thread.join()


def kernels() -> list[psutil.Process]:
    """The processes that warm parents have forked."""
    found = []
    for parent in warm._parents:
        with contextlib.suppress(psutil.Error):
            found += psutil.Process(parent.process.pid).children()
    return found


def test_a_kernel_that_the_machine_kills_is_run_again(given, tmp_path: Path) -> None:
    with killer(1, after=0.5) as killed:
        assert graded(given, tmp_path, "import time; time.sleep(2)") == []
    assert len(killed) == 1


def test_a_machine_that_kills_every_kernel_gives_no_mark(given, tmp_path: Path) -> None:
    with killer(100, after=0), pytest.raises(SandboxError, match="could not grade it"):
        graded(given, tmp_path, "import time; time.sleep(2)")


def test_a_notebook_that_kills_itself_has_only_itself_to_blame(given, tmp_path: Path) -> None:
    said = graded(given, tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert any("was killed by signal 9" in line for line in said)


def test_a_kernel_that_cannot_start_gives_no_mark(given, tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="could not grade it"):
        graded(given, tmp_path, memory=100_000_000)


def test_data_that_are_gone_give_no_mark(given, tmp_path: Path) -> None:
    """The author's set-up cell fails, for everybody."""
    _, right, reference = given
    broken = "raise FileNotFoundError('datasets/lamps.csv')"
    cells = dict(reference.cells)
    cells["setup-find-data"] = NotebookNode(cells["setup-find-data"] | {"source": broken})
    notebook = NotebookNode(right | {"cells": [NotebookNode(c.copy()) for c in right.cells]})
    notebook.cells[1].source = broken
    spoiled = Reference(cells, {}, reference.tests, reference.files, reference.metadata)
    with pytest.raises(SandboxError, match="set-up cell"):
        ExecuteApart().graded(notebook, tmp_path, spoiled)


def test_work_that_spoils_the_set_up_cell_has_itself_to_blame(given, tmp_path: Path) -> None:
    (tmp_path / "pandas.py").write_text("raise ImportError('mine')")
    code = "import sys; sys.modules.pop('pandas', None)"
    assert graded(given, tmp_path, code) is not None


def test_an_error_of_the_grader_itself_is_no_mark(
    given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("no more sockets")

    monkeypatch.setattr(session.Judge, "_start", fails)
    with pytest.raises(SandboxError, match="no more sockets"):
        graded(given, tmp_path)


def test_judges_whose_parent_was_killed_are_replaced(given, tmp_path: Path) -> None:
    assert graded(given, tmp_path) == []
    bench.bench().process.kill()
    session.verdicts = Verdicts()
    assert graded(given, tmp_path) == []


def test_a_full_disk_gives_no_mark(given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "LEAST_FREE", 10**18)
    with pytest.raises(SandboxError, match="MB free"):
        graded(given, tmp_path)


def burn() -> subprocess.Popen:
    # A session of its own, so that the scheduler counts it as a program of its own.
    # It ends in any case, also when the tests are killed.
    code = "import time\nend = time.monotonic() + 300\nwhile time.monotonic() < end: pass"
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, start_new_session=True)


@pytest.fixture
def crowd() -> Iterator[Callable[[], None]]:
    """Makes the warm parents wait behind other programs on one processor."""
    others = [burn() for _ in range(16)]
    processor = sorted(os.sched_getaffinity(0))[:1]

    def start() -> None:
        (parent,), _ = warm.start_parents(1)
        parent.wait_until_ready()
        warm._parents.insert(0, parent)
        keeper = psutil.Process(parent.process.pid)
        for process in [keeper, *(psutil.Process(other.pid) for other in others)]:
            process.cpu_affinity(processor)
        keeper.nice(19)

    yield start
    for other in others:
        other.kill()
        other.wait()
    warm.close_all()


WORK = """
import time
until = time.process_time() + 3.0
while time.process_time() < until:
    pass
"""


def test_a_cell_that_a_busy_machine_slows_down_gives_no_mark(given, tmp_path: Path, crowd) -> None:
    crowd()
    with pytest.raises(SandboxError, match="busy"):
        graded(given, tmp_path, WORK, timeout=2)


def test_a_cell_that_waits_behind_others_gets_more_time(given, tmp_path: Path, crowd) -> None:
    crowd()
    work = WORK.replace("3.0", "0.4")
    assert graded(given, tmp_path, work, timeout=4) == []


def test_an_endless_loop_has_itself_to_blame(given, tmp_path: Path) -> None:
    said = graded(given, tmp_path, "while True: pass", timeout=4)
    assert any("took longer than 4 seconds" in line for line in said)


@pytest.mark.parametrize(
    ("got", "waited", "expected"),
    [(1.0, 58.0, True), (59.0, 1.0, False), (0.1, 0.2, False), (50.0, 3000.0, False)],
    ids=["others took the time", "it had its time", "it slept", "it crowds itself"],
)
def test_who_took_the_time(got: float, waited: float, expected: bool) -> None:
    assert starved((1.0, 1.0), (1.0 + got, 1.0 + waited), 60) is expected


def test_the_command_says_so_and_the_next_run_gives_the_mark(tmp_path: Path) -> None:
    course, right = sample_course(tmp_path)
    course.submit("ann", right)
    config = course.root / "nbgrader_config.py"
    good = config.read_text()
    config.write_text(f"{good}\nc.ExecuteApart.memory = 100_000_000\n")
    code, said, _ = course.grade()
    assert (code, states(said)) == (1, {"ann": "failed"})
    assert "this machine could not grade it" in said["submissions"][0]["reason"]
    assert said["submissions"][0]["mark"] is None
    assert set(course.auto_scores("ann").values()) == {None}
    config.write_text(good)
    code, said, _ = course.grade()
    assert (code, said["submissions"][0]["mark"]) == (0, 1)
