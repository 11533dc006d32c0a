"""`{module-overview}` and `{module-key-points}`: one module's facts on its own pages."""

from docutils import nodes
from sphinx.application import Sphinx

from safercities.site.catalogue import CourseDirective
from safercities.site.doctree import bullets, page_link, paragraph, table
from safercities.site.modules import Module
from safercities.site.words import _, duration, need_name, part_name


class ModuleOverview(CourseDirective):
    """Objectives, prerequisites, and the parts with minutes and routes."""

    def run(self) -> list[nodes.Node]:
        module = self.own_module()
        return [
            *self._block("objectives", _("What you will be able to do"), self._objectives(module)),
            *self._block("parts", _("The parts, and the time they take"), self._parts(module)),
            *self._block("before", _("What to know before"), self._prerequisites(module)),
        ]

    def _block(self, name: str, title: str, content: list[nodes.Node]) -> list[nodes.Node]:
        if not content:
            return []
        section = nodes.section("", nodes.title(title, title), *content, ids=[f"module-{name}"])
        section.document = self.state.document
        # Anchors repeat from module to module; names are known to the whole book and may not.
        section["names"].append(f"module-{self.own_module().slug}-{name}")
        self.state.document.note_explicit_target(section)
        return [section]

    def _objectives(self, module: Module) -> list[nodes.Node]:
        rows = [
            [nodes.strong("", objective.id), nodes.Text(" "), *self.markdown(objective.text)]
            for objective in module.objectives
        ]
        return [bullets(rows, classes=["sc-objectives"])]

    def _parts(self, module: Module) -> list[nodes.Node]:
        rows = [
            (
                part_name(part.kind),
                page_link(part.page, docname=self.env.docname),
                duration(part.minutes),
                _("both") if part.on_decision_route else _("analyst"),
            )
            for part in module.parts
        ]
        total = paragraph(
            _("Decision route: %s. Analyst route: %s.")
            % (duration(module.minutes(decision_route=True)), duration(module.minutes()))
        )
        return [table((_("Part"), _("Page"), _("Time"), _("Route")), rows, ["sc-parts"]), total]

    def _prerequisites(self, module: Module) -> list[nodes.Node]:
        if not module.prerequisites:
            return []
        rows = [
            (self.markdown(item.concept), need_name(item.need), self.markdown(item.where))
            for item in module.prerequisites
        ]
        return [table((_("Concept"), _("Need"), _("Where to get it")), rows, ["sc-before"])]


class ModuleKeyPoints(CourseDirective):
    """The sentences to keep, in the order of the objectives."""

    def run(self) -> list[nodes.Node]:
        module = self.own_module()
        return [bullets([self.markdown(p.text) for p in module.key_points], ["sc-key-points"])]


def setup(app: Sphinx) -> None:
    app.add_directive("module-overview", ModuleOverview)
    app.add_directive("module-key-points", ModuleKeyPoints)
