"""The grader is graded: right answers keep their points, wrong ones lose exactly theirs."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from safercities.grading.notebook import tasks_of
from safercities.grading.release import release, slugs_of
from tests.conftest import ROOT
from tests.grading.harness import Answer, Course, answer_cells, mixed, read_answers, solved

SLUGS = slugs_of(ROOT / "assignments")
TABLES = {slug: read_answers(Path(__file__).parent / "answers" / f"{slug}.py") for slug in SLUGS}
WRONG = [(slug, answer) for slug in SLUGS for answer in TABLES[slug] if not answer.right]


def right_sets(answers: list[Answer]) -> Iterator[tuple[str, dict[str, str]]]:
    """Submissions made of right answers: the first of every task, the second, and so on."""
    by_task: dict[str, list[str]] = {}
    for answer in answers:
        if answer.right:
            by_task.setdefault(answer.task, []).append(answer.code)
    for number in range(max(map(len, by_task.values()))):
        codes = {task: found[number] for task, found in by_task.items() if number < len(found)}
        yield f"right-{number + 1}", codes


class Marked(dict):
    """Each assignment's course with every known answer graded, made when it is first asked for."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        super().__init__()
        self.factory = factory

    def __missing__(self, slug: str) -> Course:
        answers = TABLES[slug]
        course = Course.copy_of(ROOT, self.factory.mktemp(slug), slug)
        release(course.root, slug)
        # The data stand once, above the course, and not in every trainee's folder.
        shutil.rmtree(course.root / "source" / slug / "datasets")
        blank = course.notebook("release")
        reference = solved(blank, course.notebook("source"))
        best = {task: cell.source for task, cell in answer_cells(reference).items()}
        course.submit("untouched", blank)
        course.submit("reference", reference)
        for student, codes in right_sets(answers):
            course.submit(student, mixed(blank, best, codes))
        for answer in answers:
            if not answer.right:
                course.submit(answer.student, mixed(blank, best, {answer.task: answer.code}))
        # test_grade.py compares a sample of these marks with those of `nbgrader autograde`.
        code, _, complaints = course.grade()
        assert code == 0, complaints
        self[slug] = course
        return course


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    """Each assignment's course after one `safercities grade` over every known answer."""
    return Marked(tmp_path_factory)


def points_by_code(course: Course) -> dict[str, float]:
    return {
        task.grade_id: task.points
        for task in tasks_of(course.notebook("source"))
        if not task.judged
    }


def scores_by_code(course: Course, student: str) -> dict[str, float]:
    scores = course.auto_scores(student)
    return {grade_id: scores[grade_id] for grade_id in points_by_code(course)}


def failed_answers(course: Course, student: str) -> list[str]:
    """Tasks whose answer cell itself ended in an error."""
    cells = answer_cells(course.notebook("autograded", student))
    return [task for task, c in cells.items() if any(o.output_type == "error" for o in c.outputs)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_task_has_its_known_answers(slug: str) -> None:
    source = Course(ROOT / "assignments", slug).notebook("source")
    tasks = {task.number for task in tasks_of(source) if not task.judged}
    right = Counter(answer.task for answer in TABLES[slug] if answer.right)
    wrong = Counter(answer.task for answer in TABLES[slug] if not answer.right)
    assert {task for task in tasks if right[task] < 2 or wrong[task] < 3} == set()
    assert (right | wrong).keys() == tasks
    names = [answer.student for answer in TABLES[slug] if not answer.right]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_reference_solution_earns_every_point(marked: Marked, slug: str) -> None:
    assert scores_by_code(marked[slug], "reference") == points_by_code(marked[slug])


@pytest.mark.parametrize("slug", SLUGS)
def test_the_untouched_release_earns_nothing(marked: Marked, slug: str) -> None:
    scores = marked[slug].auto_scores("untouched")
    assert len(scores) == len(tasks_of(marked[slug].notebook("source")))
    assert set(scores.values()) == {0}


@pytest.mark.parametrize("slug", SLUGS)
def test_other_right_answers_keep_every_point(marked: Marked, slug: str) -> None:
    course = marked[slug]
    for student, _ in right_sets(TABLES[slug]):
        assert failed_answers(course, student) == []
        assert scores_by_code(course, student) == points_by_code(course), student


@pytest.mark.parametrize(("slug", "answer"), WRONG, ids=[f"{s}-{a.student}" for s, a in WRONG])
def test_a_wrong_answer_loses_exactly_its_own_points(
    marked: Marked, slug: str, answer: Answer
) -> None:
    course = marked[slug]
    assert failed_answers(course, answer.student) == [], "it should be wrong, not broken"
    lost = next(
        task.grade_id for task in tasks_of(course.notebook("source")) if task.number == answer.task
    )
    expected = points_by_code(course) | {lost: 0}
    assert scores_by_code(course, answer.student) == expected
    assert said(course, answer.student, lost).startswith(f"Task {answer.task}: ")


def said(course: Course, student: str, grade_id: str) -> str:
    """The message of the assertion that failed in a test cell."""
    cells = course.notebook("autograded", student).cells
    cell = next(c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)
    return next(o.evalue for o in cell.outputs if o.get("ename") == "AssertionError")
