"""The page that `nbgrader generate_feedback` writes for each trainee."""

import secrets
import shutil
from importlib import resources as packaged
from pathlib import Path

from jinja2 import Environment
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from safercities.grading.feedback.content import Part, parts_of, reason_of
from safercities.grading.judge.reference import reference_for

# nbgrader's exchange needs these two beside the page: it tells the one, and names the page after
# the other. What stands here is taken for work that came in another way.
NEEDED = {
    "timestamp.txt": lambda: "unknown\n",
    "submission_secret.txt": lambda: secrets.token_hex(64),
}


class FeedbackExporter(Exporter):
    """Set in `c.GenerateFeedback.exporter_class`.

    The page is written from the author's notebook and the gradebook, and takes nothing of the
    submission but texts and pictures. So no test can be in it, and nothing that a browser runs.
    """

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict | None = None, **settings: object
    ) -> tuple[str, dict]:
        """The page of one autograded notebook."""
        nb, resources = super().from_notebook_node(nb, resources, **settings)
        names = resources["nbgrader"]
        reference = reference_for(self.config, resources)
        with Gradebook(names["db_url"]) as gradebook:
            where = names["notebook"], names["assignment"], names["student"]
            marks = gradebook.find_submission_notebook(*where)
            late = marks.late_submission_penalty or 0
            parts = parts_of(nb, reference, marks)
            score, most = marks.score - late, marks.max_score
        page = template().render(
            title=title_of(reference.author) or names["assignment"],
            student=names["student"],
            score=score,
            most=most,
            late=late,
            waiting=", ".join(f"task {part.task.number}" for part in parts if part.score is None),
            reason=reason_of(nb),
            parts=parts,
            points=points,
            gained=gained,
        )
        return page, resources


def template():
    """The page's form, which makes all that is put into it plain text."""
    text = (packaged.files(__package__) / "page.html").read_text()
    return Environment(autoescape=True, trim_blocks=True).from_string(text)


def title_of(cells: tuple[NotebookNode, ...]) -> str:
    """The first heading of the author's notebook."""
    first = next((cell.source for cell in cells if cell.cell_type == "markdown"), "")
    return next((line[2:].strip() for line in first.splitlines() if line.startswith("# ")), "")


def points(number: float) -> str:
    """A number of points as people write it."""
    return f"{round(number, 2):g}"


def gained(part: Part) -> str:
    """How many of a task's points were got."""
    if part.score is None:
        return f"waits for a person ({points(part.task.points)} points)"
    return f"{points(part.score)} of {points(part.task.points)}"


def leave_only_the_page(assignment: str, student: str, notebooks: list[str]) -> None:
    """Remove what nbgrader copies beside the page: data, and files that were handed in.

    nbgrader releases every page in the folder to the trainee, whoever wrote it, and stops for
    everybody when one folder lacks the two files that it needs.
    """
    work = Path(notebooks[0]).parent  # autograded/<student>/<assignment>
    course, place = work.parents[2], Path(work.parent.name, work.name)
    feedback, submitted = course / "feedback" / place, course / "submitted" / place
    pages = {f"{Path(notebook).stem}.html" for notebook in notebooks}
    for path in feedback.iterdir():
        if path.name not in pages and path.name not in NEEDED:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for name, otherwise in NEEDED.items():
        if not (feedback / name).exists():
            own = submitted / name
            plain = own.is_file() and not own.is_symlink()
            (feedback / name).write_bytes(own.read_bytes() if plain else otherwise().encode())
