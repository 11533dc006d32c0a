"""What the instructor sees at the end: a table, or the same as JSON."""

import json
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from safercities.grading.grade.result import FAILED, Result


def as_json(results: list[Result], about: dict) -> str:
    """Everything about the run, for other programs."""
    return json.dumps(about | {"submissions": [asdict(result) for result in results]}, indent=1)


def show(results: list[Result], console: Console) -> None:
    """The table, one line for each trainee."""
    table = Table("trainee", "mark", "seconds", "state", "look at")
    for result in results:
        mark = "" if result.mark is None else f"{result.mark:g} / {result.max_mark:g}"
        notes = [result.reason, *result.flags]
        if result.by_hand:
            notes.append("a person marks the rest")
        row = (
            result.student,
            mark,
            f"{result.seconds:.1f}",
            result.state,
            "\n".join(filter(None, notes)),
        )
        table.add_row(*map(escape, row))
    console.print(table)


def exit_code(results: list[Result]) -> int:
    """0 when every submission has a mark, 1 when one could not be graded."""
    return int(any(result.state == FAILED for result in results))
