"""What a judge says of one submission, without a kernel."""

from collections.abc import Callable, Sequence
from pathlib import Path

from safercities.grading.judge.crossing.encode import Encoder, dump
from safercities.grading.judge.session import Judge


def no_call(question: str) -> str:
    """In place of a kernel whose functions no test calls."""
    raise AssertionError(f"nothing is to be called, and {question} was")


def judged(
    files: Path,
    *tests: str,
    answer: object = 3,
    call: Callable[[str], str] = no_call,
    calls: Sequence[str] = (),
    seconds: float = 60,
) -> list[dict]:
    """What the judge of one submission says to these tests of `answer` and of its functions."""
    functions, values = list(calls), {"answer": Encoder().node(answer)}
    answers = dump({"values": values, "functions": functions, "refused": {}})
    with Judge(files, cell_seconds=20, wall_seconds=seconds) as judge:
        return [judge.run(test, ["answer"], functions, answers, call) for test in tests]
