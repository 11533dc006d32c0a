"""The processes that grade: one that hangs or dies costs nobody else anything."""

import os
import time

from safercities.grading.grade.workers import run_all


def perform(task: str) -> str:
    """Work, hang or die as the task says."""
    if task == "hangs":
        time.sleep(600)
    if task == "dies":
        os._exit(3)
    return task.upper()


def test_a_worker_that_hangs_or_dies_is_replaced() -> None:
    tasks = ["a", "hangs", "b", "dies", "c"]
    found = list(run_all(perform, tasks, 2, lambda task, code: (task, code), seconds=1))
    assert sorted(each for each in found if isinstance(each, str)) == ["A", "B", "C"]
    assert {each for each in found if isinstance(each, tuple)} == {("hangs", -9), ("dies", 3)}
