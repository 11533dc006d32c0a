"""One judge sees several submissions; whatever may stay behind in it ends it."""

import os
import signal
import time
from pathlib import Path

import numpy as np
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


def test_no_test_meets_what_another_has_imported(files: Path) -> None:
    """A helper beside the notebook is found anew in each submission's own folder."""
    helper = "from pathlib import Path\nKEY = Path(__file__).with_name('key.txt').read_text()\n"
    (files / "helper.py").write_text(f"{helper}n = 1")
    use = "import os, sys\nsys.path.insert(0, '.')\nimport helper\nos.chdir('/')\nhelper.n += 1\n"
    for number in range(2):
        with_it, without = judged(
            files,
            f"{use}assert helper.KEY == '3'\n{number}\nhelper.n",
            f"{number}\nprint(open('key.txt').read())\nimport helper",
        )
        assert (with_it["error"], with_it["score"]) == (None, 2)
        assert without["printed"] == "3\n"
        assert "No module named 'helper'" in without["error"][1]


def test_no_test_meets_a_table_that_another_has_changed(files: Path) -> None:
    (files / "lamps.csv").write_text("lamp,lux\nA,3\n")
    read = "import pandas as pd\nt = pd.read_csv('lamps.csv')\n"
    change = "t['lamp'].values[:] = 'B'\nt['lux'].array[0] = 9"
    *_, after = judged(files, read + change, read + "print(t.to_dict('list'))")
    assert after["printed"] == "{'lamp': ['A'], 'lux': [3]}\n"


def test_sets_have_the_same_order_in_each_judge(files: Path) -> None:
    (said,) = judged(files, "import sys\nprint(sys.flags.hash_randomization)")
    assert said["printed"] == "0\n"


def test_half_a_character_does_not_spoil_the_notebook(files: Path) -> None:
    raised, printed = judged(
        files, "raise AssertionError(f'found {answer}')", "print(answer)", answer="a\ud800b"
    )
    assert raised["error"] == ["AssertionError", "found a?b"]
    assert printed["printed"] == "a?b\n"


def test_answers_of_others_do_not_stay(files: Path) -> None:
    """A test's function and its names hold each other; an array in them is much in few objects."""
    answer = np.zeros(2_000_000)
    peak = "import resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    sizes = []
    for number in range(12):
        test = f"kept = answer + {number}\ndef check():\n    return kept\ncheck()"
        judged(files, test, answer=answer)
        sizes.append(int(judged(files, f"{peak}\n{number}")[0]["printed"]))
    assert sizes[-1] - sizes[1] < 5 * answer.nbytes / 1024


def test_memory_that_others_took_costs_nobody_a_mark(files: Path) -> None:
    """Only what a judge of one's own cannot do either is too large."""
    keep = "import builtins\nbuiltins.kept = bytearray(2 * 2**30)\n{}"
    need = "len(bytearray(2 * 2**30)) / 2**30"
    judged(files, keep.format(1))
    before = who(files)[0]
    (said,) = judged(files, need)
    assert (said["error"], said["score"]) == (None, 2)
    assert replaced(files, before)


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
