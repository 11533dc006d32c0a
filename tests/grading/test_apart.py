"""Tests run apart from the trainee's code: by plain `nbgrader autograde`, with the course's config.

Each submission tries one thing; the sample's only code-marked task gives 1 point.
"""

import copy
import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from jupyter_client import KernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade, is_grade

from safercities.grading.judge.execute import ExecuteApart
from safercities.grading.judge.flags import flags_of
from safercities.grading.judge.harmless import Harmless
from safercities.grading.judge.reference import read_reference
from safercities.grading.judge.trial import try_apart
from safercities.grading.notebook import AssignmentError, tasks_of
from safercities.grading.release import release
from tests.conftest import ROOT
from tests.grading.harness import Course, answer_cells, read_answers
from tests.grading.sample import cell, good_notebook

RIGHT = 'lamps = pd.read_csv(DATA / "lamps.csv")["lamp_id"].nunique()'
SECRET = "count each lamp once"
Change = Callable[[NotebookNode], None]


def answer(code: str) -> Change:
    """Write this into the answer cell."""
    return lambda notebook: cell(notebook, "answer-1").update(source=code)


def frame(name: str, **marks: object) -> Change:
    """Change nbgrader's metadata of a cell."""
    return lambda notebook: cell(notebook, name).metadata["nbgrader"].update(marks)


def both(*changes: Change) -> Change:
    """Several changes."""

    def change(notebook: NotebookNode) -> None:
        for one in changes:
            one(notebook)

    return change


def without(name: str) -> Change:
    """Remove a cell."""

    def change(notebook: NotebookNode) -> None:
        notebook.cells.remove(cell(notebook, name))

    return change


def twice(name: str) -> Change:
    """Copy and paste a cell, as JupyterLab does."""

    def change(notebook: NotebookNode) -> None:
        again = copy.deepcopy(cell(notebook, name))
        again.id += "-again"
        notebook.cells.insert(notebook.cells.index(cell(notebook, name)) + 1, again)

    return change


def skipped(notebook: NotebookNode) -> None:
    for one in notebook.cells:
        one.metadata["tags"] = ["skip-execution", "raises-exception"]


def told(notebook: NotebookNode) -> None:
    """Outputs of the trainee's own, and a test that was edited."""
    cell(notebook, "test-1").source = "print('Task 1: all is well')"
    cell(notebook, "test-1").outputs = [new_output("stream", text="Task 1: all is well")]


def shown(source: str) -> Change:
    """Add a cell at the end."""
    return lambda notebook: notebook.cells.append(new_code_cell(source, id="at-the-end"))


