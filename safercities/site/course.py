"""`{course-schedule}`, `{objective-map}` and `{course-key-points}`: all modules on one page."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from safercities.site.catalogue import CourseDirective
from safercities.site.coverage import Mark, objective_coverage
from safercities.site.doctree import Content, bullets, page_link, paragraph, table
from safercities.site.modules import Module
from safercities.site.strip import short_label
from safercities.site.words import _, duration, part_name


class PerModule(CourseDirective):
    """A section for each module, filled by `content`."""

    def run(self) -> list[nodes.Node]:
        return self.guarded(lambda: [self._section(module) for module in self.modules()])

    def _section(self, module: Module) -> nodes.section:
        title = _("Module %d: %s") % (module.number, module.title)
        section = nodes.section("", nodes.title(title, title), ids=[f"module-{module.slug}"])
        section += self.content_of(module)
        return section

    def content_of(self, module: Module) -> list[nodes.Node]:
        raise NotImplementedError


class CourseSchedule(PerModule):
    """Parts with minutes, and the time of both routes."""

    def content_of(self, module: Module) -> list[nodes.Node]:
        rows = [
            (
                part_name(part.kind),
                page_link(part.page, docname=self.env.docname),
                duration(part.minutes) if part.on_decision_route else "–",
                duration(part.minutes),
            )
            for part in module.parts
        ]
        rows.append(
            (
                nodes.strong("", _("Total")),
                "",
                nodes.strong("", duration(module.minutes(decision_route=True))),
                nodes.strong("", duration(module.minutes())),
            )
        )
        header = (_("Part"), _("Page"), _("Decision route"), _("Analyst route"))
        return [
            paragraph(nodes.emphasis("", module.question)),
            table(header, rows, ["sc-schedule"]),
        ]


class CourseKeyPoints(PerModule):
    """The key points of every module."""

    def content_of(self, module: Module) -> list[nodes.Node]:
        return [bullets([self.markdown(p.text) for p in module.key_points], ["sc-key-points"])]


class ObjectiveMap(PerModule):
    """Where each objective is taught, practised and assessed."""

    def content_of(self, module: Module) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        coverage = objective_coverage(root, [module])
        self._note_sources(module)
        rows = [
            (
                [nodes.strong("", item.id), nodes.Text(" "), *self.markdown(item.text)],
                self._places(module, coverage[item.id].teaches),
                self._places(module, coverage[item.id].practises),
                self._places(module, coverage[item.id].assesses),
            )
            for item in module.objectives
        ]
        header = (_("Objective"), _("Taught"), _("Practised"), _("Assessed"))
        return [table(header, rows, ["sc-objective-map"])]

    def _note_sources(self, module: Module) -> None:
        for part in module.parts:
            for suffix in (".md", ".ipynb"):
                if (Path(self.env.srcdir) / f"{part.page}{suffix}").exists():
                    self.env.note_dependency(f"{part.page}{suffix}")

    def _places(self, module: Module, marks: list[Mark]) -> Content:
        """Links to the pages of the marks, each page once."""
        links: list[nodes.Node] = []
        for page in dict.fromkeys(mark.page for mark in marks):
            part = module.part_on(page)
            links += [nodes.Text(", ")] if links else []
            links.append(page_link(page, short_label(module, part), docname=self.env.docname))
        return links or "–"


def setup(app: Sphinx) -> None:
    app.add_directive("course-schedule", CourseSchedule)
    app.add_directive("objective-map", ObjectiveMap)
    app.add_directive("course-key-points", CourseKeyPoints)
