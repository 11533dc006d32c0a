"""Forging a pass: a mark without a right answer."""

from nbformat.v4 import new_output

from tests.grading.hostile.work import Family, Work

forging = Family("forging a pass")

forging.code(
    "assert-rewritten",
    "rewrites later cells so that their assertions are gone",
    """\
import ast

class NoAssert(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()

get_ipython().ast_transformers.append(NoAssert())
lamps = 0""",
)
forging.code(
    "cells-blanked",
    "blanks every later cell before it runs",
    "get_ipython().input_transformers_post.append(lambda lines: [])",
)
forging.code(
    "assertion-error-patched",
    "makes AssertionError an exception that nobody raises",
    """\
import builtins

class Silent(Exception):
    def __new__(cls, *given):
        raise SystemExit
builtins.AssertionError = Silent
lamps = 0""",
)
forging.code(
    "settrace-skips",
    "jumps over lines of later cells with sys.settrace",
    """\
import sys

def trace(frame, event, argument):
    if event == "line" and "check" in frame.f_code.co_name:
        try:
            frame.f_lineno = max(line for *_, line in frame.f_code.co_lines() if line)
        except ValueError:
            pass
    return trace

sys.settrace(trace)
lamps = 0""",
)
forging.code(
    "profile-patches-globals",
    "changes expected values from a profile function",
    """\
import sys

def watch(frame, event, argument):
    for name in ("expected", "right", "wanted"):
        if name in frame.f_locals:
            globals()["lamps"] = frame.f_locals[name]

sys.setprofile(watch)
lamps = 0""",
)
forging.code(
    "post-run-hook",
    "clears the error of each cell in an IPython hook",
    """\
def forgive(result):
    result.error_in_exec = result.error_before_exec = None

get_ipython().events.register("post_run_cell", forgive)
lamps = 0""",
)
forging.code(
    "traceback-silenced",
    "silences the traceback, so that a failure shows no error",
    """\
get_ipython().showtraceback = lambda *given, **more: None
get_ipython()._showtraceback = lambda *given, **more: None
lamps = 0""",
)
forging.code(
    "execute-patched",
    "replaces the kernel's own execute",
    """\
from ipykernel.ipkernel import IPythonKernel

async def fine(self, *given, **more):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}

IPythonKernel.do_execute = fine
get_ipython().kernel.do_execute = fine.__get__(get_ipython().kernel)""",
)
forging.code(
    "messages-patched",
    "drops error messages on their way to the grader",
    """\
session = get_ipython().kernel.session
send = session.send

def only_good(stream, kind, content=None, *given, **more):
    if kind == "error":
        return None
    if isinstance(content, dict) and content.get("status") == "error":
        content = {"status": "ok", "execution_count": 1, "user_expressions": {}, "payload": []}
    return send(stream, kind, content, *given, **more)

session.send = only_good
lamps = 0""",
)
forging.code(
    "early-result",
    "shows a result when the test calls it, before the error; nbgrader takes it for points",
    """\
import sys

def per_thousand(count, people):
    sys.displayhook(2)
    return 0""",
)
forging.code(
    "equal-to-everything",
    "answers with an object that equals every number",
    """\
class Same:
    __hash__ = None
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    def __gt__(self, other): return True
    def __sub__(self, other): return 0
    def __rsub__(self, other): return 0
    def __float__(self): return 0.0
    def __len__(self): return 40
lamps = Same()""",
)
forging.code(
    "number-in-disguise",
    "answers with a subclass of int that equals every number",
    """\
class Number(int):
    __hash__ = int.__hash__
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    def __rsub__(self, other): return 0
lamps = Number(1)""",
)
forging.code(
    "isinstance-patched",
    "patches built-ins that tests use: abs, len, isinstance, all, round",
    """\
import builtins
builtins.abs = lambda x: 0
builtins.len = lambda x: 40
builtins.all = lambda x: True
builtins.isinstance = lambda x, kind: True
builtins.round = lambda x, *places: 0
lamps = 0""",
)
forging.code(
    "pandas-patched",
    "patches pandas and numpy so that every comparison passes",
    """\
import numpy as np
import pandas as pd
pd.testing.assert_frame_equal = pd.testing.assert_series_equal = lambda *given, **more: None
np.isclose = np.allclose = lambda *given, **more: True
pd.DataFrame.equals = lambda self, other: True
pd.read_csv = lambda *given, **more: pd.DataFrame({"lamp_id": [], "street_id": []})
lamps = 0""",
)
forging.code(
    "finds-expected-in-frames",
    "answers with a property that looks for the expected value in the caller's frames",
    """\
import sys

class Spy:
    def __eq__(self, other): return other == other
    def __float__(self):
        frame = sys._getframe(1)
        while frame:
            if "expected" in frame.f_locals:
                return float(frame.f_locals["expected"])
            frame = frame.f_back
        return 0.0
lamps = Spy()""",
)
forging.code(
    "exit-as-pass",
    "ends the kernel with exit code 0 before the tests",
    "import os\nos._exit(0)",
    flagged=True,
    told="ended|died|kernel",
)
forging.code(
    "kernel-killed",
    "kills its own kernel",
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
)
forging.code("system-exit", "raises SystemExit(0) in place of an answer", "raise SystemExit(0)")
forging.code("exit-asked", "asks IPython to exit quietly", "get_ipython().ask_exit()\nexit()")
forging.code(
    "interrupt-raised",
    "raises KeyboardInterrupt in place of an answer",
    "raise KeyboardInterrupt",
)
forging.code(
    "replies-forged",
    "answers the grader's questions itself, from a patched input channel",
    """\
import builtins
kernel = get_ipython().kernel
kernel.raw_input = lambda *given, **more: '{"error": null, "score": 6, "passed": true}'
builtins.input = kernel.raw_input
lamps = 0""",
)
forging.code(
    "answer-path-broken",
    "breaks json, so that no answer can be read",
    """\
import json
json.dumps = lambda *given, **more: '{"__class__": "os.system", "args": ["true"]}'
json.JSONEncoder.encode = json.JSONEncoder.iterencode = lambda *given, **more: "{"
lamps = 0""",
)
forging.code(
    "pickle-sent",
    "sends a pickle that runs a command where it is opened",
    """\
import os, pickle

class Run:
    def __reduce__(self):
        return os.system, ("touch {course}/pickle-was-run",)

lamps = pickle.dumps(Run())""",
)
forging.code(
    "function-returns-spy",
    "gives a function whose result equals everything",
    """\
class Same:
    __hash__ = None
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    def __abs__(self): return 0
    def __lt__(self, other): return True
    def __le__(self, other): return True

def per_thousand(count, people):
    return Same()""",
)


