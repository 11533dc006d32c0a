"""The same answer to the same test is judged once; anything else is judged anew."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from safercities.grading.judge import session
from safercities.grading.judge.crossing.decode import Decoder, load
from safercities.grading.judge.crossing.encode import Encoder, dump
from safercities.grading.judge.verdicts import MOST, Verdicts
from tests.grading.judged import judged

TEST = "from pathlib import Path\nassert answer == int(Path('key.txt').read_text()), 'not right'\n2"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an assignment, and no verdict yet."""
    monkeypatch.setattr(session, "verdicts", Verdicts())
    (tmp_path / "key.txt").write_text("3")
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tests that a judge had to run."""
    seen: list[str] = []
    heard = session.Judge._heard

    def noted(self: session.Judge, request: dict, *more: object) -> dict:
        seen.append(request["source"])
        return heard(self, request, *more)

    monkeypatch.setattr(session.Judge, "_heard", noted)
    return seen


def said(files: Path, answer: object, test: str = TEST, **more: object) -> dict:
    """What the judge of a submission of its own says to one test."""
    return judged(files, test, answer=answer, **more)[0]


def test_the_same_answer_is_judged_once(files: Path, asked: list[str]) -> None:
    first = said(files, 3)
    assert first == {"printed": "", "error": None, "score": 2.0}
    assert said(files, 3) == first
    assert len(asked) == 1
    assert said(files, 4)["error"] == ["AssertionError", "not right"]
    assert said(files, 4)["error"] == ["AssertionError", "not right"]
    assert len(asked) == 2


def test_another_test_or_other_files_are_judged_anew(files: Path, asked: list[str]) -> None:
    assert said(files, 3)["score"] == 2
    assert said(files, 3, TEST + "0")["score"] == 20
    (files / "key.txt").write_text("33")
    assert said(files, 3)["error"] == ["AssertionError", "not right"]
    assert len(asked) == 3


TWICE = "assert double(1) == 3, 'not right'\nassert double(2) == 4, 'wrong at 2'"


class Function:
    """A trainee's function that gives back these values, one after the other."""

    def __init__(self, *values: int) -> None:
        self.values, self.asked = list(values), []

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        return dump({"result": self.values.pop(0)})


def test_a_function_is_called_each_time(files: Path, asked: list[str]) -> None:
    """What it gives back may differ, though its name crosses as the same text."""
    calls = [Function(3, 4), Function(3, 5), Function(4), Function(3, 4), Function(3, 5)]
    errors = [said(files, 1, TWICE, call=call, calls=["double"])["error"] for call in calls]
    assert errors == [
        None,
        ["AssertionError", "wrong at 2"],
        ["AssertionError", "not right"],
        None,
        ["AssertionError", "wrong at 2"],
    ]
    assert [len(call.asked) for call in calls] == [2, 2, 1, 2, 2]
    assert len(asked) == 3, "the last two gave replies that were judged before"


def test_a_test_that_asks_something_else_gets_the_answer_to_that(
    files: Path, asked: list[str]
) -> None:
    """A test should be the same each time; when it is not, no reply goes to another question."""
    source = "import time\nnow = time.time_ns()\nassert same(now)[0] == now, 'not right'"
    count = itertools.count()

    def call(question: str) -> str:
        now = Decoder().value(load(question))[1][0]
        return dump({"result": Encoder().node([now, next(count)])})

    for _ in range(3):
        assert said(files, 1, source, call=call, calls=["same"])["error"] is None
    assert len(asked) == 3
    assert next(count) == 5, "the known question comes first, then the one that was asked"


def test_a_test_that_draws_without_a_seed_fails_no_right_function(files: Path) -> None:
    """What a wrong function said to one question is no verdict on the reply to another."""
    source = (
        "import numpy as np\nx = float(np.random.default_rng().uniform())\n"
        "assert high(x) == (x > 0.5), 'not right'"
    )

    def reply(high: Callable[[float], object]) -> Callable[[str], str]:
        def call(question: str) -> str:
            x = Decoder().value(load(question))[1][0]
            return dump({"result": Encoder().node(high(x))})

        return call

    for _ in range(20):
        session.verdicts = Verdicts()
        for high in (lambda x: False, lambda x: None, lambda x: x > 0.5):
            found = said(files, 1, source, call=reply(high), calls=["high"])
        assert found["error"] is None


def test_an_error_of_the_machine_is_not_kept(files: Path, asked: list[str]) -> None:
    source = "raise OSError(28, 'No space left on device')"
    for _ in range(2):
        assert said(files, 3, source)["error"][0] == "OSError"
    assert len(asked) == 2


def test_old_verdicts_make_room() -> None:
    verdicts = Verdicts()
    for number in range(MOST + 1):
        verdicts.keep(b"%d" % number, {"done": {"error": None, "number": number}})
        verdicts.get(b"0")
    assert verdicts.get(b"0"), "it is asked for all the time"
    assert verdicts.get(b"1") is None