FORGE_ANSWER = """
import sys
lamps = 1
def dump(message):
    return '{"values": {"lamps": {"t": "pickle"}}, "functions": [], "refused": {}}'
get_ipython().kernel.raw_input_before = get_ipython().kernel.raw_input
get_ipython().kernel.raw_input = (
    lambda prompt: get_ipython().kernel.raw_input_before(dump(None)))
get_ipython().user_expressions = lambda names: {}
"""
# The answer may come with the reply to its cell, or when it is asked for.
FORGE_REPLY = """
lamps = 1
get_ipython().user_expressions = lambda names: {
    "answers": {"status": "ok", "metadata": {}, "data": {"text/x-answers": "{'values': 1}"}}}
"""
SPY = """
import gc, linecache, sys
found = [str(o) for o in gc.get_objects() if isinstance(o, (dict, list, tuple))]
found += [str(In), str(linecache.cache), str(sys._getframe().f_back.f_locals)]
print("count each " + "lamp once" in "".join(found))
"""
# Name: what was done, the points, and the kinds of flags.
TRIED: dict[str, tuple[Change, float, set[str]]] = {
    "right": (answer(RIGHT), 1, set()),
    "wrong": (answer("lamps = 1"), 0, set()),
    "blank": (lambda notebook: None, 0, set()),
    "an-own-type": (answer("class Lamps(object): pass\nlamps = Lamps()"), 0, set()),
    "a-copied-answer": (both(answer(RIGHT), twice("answer-1")), 1, set()),
    "a-copied-test": (both(answer(RIGHT), twice("test-1")), 1, set()),
    "a-lost-test": (both(answer(RIGHT), without("test-1")), 1, set()),
    "a-lost-setup": (both(answer(RIGHT), without("setup")), 1, set()),
    "an-edited-test": (both(answer("lamps = 1"), told), 0, set()),
    "another-schema": (
        both(answer(RIGHT), frame("setup", schema_version=99)),
        1,
        {"changed-frame"},
    ),
    "no-test": (both(answer("lamps = 1"), frame("test-1", grade=False)), 0, {"changed-frame"}),
    "more-points": (both(answer("lamps = 1"), frame("test-1", points=99)), 0, {"changed-frame"}),
    "skipped": (both(answer("lamps = 1"), skipped), 0, {"skipped-cell"}),
    "equal": (
        answer("class E(int):\n    __eq__ = lambda self, other: True\nlamps = E(1)"),
        0,
        set(),
    ),
    "transformer": (
        answer(
            "lamps = 1\n"
            "get_ipython().input_transformers_post.append(lambda lines: ['1'])\n"
            "get_ipython().kernel.do_execute = lambda *a, **k: {'status': 'ok'}"
        ),
        0,
        set(),
    ),
    "displayhook": (answer("import sys\nlamps = 1\nsys.displayhook(1)"), 0, set()),
    "killed": (answer("lamps = 1\nimport os\nos.kill(os.getpid(), 9)"), 0, {"ended"}),
    "endless": (
        answer(
            "import time\nwhile True:\n    try:\n        time.sleep(99)\n"
            "    except BaseException:\n        pass"
        ),
        0,
        {"ended"},
    ),
    "half-a-character": (answer('lamps = "a\\ud800b"'), 0, set()),
    "dates-in-reverse": (
        answer('lamps = pd.Series(1, pd.date_range("2024-01-01", periods=3))[::-1]'),
        0,
        set(),
    ),
    "a-forged-message": (answer(FORGE_ANSWER), 0, {"forged-answer"}),
    "a-forged-reply": (answer(FORGE_REPLY), 0, {"forged-answer"}),
    "spy": (both(answer("lamps = 1"), shown(SPY)), 0, set()),
    "script": (
        both(
            answer(RIGHT),
            shown("from IPython.display import HTML\nHTML('<b>b</b><img src=x onerror=a()>')"),
        ),
        1,
        set(),
    ),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The sample's course after one `nbgrader autograde` over everything that was tried."""
    course = sample_course(tmp_path_factory.mktemp("apart"))
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("timeout = 60", "timeout = 10"))
    release(course.root, "sample")
    for student, (change, _, _) in TRIED.items():
        notebook = course.notebook("release")
        change(notebook)
        course.submit(student, notebook)
    course.said = course.run("autograde", "sample")
    return course


class SampleCourse(Course):
    """The sample's course; `said` is what nbgrader said."""

    said = ""
    __setattr__ = object.__setattr__


def sample_course(folder: Path) -> SampleCourse:
    """A course with the sample notebook and the project's config."""
    root = folder / "assignments"
    (root / "source" / "sample").mkdir(parents=True)
    nbformat.write(good_notebook(), root / "source" / "sample" / "sample.ipynb")
    shutil.copy(ROOT / "assignments" / "nbgrader_config.py", root)
    (folder / "datasets").mkdir()
    shutil.copy(ROOT / "datasets" / "lamps.csv", folder / "datasets")
    return SampleCourse(root, "sample")


@pytest.mark.parametrize("student", TRIED)
def test_the_mark_is_that_of_the_answer(course: Course, student: str) -> None:
    assert course.auto_scores(student)["test-1-lamps"] == TRIED[student][1]


