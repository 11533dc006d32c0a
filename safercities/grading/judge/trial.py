"""Try an assignment before anybody gets it: the model solution, with its tests run apart.

What cannot cross is found by trying and not by reading: a test that takes a name that is not
declared, needs the trainee's own files or the notebook itself, or an answer of a foreign kind. Nor
may a test change the judge's process in a way that the next trainee's test would feel.
"""

import copy
from pathlib import Path
from typing import Any

from jupyter_client import KernelManager
from nbformat import NotebookNode

from safercities.grading.judge.execute import ExecuteApart
from safercities.grading.judge.reference import read_reference
from safercities.grading.judge.session import Judge
from safercities.grading.notebook import Task, nbgrader_of, read_notebook


class TwiceJudge(Judge):
    """Runs each test once more, as the same process does for the next trainee."""

    def run(self, source: str, *rest: Any) -> dict:
        """What the second run says, or the first when it fails."""
        said = super().run(source, *rest)
        return said if said["error"] else super().run(f"{source}\n# The next trainee.", *rest)


class TryTwice(ExecuteApart):
    """`ExecuteApart` for the author's own notebook."""

    judge = TwiceJudge


def try_apart(source: Path) -> list[str]:
    """Run the author's notebook in an ordinary kernel and its tests in the judge.

    Parameters
    ----------
    source : Path
        The source notebook, with the model solution and the data beside it.

    Returns
    -------
    list of str
        A sentence for each test that the model solution does not pass; none is good.
    """
    reference = read_reference(source, source)
    notebook = copy.deepcopy(read_notebook(source))
    manager = KernelManager(kernel_name="python3")
    TryTwice().run(notebook, manager, reference, cwd=str(source.parent))
    problems = []
    for cell in notebook.cells:
        task = reference.tests.get(nbgrader_of(cell).get("grade_id", ""))
        said = _failure(cell, task) if task else ""
        if said:
            problems.append(
                f"{source.name}: {task.grade_id}: the model solution does not pass this test when "
                f"the test runs apart from it: {said} A test sees only what `reads` and `calls` "
                "declare, as plain data, and the assignment's own files."
            )
    return problems


def _failure(cell: NotebookNode, task: Task) -> str:
    """What a test cell said when it did not give all its points."""
    for output in cell.outputs:
        if output.output_type == "error":
            return output.evalue
        if (
            output.output_type == "execute_result"
            and float(output.data["text/plain"]) < task.points
        ):
            return f"it gives {output.data['text/plain']} of {task.points:g} points."
    return ""
