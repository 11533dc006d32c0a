"""What stands on a feedback page, task by task, before it is made a page."""

import re
from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.api import SubmittedNotebook

from safercities.grading.judge.reference import Reference
from safercities.grading.notebook import Task, nbgrader_of, tasks_of

MOST_TEXT = 20_000  # characters of one output
PICTURES = ("image/png", "image/jpeg")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
BAND = re.compile(r"^\|\s*(?P<points>\d+)\s*\|\s*(?P<text>.*?)\s*\|\s*$", re.M)
CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True)
class Part:
    """One task on the page.

    Attributes
    ----------
    task : Task
    score : float or None
        None while a person has still to give it.
    said : list of str
        What the check says, in sentences; empty when nothing is wrong.
    answer : str
        The trainee's own text.
    shown : list of tuple of str
        What the answer showed: "text", "error" or a picture's type, and the content.
    bands : list of tuple
        Points and words of the rubric, the best first.
    comment : str
    """

    task: Task
    score: float | None
    said: list[str]
    answer: str
    shown: list[tuple[str, str]]
    bands: list[tuple[float, str]]
    comment: str

    @property
    def complete(self) -> bool:
        """Whether it has all its points."""
        return self.score is not None and self.score >= self.task.points


def parts_of(notebook: NotebookNode, reference: Reference, marks: SubmittedNotebook) -> list[Part]:
    """Every task of the assignment, in its order.

    Parameters
    ----------
    notebook : NotebookNode
        Autograded; a submission that could not be read has none of its cells.
    reference : Reference
        The author's notebook.
    marks : SubmittedNotebook
        The gradebook's.
    """
    cells = {nbgrader_of(c)["grade_id"]: c for c in notebook.cells if nbgrader_of(c)}
    grades = {grade.name: grade for grade in marks.grades}
    comments = {comment.name: comment.comment for comment in marks.comments}
    parts, answer_id = [], ""
    for task in tasks_of(NotebookNode(cells=list(reference.author))):
        answer_id = task.grade_id if task.judged else _answer_above(reference, task)
        grade, answer = grades[task.grade_id], cells.get(answer_id)
        waits = task.judged and grade.manual_score is None and grade.auto_score is None
        parts.append(
            Part(
                task=task,
                score=None if waits else grade.score,
                said=[] if task.judged else _said(cells.get(task.grade_id)),
                answer=plain(answer.source) if answer else "",
                shown=_shown(answer),
                bands=_bands(reference, task),
                comment=plain(comments.get(answer_id) or ""),
            )
        )
    return parts


def reason_of(notebook: NotebookNode) -> str:
    """Why a submission was not run, when its notebook is only our word about that."""
    if any(nbgrader_of(cell) for cell in notebook.cells):
        return ""
    return plain(" ".join(cell.source for cell in notebook.cells).replace("**", ""))


def plain(text: str) -> str:
    """Text without control signs, in bounds."""
    return CODES.sub("", str(text))[:MOST_TEXT]


def _answer_above(reference: Reference, task: Task) -> str:
    """The id of the last answer cell in front of a test."""
    last = ""
    for grade_id, cell in reference.cells.items():
        if grade_id == task.grade_id:
            break
        if nbgrader_of(cell).get("solution") and cell.cell_type == "code":
            last = grade_id
    return last


def _said(test: NotebookNode | None) -> list[str]:
    """The sentences of a failed test: what was expected. Never its code, nor what it printed."""
    outputs = test.get("outputs", []) if test else []
    return [plain(output.evalue) for output in outputs if output.output_type == "error"]


def _shown(answer: NotebookNode | None) -> list[tuple[str, str]]:
    """An answer's outputs as texts and pictures; other kinds are shown by their plain text."""
    found = []
    for output in answer.get("outputs", []) if answer else []:
        if output.output_type == "stream":
            found.append(("text", plain(output.text)))
        elif output.output_type == "error":
            found.append(("error", plain(f"{output.ename}: {output.evalue}")))
        else:
            kinds = [kind for kind in PICTURES if BASE64.fullmatch(str(output.data.get(kind, "")))]
            kind = kinds[0] if kinds else "text"
            content = output.data.get(kind) or plain(output.data.get("text/plain", ""))
            found.append((kind, "".join(content.split()) if kinds else content))
    return found


def _bands(reference: Reference, task: Task) -> list[tuple[float, str]]:
    """The rubric under a judged task's heading."""
    if not task.judged:
        return []
    heading = f"### Task {task.number} - "
    text = next((c.source for c in reference.author if heading in c.source), "")
    text = text[text.find(heading) :]
    found = [(float(match["points"]), match["text"]) for match in BAND.finditer(text)]
    return sorted(found, key=lambda band: -band[0])
