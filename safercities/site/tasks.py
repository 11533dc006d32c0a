"""`{assignment-tasks}`: what an assignment asks, from the metadata of its source notebook.

Only metadata and task headings are read, so no solution and no hidden test can reach a page.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from safercities.site.catalogue import CourseDirective
from safercities.site.doctree import as_nodes, paragraph, table
from safercities.site.downloads import assignment_zip, download_link
from safercities.site.words import _

HEADING = re.compile(
    r"^#+\s*Task\s+(?P<task>\w+)\s+[-–—]\s+(?P<title>.+?)\s*\((?P<points>[\d.]+)\s+points?\)", re.M
)


@dataclass(frozen=True)
class Task:
    """One task of an assignment."""

    task: str
    title: str
    points: float
    objectives: tuple[str, ...]
    judged: bool


def read_tasks(path: Path) -> list[Task]:
    """The tasks of an assignment source, in the order of the notebook.

    Raises
    ------
    ValueError
        If a task's heading is missing or states other points than its metadata.
    """
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    headings = {m["task"]: (m["title"], float(m["points"])) for m in HEADING.finditer(text)}
    grouped: dict[str, list[dict]] = {}
    for cell in cells:
        own = cell["metadata"].get("safercities", {})
        if "task" in own:
            grouped.setdefault(str(own["task"]), []).append(own)
    return [_task(name, group, headings, path) for name, group in grouped.items()]


def _task(name: str, group: list[dict], headings: dict[str, tuple[str, float]], path: Path) -> Task:
    if name not in headings:
        raise ValueError(f"{path}: task {name} has no heading '### Task {name} - title (n points)'")
    title, stated = headings[name]
    points = float(sum(own.get("points", 0) for own in group))
    if points != stated:
        raise ValueError(f"{path}: task {name} states {stated:g} points, its metadata {points:g}")
    objectives = tuple(dict.fromkeys(item for own in group for item in own.get("objectives", ())))
    return Task(name, title, points, objectives, any(own.get("judged") for own in group))


class AssignmentTasks(CourseDirective):
    """The table of tasks and the download of the release."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return self.guarded(self._content)

    def _content(self) -> list[nodes.Node]:
        slug = self.arguments[0]
        relative = f"assignments/source/{slug}/{slug}.ipynb"
        self.env.note_dependency(relative)
        tasks = read_tasks(Path(self.env.srcdir) / relative)
        rows = [
            (
                task.task,
                task.title,
                f"{task.points:g}",
                ", ".join(task.objectives),
                _("judged by a person") if task.judged else _("checked by code"),
            )
            for task in tasks
        ]
        rows.append(
            ("", nodes.strong("", _("Total")), nodes.strong("", f"{self._total(tasks):g}"), "", "")
        )
        header = (_("Task"), _("What it asks"), _("Points"), _("Objectives"), _("How it is marked"))
        link = download_link(
            assignment_zip(slug), _("Download the assignment (zip)"), self.env.docname
        )
        box = nodes.container("", paragraph(*as_nodes(link)), classes=["sc-buttons"])
        return [table(header, rows, ["sc-tasks"]), box]

    def _total(self, tasks: list[Task]) -> float:
        return sum(task.points for task in tasks)


def setup(app: Sphinx) -> None:
    app.add_directive("assignment-tasks", AssignmentTasks)