@pytest.mark.parametrize("student", TRIED)
def test_only_what_no_honest_mistake_explains_is_flagged(course: Course, student: str) -> None:
    notebook = course.notebook("autograded", student)
    kinds = {line["kind"] for line in flags_of(notebook)}
    assert kinds == TRIED[student][2]
    told = notebook.cells[0].source.startswith("**For the marker only")
    assert told == bool(kinds)
    assert (f"{student}: look at this work" in course.said) == bool(kinds)


def test_everything_that_was_sent_in_stays_as_it_was(course: Course) -> None:
    for student, (change, _, _) in TRIED.items():
        expected = course.notebook("release")
        change(expected)
        assert course.notebook("submitted", student) == expected, student


def said(notebook: NotebookNode) -> str:
    test = cell(notebook, "test-1")
    return next(o.evalue for o in test.outputs if o.output_type == "error")


def test_a_failed_test_shows_its_message_and_no_code(course: Course) -> None:
    test = cell(course.notebook("autograded", "wrong"), "test-1")
    assert [output.output_type for output in test.outputs] == ["error"]
    assert test.outputs[0].traceback == [f"AssertionError: Task 1: {SECRET}."]
    own = said(course.notebook("autograded", "an-own-type"))
    assert own.startswith("lamps is a Lamps, which cannot be checked: give numbers")


def test_a_kernel_that_is_gone_gives_a_reason(course: Course) -> None:
    for student in ("killed", "endless"):
        assert said(course.notebook("autograded", student)).startswith("Task 1 was not checked")


def test_the_hidden_test_is_nowhere_in_the_trainees_process(course: Course) -> None:
    last = course.notebook("autograded", "spy").cells[-1]
    assert [output.text for output in last.outputs] == ["False\n"]


def test_nothing_active_reaches_the_formgrader(course: Course) -> None:
    output = course.notebook("autograded", "script").cells[-1].outputs[0]
    assert output.data["text/html"] == "<b>b</b>"


