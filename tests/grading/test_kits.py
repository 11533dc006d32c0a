"""What workers grade with is started before them, is theirs alone, and ends with them."""

import os
import time

import pytest

from safercities.grading.grade.kits import kits
from safercities.grading.grade.workers import run_all
from safercities.grading.judge import bench
from safercities.grading.sandbox import warm
from tests.grading.kernels import gone, use_tier


@pytest.fixture(autouse=True, params=["bubblewrap", "landlock"])
def protected(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    use_tier(request.param, monkeypatch)


def look(task: str) -> tuple[list[int], int]:
    """The warm parents and the judges' parent of this worker."""
    time.sleep(0.5)  # so that each worker gets one task
    return keepers(warm._parents), bench.bench().process.pid


def keepers(parents: list[warm.WarmParent]) -> list[int]:
    """Who looks after the kernels of each."""
    for parent in parents:
        parent.wait_until_ready()
    return [parent.process.pid for parent in parents]


def test_each_worker_has_a_warm_parent_and_all_have_one_parent_of_judges() -> None:
    with kits(2) as started:
        parents = keepers([kit.parts[0] for kit in started])
        judges = {kit.parts[1].process.pid for kit in started}
        found = list(run_all(look, ["a", "b"], 2, lambda *lost: lost, kits=started))
        assert started == []
    assert sorted(own for own, _ in found) == sorted([pid] for pid in parents)
    assert len(judges) == 1 and {pid for _, pid in found} == judges
    assert all(gone(pid) for pid in [*parents, *judges])


@pytest.mark.parametrize("together", [True, False])
def test_without_root_each_worker_has_a_sandbox_of_its_own(
    together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "can_share", lambda: together)
    with kits(2) as started:
        parents = [kit.parts[0] for kit in started]
        pids, stages = keepers(parents), {parent.stage.parent for parent in parents}
        assert len(set(pids)) == 2
        assert len(stages) == (1 if together else 2)
    assert all(map(gone, pids))
    assert not any(stage.exists() for stage in stages)


def die_or_watch(task: tuple[str, list[int]]) -> bool:
    """End this worker at once, or say whether the warm parent of the other one has ended."""
    what, parents = task
    own = keepers(warm._parents)[0] if warm._parents else 0
    if what == "dies":
        os._exit(3)
    judges = bench.bench()
    judges.end(judges.fork(bench.ROOT / "datasets", ""))  # judges of the living go on
    return all(gone(pid) for pid in parents if pid != own)


def test_a_worker_that_dies_takes_its_own_along_and_leaves_the_others_theirs() -> None:
    with kits(2) as started:
        parents = tuple(keepers([kit.parts[0] for kit in started]))
        tasks = [("dies", parents), ("watches", parents)]
        found = list(run_all(die_or_watch, tasks, 2, lambda task, code: code, kits=started))
    assert sorted(map(str, found)) == ["3", "True"]


def test_what_nobody_took_ends() -> None:
    with kits(1) as started:
        pids = [part.process.pid for part in started[0].parts]
    assert all(gone(pid) for pid in pids)
