"""Checks of an assignment's code: what a test touches, and what an answer leans on."""

import sys
from collections.abc import Iterator

from nbformat import NotebookNode

from safercities.grading import names
from safercities.grading.notebook import AssignmentError, Task, nbgrader_of, split_regions

# A trainee has these and no more, so neither a solution nor a test may need anything else.
LEARNER_MODULES = frozenset({"numpy", "pandas", "matplotlib"})


def check_tests(notebook: NotebookNode, tasks: list[Task]) -> Iterator[str]:
    """A test cell touches only what it declares, and shows part of itself to the trainee."""
    for task in tasks:
        if task.judged:
            continue
        try:
            regions = split_regions(task.cell.source)
            visible = "\n".join(regions["visible"])
            hidden = "\n".join(regions["hidden"])
            for part, text in (("visible part", visible), ("whole", f"{visible}\n{hidden}")):
                for line in _foreign_names(text, task):
                    yield f"{task.grade_id} ({part}): {line}"
        except SyntaxError as problem:
            yield f"{task.grade_id}: not plain Python, line {problem.lineno}: {problem.msg}."
            continue
        except AssignmentError as problem:
            yield f"{task.grade_id}: {problem}"
            continue
        if not visible.strip():
            yield f"{task.grade_id}: nothing is left for the trainee's self-check."
        if not hidden.strip():
            yield f"{task.grade_id}: no hidden tests, so the answer's value is never checked."


def _foreign_names(source: str, task: Task) -> Iterator[str]:
    declared = {*task.reads, *task.calls}
    for name in sorted(names.free_names(source) - declared - names.HIDDEN_WAYS):
        yield f"uses {name!r}, which it does not declare in reads or calls; make it or declare it."
    for name in sorted(names.asked_names(source) - declared):
        yield f"asks for {name!r}, which it does not declare in reads or calls."
    for name in sorted(names.bound_names(source) & declared):
        yield f"sets {name!r}, which belongs to the trainee; choose another name."
    for name in sorted(names.hidden_ways(source)):
        yield f"uses {name}(), which hides what it touches; only '\"name\" in globals()' may stand."
    for name in sorted(_unknown_modules(source)):
        yield f"imports {name!r}, which a trainee may not have."


def _unknown_modules(source: str) -> set[str]:
    return names.imported_modules(source) - LEARNER_MODULES - sys.stdlib_module_names


def check_independence(notebook: NotebookNode, tasks: list[Task]) -> Iterator[str]:
    """An answer needs only the read-only set-up cells, so one slip never spoils two tasks."""
    given: set[str] = set()
    for cell in notebook.cells:
        meta = nbgrader_of(cell)
        if cell.cell_type != "code" or meta.get("grade"):
            continue
        where = meta.get("grade_id", "a code cell without a grade_id")
        try:
            text = "\n".join(line for part in split_regions(cell.source).values() for line in part)
            if meta.get("solution"):
                for name in sorted(names.free_names(text) - given):
                    yield f"{where}: uses {name!r} of another answer; make it here again."
            elif meta.get("locked"):
                given |= names.bound_names(text)
            else:
                yield f"{where}: neither answer, test nor read-only; lock it."
            for name in sorted(_unknown_modules(text)):
                yield f"{where}: imports {name!r}, which a trainee may not have."
        except SyntaxError as problem:
            yield f"{where}: not plain Python, line {problem.lineno}: {problem.msg}."
        except AssignmentError as problem:
            yield f"{where}: {problem}"