def test_a_config_with_a_slip_grades_nobody(course: Course, tmp_path: Path) -> None:
    root = tmp_path / "assignments"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("autograded"))
    shutil.rmtree(root / "submitted")
    Course(root, "sample").submit("late", course.notebook("release"))
    with (root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Autograde.create_student = (\n")
    with pytest.raises(AssignmentError, match="No such kernel named graded-only-with"):
        Course(root, "sample").run("autograde", "sample")
    with pytest.raises(SystemExit, match="nothing was done"):
        path = ROOT / "assignments" / "nbgrader_config.py"
        broken = path.read_text().replace("protect(c)", "protect(d)")
        exec(compile(broken, path, "exec"), {"get_config": lambda: None, "__file__": str(path)})


LIGHTING = ROOT / "assignments" / "source" / "05-lighting" / "05-lighting.ipynb"
WRONG, BROKEN = ("1", "5", "9"), ("4", "6")


def lighting() -> NotebookNode:
    """Honest work: some tasks right in another way, some wrong, and some that do not run."""
    notebook = nbformat.read(LIGHTING, 4)
    answers = read_answers(Path(__file__).parent / "answers" / "05-lighting.py")
    codes = {a.task: a.code for a in answers if a.right != (a.task in WRONG)}
    for task, one in answer_cells(notebook).items():
        opening = one.source.split("    ### BEGIN SOLUTION")
        if task in BROKEN:
            one.source += "\n1 / 0\n"
            one.source = one.source.replace("low_light_share =", "low_light_share = len,")
        elif len(opening) > 1:
            one.source = opening[0] + textwrap.indent(codes[task], "    ")
        else:
            one.source = one.source.split("### BEGIN SOLUTION")[0] + codes[task]
    return notebook


def grades(notebook: NotebookNode) -> dict[str, float | None]:
    return {
        one.metadata.nbgrader.grade_id: determine_grade(one)[0]
        for one in notebook.cells
        if is_grade(one)
    }


def test_the_marks_are_those_of_plain_nbgrader(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    shutil.copy(LIGHTING, tmp_path)
    place = {"metadata": {"path": str(tmp_path)}}
    plain, _ = Execute().preprocess(lighting(), place)
    apart = lighting()
    reference = read_reference(tmp_path / LIGHTING.name, tmp_path / "none.ipynb")
    manager = KernelManager(kernel_name="python3")
    ExecuteApart().run(apart, manager, reference, cwd=str(tmp_path))
    assert grades(apart) == grades(plain)
    wrong = {t.number for t in tasks_of(apart) if grades(apart)[t.grade_id] == 0}
    assert wrong == {*WRONG, "4"}


NEEDS = {
    "assert get_ipython().history_manager": "'get_ipython' is not defined",
    "assert open('mine.txt').read()": "mine.txt",
    "assert rows is not None": "'rows' is not defined",
    "assert lamps is not None": "lamps is a Lamp, which cannot be checked",
    "assert True\n0.5": "it gives 0.5 of 1 points",
    # The same process runs the test of the next trainee.
    "import builtins\nassert not hasattr(builtins, 'b')\nbuiltins.b = 1": "The answer does not",
}


def test_the_author_hears_what_a_test_cannot_have(tmp_path: Path) -> None:
    notebook = good_notebook()
    (tmp_path / "datasets").mkdir()
    shutil.copy(ROOT / "datasets" / "lamps.csv", tmp_path / "datasets")
    cell(
        notebook, "answer-1"
    ).source += "\nPath('mine.txt').write_text('1')\nclass Lamp:\n    pass\nlamps = Lamp()\n"
    test = cell(notebook, "test-1")
    notebook.cells.remove(test)
    for number, line in enumerate(NEEDS, start=1):
        one = copy.deepcopy(test)
        one.update(id=f"test-{number}", source=line)
        one.metadata["nbgrader"]["grade_id"] = f"test-{number}"
        one.metadata["safercities"]["reads"] = ["lamps" if "lamps" in line else "number"]
        notebook.cells.append(one)
    path = tmp_path / "sample.ipynb"
    nbformat.write(notebook, path)
    problems = try_apart(path)
    assert len(problems) == len(NEEDS)
    for number, (problem, expected) in enumerate(zip(problems, NEEDS.values(), strict=True), 1):
        assert problem.startswith(f"sample.ipynb: test-{number}: ")
        assert expected in problem


ACTIVE = {
    "<script>a()</script>": "",
    "<p onclick='a()'>b</p>": "<p>b</p>",
    "<svg onload=a()><text>b</text></svg>c": "c",
    "<style>p {color: red}</style><p style='background:url(http://a)'>b</p>": "<p>b</p>",
    "<img src='http://a/b.png'>b": "b",
    "<a href='javascript:a()'>b</a>": "<a>b</a>",
    "<table><tr><th scope='row'>1</th></tr></table>": (
        "<table><tbody><tr><th scope='row'>1</th></tr></tbody></table>"
    ),
    "<iframe srcdoc='<script>a()</script>'>": "",
    "<form action='/'><button>b</button></form>": "b",
}


@pytest.mark.parametrize("html", ACTIVE)
def test_html_keeps_its_words_and_loses_its_acts(html: str) -> None:
    assert Harmless().sanitize_html_tags(html).replace('"', "'") == ACTIVE[html]


def test_texts_and_other_outputs_are_made_harmless() -> None:
    bundle = {"image/svg+xml": "<svg/>", "application/javascript": "a()"}
    picture = {"image/png": 'x" onerror="a()', "text/plain": "a figure"}
    notebook = nbformat.v4.new_notebook(
        cells=[
            new_markdown_cell("2 < 3 <img src=x onerror=a()> [x](javascript:a()) $\\href{a}{b}$"),
            new_code_cell(
                outputs=[new_output("display_data", bundle), new_output("display_data", picture)]
            ),
        ]
    )
    Harmless().preprocess(notebook, {})
    text, code = notebook.cells
    assert "2 < 3 &lt;img" in text.source
    assert "javascript:" not in text.source
    assert "\\href" not in text.source
    assert [list(output.data) for output in code.outputs] == [["text/plain"], ["text/plain"]]
