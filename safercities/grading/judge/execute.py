"""The preprocessor that runs a submission: trainee's cells in their kernel, tests in the judge."""

import copy
import dataclasses
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer

from safercities.grading import sandbox
from safercities.grading.judge.bench import JudgeError
from safercities.grading.judge.crossing import bundle
from safercities.grading.judge.doubt import Doubt, doubt_in, setup_ids, shortage
from safercities.grading.judge.flags import flag, flags_of, show_flags
from safercities.grading.judge.outputs import error, output
from safercities.grading.judge.reference import Reference, reference_for
from safercities.grading.judge.session import Judge
from safercities.grading.judge.trainee import EndedError, Trainee, UnansweredError
from safercities.grading.notebook import Task, nbgrader_of
from safercities.grading.sandbox import preload
from safercities.grading.sandbox.manager import kernel_manager
from safercities.grading.sandbox.stage import TooLargeError
from safercities.grading.sandbox.warm import SandboxError

UNREADABLE = "in a form that cannot be read"
TRIES = 3
PAUSE_SECONDS = 2  # more after each try
SPARE_SECONDS = 20


class ExecuteApart(NbGraderPreprocessor):
    """Stands in `c.Autograde.autograde_preprocessors` in place of nbgrader's `Execute`.

    A kernel that dies or hangs never fails the submission: what was not reached gives no points
    and says why. What this machine brings about is no mark: the submission is run again, and fails
    without a mark when that does not help.
    """

    timeout = Float(60, help="Seconds for one cell, and for one test.").tag(config=True)
    wall_time = Float(600, help="Seconds for all cells of one notebook.").tag(config=True)
    memory = Integer(2 * 1024**3, help="Bytes of memory for one kernel.").tag(config=True)
    output = Integer(10_000_000, help="Bytes that one notebook may show.").tag(config=True)
    judge = Judge  # the author's own notebook has another one, see `trial`

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Run every code cell in its order and leave ordinary outputs behind."""
        reference = reference_for(self.config, resources)
        ours = nb.metadata.setdefault("safercities", {})
        ours["sandbox"] = sandbox.mechanism()
        nb.metadata.pop("kernelspec", None)
        if "kernelspec" in reference.metadata:
            nb.metadata["kernelspec"] = copy.deepcopy(reference.metadata["kernelspec"])
        folder = Path(resources["metadata"]["path"])
        nb = self.graded(nb, folder, reference)
        for line in flags_of(nb):
            student = resources["nbgrader"]["student"]
            self.log.warning("%s: look at this work: %s", student, line["text"])
        show_flags(nb)
        return nb, resources

    def graded(self, nb: NotebookNode, folder: Path, reference: Reference) -> NotebookNode:
        """A copy of the notebook that was run; again, when the first run ended in doubt.

        Raises
        ------
        SandboxError
            When this machine cannot grade now.
        """
        doubted = False
        for number in range(TRIES):
            tried = copy.deepcopy(nb)
            doubt = self.attempt(tried, folder, reference)
            if doubt is None:
                return tried
            if not doubt.certain:
                trouble = self.trial(reference)
                if trouble is None and doubted:
                    break  # twice the same on a machine that works: it is the work
                doubted, doubt = True, trouble or doubt
            self.log.warning("once more, because %s", doubt.text)
            time.sleep(PAUSE_SECONDS * number)
        else:
            raise SandboxError(f"this machine could not grade it: {doubt.text}")
        if doubt.problem:
            raise doubt.problem
        return tried

    def attempt(self, nb: NotebookNode, folder: Path, reference: Reference) -> Doubt | None:
        """Run the notebook in a fresh kernel; what the machine may have brought about, if so."""
        lack = shortage()
        if lack:
            return Doubt(lack, certain=True)
        preload.TEXTS.update(bundle.texts())  # for the first kernel's warm parent
        manager = kernel_manager(folder, data=reference.data, limits=self.limits)
        try:
            doubt = self.run(nb, manager, reference)
        except (sandbox.Unprotected, TooLargeError):
            raise
        except Exception as problem:
            text = f"{type(problem).__name__}: {problem}"[:500]
            return Doubt(text, certain=isinstance(problem, SandboxError), problem=problem)
        return doubt or doubt_in(nb.cells, setup_ids(reference))

    def trial(self, reference: Reference) -> Doubt | None:
        """Run the author's set-up cells and an empty test; what goes wrong is the machine's."""
        setup = setup_ids(reference)
        cells = [copy.deepcopy(cell) for name, cell in reference.cells.items() if name in setup]
        # A number of its own, so that a judge has to run it.
        number = str(time.time_ns())
        empty = Task("0", "", 1, (), False, (), (), "trial", new_code_cell(number))
        cells.append(new_code_cell(number, metadata={"nbgrader": {"grade_id": "trial"}}))
        plain = dataclasses.replace(reference, tests={"trial": empty})
        with tempfile.TemporaryDirectory(prefix="sc-trial-") as folder:
            notebook = new_notebook(cells=cells)
            doubt = self.attempt(notebook, Path(folder), plain)
        if doubt is None and not cells[-1].outputs[0].get("data"):
            doubt = Doubt("an empty test could not be run")
        return doubt and dataclasses.replace(doubt, certain=True)

    @property
    def limits(self) -> sandbox.Limits:
        """The bounds of one kernel."""
        return sandbox.Limits(
            memory_bytes=self.memory,
            output_bytes=self.output,
            # We look first; the warm parent looks after kernels that keep us from looking.
            wall_seconds=self.wall_time + SPARE_SECONDS,
            cell_seconds=self.timeout,
        )

    def run(
        self, nb: NotebookNode, manager: Any, reference: Reference, **start: Any
    ) -> Doubt | None:
        """Run the notebook with a kernel of this manager and a judge of its own."""
        bounds = {"cell_seconds": self.timeout, "wall_seconds": self.wall_time}
        with (
            Trainee(manager, output_bytes=self.output, **bounds, **start) as trainee,
            self.judge(reference.files, **bounds) as judge,
        ):
            cells, own = [cell for cell in nb.cells if cell.cell_type == "code"], 0.0
            tasks = [reference.tests.get(nbgrader_of(cell).get("grade_id", "")) for cell in cells]
            for number, (cell, task, following) in enumerate(
                zip(cells, tasks, [*tasks[1:], None], strict=True), start=1
            ):
                cell.execution_count = number
                if task is None:
                    started = time.monotonic()
                    reads = list(following.reads) if following and not following.calls else None
                    cell.outputs = self.run_cell(nb, trainee, cell, reads)
                    own += time.monotonic() - started
                else:
                    cell.outputs = self.run_test(nb, trainee, judge, cell, task)
        nb.metadata.setdefault("safercities", {})["own_seconds"] = round(own, 3)
        return trainee.doubt or judge.doubt

    def run_cell(
        self, nb: NotebookNode, trainee: Trainee, cell: NotebookNode, reads: list[str] | None
    ) -> list[NotebookNode]:
        """The outputs of a trainee's cell; none once the kernel is gone."""
        if trainee.ended:
            return []
        try:
            return trainee.run(cell.source, reads)
        except EndedError as end:
            flag(nb, "ended", f"The notebook {end}; nothing after that cell was run.")
            return [error("NotebookEnded", f"The notebook {end}. Nothing below this cell was run.")]

    def run_test(
        self, nb: NotebookNode, trainee: Trainee, judge: Judge, cell: NotebookNode, task: Task
    ) -> list[NotebookNode]:
        """The outputs of a test cell, by which nbgrader gives its points."""
        reads, calls = list(task.reads), list(task.calls)
        try:
            found = trainee.ask(
                reads,
                calls,
                lambda answers, call: judge.run(
                    cell.source, reads, calls, answers, _in_time(call, self.timeout)
                ),
            )
        except EndedError as end:
            sentence = f"Task {task.number} was not checked: the notebook {end} before it."
            return [error("NotebookEnded", sentence)]
        except UnansweredError as problem:
            return [error("NotChecked", f"Task {task.number} was not checked: {problem}.")]
        except JudgeError as problem:
            flag(nb, "check-failed", f"{task.grade_id}: {problem}")
            return [error("NotChecked", f"Task {task.number} was not checked: {problem}")]
        if found["error"] and UNREADABLE in found["error"][1]:
            flag(nb, "forged-answer", f"{task.grade_id}: the answers came {UNREADABLE}.")
        return _shown(found, task)


def _in_time(call: Callable[[str], str], seconds: float) -> Callable[[str], str]:
    """The same way to a trainee's function, closed when all calls together take too long."""
    spent = 0.0

    def timed(question: str) -> str:
        nonlocal spent
        started = time.monotonic()
        reply = call(question)
        spent += time.monotonic() - started
        if spent > seconds:
            raise UnansweredError(f"the calls of your function took more than {seconds:g} seconds")
        return reply

    return timed


def _shown(found: dict, task: Task) -> list[NotebookNode]:
    """What a judge found, as outputs of a cell."""
    outputs = []
    if found["printed"]:
        outputs.append(output("stream", name="stdout", text=found["printed"]))
    if found["error"]:
        outputs.append(error(*found["error"]))
    elif found["score"] is not None:
        # nbgrader reads a number as part of the points, and refuses more than all of them.
        points = min(max(found["score"], 0.0), task.points)
        data = {"text/plain": repr(points)}
        outputs.append(output("execute_result", data=data, metadata={}, execution_count=None))
    return outputs
