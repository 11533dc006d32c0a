"""The same answer to the same test is judged once; anything else is judged anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from safercities.grading.judge import bench
from safercities.grading.judge.bench import Judge
from safercities.grading.judge.crossing.encode import dump
from safercities.grading.judge.verdicts import MOST, Verdicts

TEST = "from pathlib import Path\nassert answer == int(Path('key.txt').read_text()), 'not right'\n2"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an assignment, and no verdict yet."""
    monkeypatch.setattr(bench, "verdicts", Verdicts())
    (tmp_path / "key.txt").write_text("3")
    return tmp_path


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each judge that is forked."""
    seen: list[int] = []
    fork = bench.Bench.fork

    def counted(self: bench.Bench):
        judge = fork(self)
        seen.append(judge[0])
        return judge

    monkeypatch.setattr(bench.Bench, "fork", counted)
    return seen


def no_call(question: str) -> str:
    raise AssertionError(f"nothing is to be called, and {question} was")


def judged(
    files: Path, value: object, source: str = TEST, call: Callable = no_call, calls: tuple = ()
) -> dict:
    """What one submission's judge says."""
    functions = list(calls)
    answers = dump({"values": {"answer": value}, "functions": functions, "refused": {}})
    with Judge(files, cell_seconds=20, wall_seconds=60) as judge:
        return judge.run(source, ["answer"], functions, answers, call)


def test_the_same_answer_is_judged_once(files: Path, forks: list[int]) -> None:
    first = judged(files, 3)
    assert first == {"printed": "", "error": None, "score": 2.0}
    assert judged(files, 3) == first
    assert len(forks) == 1
    assert judged(files, 4)["error"] == ["AssertionError", "not right"]
    assert judged(files, 4)["error"] == ["AssertionError", "not right"]
    assert len(forks) == 2


def test_another_test_or_other_files_are_judged_anew(files: Path, forks: list[int]) -> None:
    assert judged(files, 3)["score"] == 2
    assert judged(files, 3, TEST + "0")["score"] == 20
    (files / "key.txt").write_text("33")
    assert judged(files, 3)["error"] == ["AssertionError", "not right"]
    assert len(forks) == 3


def test_a_function_is_called_each_time(files: Path, forks: list[int]) -> None:
    """What it gives back may differ, though its name crosses as the same text."""
    replies = iter([dump({"result": 3}), dump({"result": 4})])
    source = "assert double(1) == 3, 'not right'"

    def said() -> dict:
        return judged(files, 1, source, lambda question: next(replies), ("double",))

    assert said()["error"] is None
    assert said()["error"] == ["AssertionError", "not right"]
    assert len(forks) == 2


def test_an_error_of_the_machine_is_not_kept(files: Path, forks: list[int]) -> None:
    source = "raise OSError(28, 'No space left on device')"
    for _ in range(2):
        assert judged(files, 3, source)["error"][0] == "OSError"
    assert len(forks) == 2


def test_old_verdicts_make_room() -> None:
    verdicts = Verdicts()
    for number in range(MOST + 1):
        verdicts.keep(b"%d" % number, {"error": None, "number": number})
        verdicts.get(b"0")
    assert verdicts.get(b"0"), "it is asked for all the time"
    assert verdicts.get(b"1") is None