@forging("tags the test cells to be skipped: no error, so full marks")
def tests_skipped(work: Work) -> None:
    for cell in work.tests():
        cell.metadata["tags"] = ["skip-execution", "raises-exception"]


@forging("hands in test cells that already hold a good output")
def outputs_faked(work: Work) -> None:
    for cell in work.tests():
        cell.outputs = [new_output("execute_result", data={"text/plain": "2"}, execution_count=1)]
        cell.execution_count = 1


@forging("changes the code of the test cells")
def tests_edited(work: Work) -> None:
    for cell in work.tests():
        cell.source = "print('Task: the form is right.')"


@forging("takes the test cells out")
def tests_removed(work: Work) -> None:
    work.notebook.cells = [c for c in work.notebook.cells if c not in work.tests()]


@forging("puts an empty copy of each test cell in front of it")
def tests_copied(work: Work) -> None:
    for cell in work.tests():
        twin = cell.copy()
        twin.source = "pass"
        twin.id = f"{cell.id}-twin"[-60:]
        work.notebook.cells.insert(0, twin)


@forging("makes the test cells text, which nobody runs")
def tests_made_text(work: Work) -> None:
    for cell in work.tests():
        cell.cell_type = "markdown"
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


@forging("gives its tests 1000 points each", flagged=True, told="points|metadata")
def points_changed(work: Work) -> None:
    for cell in work.tests():
        cell.metadata.nbgrader.points = 1000


@forging("renames the ids of the test cells")
def ids_changed(work: Work) -> None:
    for cell in work.tests():
        cell.metadata.nbgrader.grade_id += "-x"


@forging("swaps the ids of two tests")
def ids_swapped(work: Work) -> None:
    first, second, *_ = work.tests()
    ids = first.metadata.nbgrader.grade_id, second.metadata.nbgrader.grade_id
    second.metadata.nbgrader.grade_id, first.metadata.nbgrader.grade_id = ids


@forging("says that its cells are not for grading", flagged=True, told="grade|metadata")
def grade_switched_off(work: Work) -> None:
    for cell in work.tests():
        cell.metadata.nbgrader.grade = False


@forging("makes each test an answer that a person marks", flagged=True, told="solution|metadata")
def tests_made_answers(work: Work) -> None:
    for cell in work.tests():
        cell.metadata.nbgrader.solution = True


@forging("states a schema version that stops the whole batch in nbgrader", told="schema|metadata")
def schema_from_the_future(work: Work) -> None:
    for cell in work.tests():
        cell.metadata.nbgrader.schema_version = 99


@forging("declares other answers to be read by the tests")
def declarations_changed(work: Work) -> None:
    for cell in work.tests():
        cell.metadata["safercities"] = {"task": "1", "points": 99, "reads": [], "calls": []}


@forging("claims extra credit in the metadata of the notebook and its cells")
def credit_claimed(work: Work) -> None:
    work.notebook.metadata["nbgrader"] = {"score": 6, "extra_credit": 100}
    for cell in work.notebook.cells:
        cell.metadata.setdefault("nbgrader", {}).update({"extra_credit": 100, "auto_score": 2})
