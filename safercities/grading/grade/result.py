"""What became of one submission."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

GRADED, ZERO, SKIPPED, FAILED, WAITING = "graded", "zero", "skipped", "failed", "waiting"


@dataclass
class Result:
    """One line of the table.

    Attributes
    ----------
    student : str
    state : str
        "graded", "zero" (cannot be read, mark 0), "skipped" (graded before), "failed" (not graded;
        the next run tries again) or "waiting" (a dry run).
    seconds : float
        Time it took.
    mark, max_mark : float or None
        Points so far, with those that a person gave.
    by_hand : bool
        Whether a person has still to give points.
    flags : list of str
        What the instructor should look at.
    reason : str
        Why it is not simply graded.
    """

    student: str
    state: str
    seconds: float = 0.0
    mark: float | None = None
    max_mark: float | None = None
    by_hand: bool = False
    flags: list[str] = field(default_factory=list)
    reason: str = ""


def complete(results: list[Result], db_url: str, course_id: str, autograded: Path, slug: str):
    """Fill in the marks, from the gradebook, and the flags, from the autograded notebooks."""
    with Gradebook(db_url, course_id) as gradebook:
        for result in results:
            try:
                submission = gradebook.find_submission(slug, result.student)
            except MissingEntry:
                continue
            if result.state not in (WAITING, FAILED):
                result.mark, result.max_mark = submission.score, submission.max_score
                result.by_hand = submission.needs_manual_grade
                result.flags = _flags(autograded / result.student / slug / f"{slug}.ipynb")


def _flags(path: Path) -> list[str]:
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    except (OSError, ValueError):
        return []
    return [flag["text"] for flag in metadata.get("safercities", {}).get("flags", [])]
