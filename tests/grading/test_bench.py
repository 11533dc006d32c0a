"""One judge sees several submissions; whatever may stay behind in it ends it."""

import os
import signal
import time
from pathlib import Path

import pytest

from safercities.grading.judge import bench, session
from safercities.grading.judge.verdicts import Verdicts
from tests.grading.judged import judged
from tests.grading.kernels import gone

WHO = "import os, time\nprint(os.getpid(), os.getcwd(), sorted(os.listdir()), {!r})"


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """No verdict and no judge from other tests."""
    monkeypatch.setattr(session, "verdicts", Verdicts())
    if bench._benches and bench._benches[0].free:
        bench._benches[0].end(bench._benches[0].free)
        bench._benches[0].free = None


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "key.txt").write_text("3")
    return tmp_path


def who(files: Path) -> list[str]:
    """The judge's number, its folder and what is in it."""
    return judged(files, WHO.format(time.time_ns()))[0]["printed"].split(maxsplit=2)


def test_a_judge_sees_one_submission_after_the_other_each_in_a_folder_of_its_own(
    files: Path,
) -> None:
    first, second = who(files), who(files)
    assert first[0] == second[0]
    assert first[1] != second[1] and not Path(first[1]).exists()
    assert first[2].startswith("['key.txt']") and second[2].startswith("['key.txt']")


def test_nothing_that_a_test_names_or_writes_is_there_for_the_next_submission(
    files: Path,
) -> None:
    judged(files, "left = answer\nopen('left.txt', 'w').write('3')")
    after, *_ = judged(files, "print('left' in globals())\nimport os; print(os.listdir())")
    assert after["printed"] == "False\n['key.txt']\n"


@pytest.mark.parametrize(
    "source", ["assert answer == 4, 'not right'", "answer.nothing", "raise SystemExit"]
)
def test_a_judge_stays_after_a_wrong_answer(files: Path, source: str) -> None:
    before = who(files)[0]
    assert judged(files, source)[0]["error"]
    assert who(files)[0] == before


def replaced(files: Path, before: str) -> bool:
    """Whether another judge comes, and this one ends."""
    return who(files)[0] != before and gone(int(before))


def test_a_judge_without_memory_ends(files: Path) -> None:
    before = who(files)[0]
    assert judged(files, "x = 'x' * 2**40")[0]["error"][0] == "MemoryError"
    assert replaced(files, before)


def test_a_judge_that_waits_for_a_reply_ends(files: Path) -> None:
    before = who(files)[0]

    def call(question: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judged(files, "f()", call=call, calls=["f"])
    assert replaced(files, before)


def test_a_judge_that_knows_other_files_ends(files: Path) -> None:
    before = who(files)[0]
    (files / "key.txt").write_text("33")
    assert replaced(files, before)


def test_a_judge_ends_after_its_term(files: Path) -> None:
    before = bench.bench().fork(files.resolve(), session.state_of(files))
    before.left = 2
    bench.bench().free = before
    assert [who(files)[0] for _ in range(2)] == [str(before.pid)] * 2
    assert replaced(files, str(before.pid))


def test_a_judge_that_died_in_between_is_replaced(files: Path) -> None:
    before = who(files)[0]
    os.kill(int(before), signal.SIGKILL)
    time.sleep(0.2)
    assert replaced(files, before)


def test_each_submission_has_the_processor_s_time_for_itself(files: Path) -> None:
    """Two seconds for each; a judge that saw three submissions has used more."""
    burn = "import time\nend = time.process_time() + 1.2\nwhile time.process_time() < end: pass"
    number = [judged(files, f"{burn}\n{n}", seconds=2)[0]["score"] for n in range(3)]
    assert number == [0, 1, 2]
    with pytest.raises(bench.JudgeError, match="ended by itself"):
        judged(files, burn.replace("1.2", "9"), seconds=2)
