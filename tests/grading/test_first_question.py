"""The first question of a fresh kernel arrives, however soon it comes."""

from pathlib import Path

from safercities.grading.judge.trainee import Trainee
from safercities.grading.sandbox.manager import kernel_manager

# Of 150 first questions that came before their channel stood, 18 were lost.
KERNELS = 25


def test_no_first_question_is_lost(tmp_path: Path) -> None:
    for _ in range(KERNELS):
        manager = kernel_manager(tmp_path)
        with Trainee(manager, cell_seconds=5, wall_seconds=60, output_bytes=1_000_000) as trainee:
            answers = trainee.ask([], ["f"], lambda answers, call: answers)
        assert "values" in answers
