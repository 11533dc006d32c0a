"""Where each objective is taught, practised and assessed.

The marks stand beside the teaching: in page front matter, in notebook and cell metadata, and in
the options of check questions and explorers. This module only collects them; no Sphinx needed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from safercities.site.modules import Module, ModuleError, read_front_matter

USES = ("teaches", "practises", "assesses")
DIRECTIVE = re.compile(r"^(?P<fence>:{3,}|`{3,})\{(?:check-question|explorer)\}\s*(?P<name>.*)$")
OPTION = re.compile(r"^:(?P<use>teaches|practises|assesses):\s*(?P<ids>.+)$")


@dataclass(frozen=True)
class Mark:
    """One claim that a place of the course serves an objective.

    `use` is teaches, practises or assesses; `page` a docname; `place` says where on the page.
    """

    objective: str
    use: str
    page: str
    place: str = ""


@dataclass
class Coverage:
    """All places that serve one objective, by use."""

    teaches: list[Mark] = field(default_factory=list)
    practises: list[Mark] = field(default_factory=list)
    assesses: list[Mark] = field(default_factory=list)

    def missing(self) -> list[str]:
        """The uses that no place serves yet."""
        return [use for use in USES if not getattr(self, use)]


def objective_coverage(root: Path, modules: list[Module]) -> dict[str, Coverage]:
    """For every objective id of `modules`, the places that teach, practise and assess it.

    Raises
    ------
    ModuleError
        If a mark names an objective that no module has.
    """
    found = {objective.id: Coverage() for module in modules for objective in module.objectives}
    for module in modules:
        for mark in module_marks(root, module):
            if mark.objective not in found:
                raise ModuleError(f"{mark.page}: {mark.use} unknown objective {mark.objective!r}")
            getattr(found[mark.objective], mark.use).append(mark)
    return found


def module_marks(root: Path, module: Module) -> Iterator[Mark]:
    """Every mark on the pages, the notebook and the assignment of one module."""
    for part in module.parts:
        markdown, notebook = root / f"{part.page}.md", root / f"{part.page}.ipynb"
        if markdown.exists():
            yield from page_marks(markdown, part.page)
        if notebook.exists():
            yield from notebook_marks(notebook, part.page)
        if part.kind == "assignment":
            source = root / "assignments" / "source" / module.slug / f"{module.slug}.ipynb"
            if source.exists():
                yield from task_marks(source, part.page)


def page_marks(path: Path, page: str) -> Iterator[Mark]:
    """Marks of a Markdown page: its front matter, its check questions and its explorers."""
    yield from _marks_of(read_front_matter(path).get("objectives", {}), page, "")
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := DIRECTIVE.match(line):
            name = match["name"].strip()
        elif name and (match := OPTION.match(line)):
            for objective in split_ids(match["ids"]):
                yield Mark(objective, match["use"], page, name)
        elif not line.startswith(":"):
            name = ""


def notebook_marks(path: Path, page: str) -> Iterator[Mark]:
    """Marks of a notebook: the notebook's own metadata and its exercises' cell metadata."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for holder in [notebook, *notebook["cells"]]:
        own = holder.get("metadata", {}).get("safercities", {})
        yield from _marks_of(own.get("objectives", {}), page, own.get("exercise", ""))


def task_marks(path: Path, page: str) -> Iterator[Mark]:
    """Assignment tasks assess the objectives that their test cell names."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        own = cell.get("metadata", {}).get("safercities", {})
        for objective in own.get("objectives", ()) if "task" in own else ():
            yield Mark(objective, "assesses", page, f"task {own['task']}")


def split_ids(text: str) -> list[str]:
    """`"05.1, 05.2"` as a list of ids."""
    return [part for part in re.split(r"[,\s]+", text.strip()) if part]


def _marks_of(objectives: dict[str, list[str]], page: str, place: str) -> Iterator[Mark]:
    unknown = set(objectives) - set(USES)
    if unknown:
        raise ModuleError(f"{page}: objectives: {sorted(unknown)} is not one of {', '.join(USES)}")
    for use, ids in objectives.items():
        for objective in ids:
            yield Mark(str(objective), use, page, place)
