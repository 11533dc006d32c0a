"""Warm parents that were forked from one process keep their kernels apart, in bubblewrap."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from safercities.grading.sandbox import launch, warm
from safercities.grading.sandbox.view import CAPABILITIES
from tests.grading.kernels import Session, forget, use_tier

KINDS = ("mnt", "uts", "ipc", "pid", "net")
NUMBERS = {"SETUID": 7, "SETGID": 6, "SETPCAP": 8, "DAC_OVERRIDE": 1, "FOWNER": 3, "KILL": 5}
NUMBERS |= {"SYS_PTRACE": 19}
SYS_ADMIN = 21


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Session, Session]]:
    """Two kernels at the same time, with one work folder."""
    use_tier("shared", monkeypatch)
    (tmp_path / "notes.txt").write_text("mine")
    sessions = Session(tmp_path), Session(tmp_path)
    yield sessions
    for session in sessions:
        session.close()
    forget()


def keeper_of(session: Session) -> int:
    return session.manager.provisioner.warm_parent.process.pid


def test_each_has_namespaces_of_its_own(pair: tuple[Session, Session]) -> None:
    first, second, own = (
        {kind: Path(f"/proc/{pid}/ns/{kind}").readlink() for kind in KINDS}
        for pid in (*map(keeper_of, pair), "self")
    )
    assert all(len({first[kind], second[kind], own[kind]}) == 3 for kind in KINDS)


def test_no_keeper_keeps_the_right_to_make_namespaces(pair: tuple[Session, Session]) -> None:
    allowed = sum(1 << NUMBERS[name] for name in CAPABILITIES)
    for pid in map(keeper_of, pair):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        words = dict(line.split(":", 1) for line in lines)
        assert {int(words[f"Cap{kind}"], 16) for kind in ("Eff", "Prm")} == {allowed}
        assert not int(words["CapBnd"], 16) & 1 << SYS_ADMIN
        assert int(words["NoNewPrivs"]) == 1


def test_kernels_that_share_what_was_imported_share_no_work(pair: tuple[Session, Session]) -> None:
    first, second = pair
    place = first.manager.provisioner.warm_parent.stage
    assert place.parent == second.manager.provisioner.warm_parent.stage.parent
    assert first.run("print(open('secret.txt', 'w').write('4711'))") == "4"
    found = next(place.rglob("secret.txt"))
    look = """
import os
def attempt(action):
    try:
        return action()
    except OSError as problem:
        return type(problem).__name__
"""
    # Landlock forbids it; where there is none, the owner does.
    assert found.parents[1].stat().st_mode & 0o777 == 0o700
    second.run(look)
    for action in ("os.listdir({0!r})", "open({1!r}).read()", "open({1!r}, 'w').write('x')"):
        code = action.format(str(found.parent), str(found))
        assert second.run(f"print(attempt(lambda: {code}))") == "PermissionError"
    assert found.read_text() == "4711"
    numbers = [int(session.run("import os; print(os.getuid())")) for session in pair]
    assert len({*numbers, 0}) == 3


def test_one_that_dies_leaves_the_other_at_work(pair: tuple[Session, Session]) -> None:
    first, second = pair
    os.kill(keeper_of(first), 9)
    first.wait_until(lambda: first.manager.reason is not None)
    assert first.manager.reason == "lost its warm parent"
    assert second.run("print(open('notes.txt').read())") == "mine"


def test_where_walls_cannot_be_had_each_gets_a_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    usual: Callable = launch.bubblewrap
    monkeypatch.setattr(launch, "bubblewrap", lambda program, stage, more: usual(program, stage))
    use_tier("shared", monkeypatch)
    shared = list(warm._parents)
    for parent in shared:
        with pytest.raises(warm.SandboxError, match="cannot fork safely"):
            parent.wait_until_ready()
    assert not any(parent.usable for parent in shared)
    session = Session(tmp_path)
    assert session.manager.provisioner.warm_parent not in shared
    assert session.run("print(1)") == "1"
    session.close()
    forget()
    assert "Traceback" not in capfd.readouterr().err
