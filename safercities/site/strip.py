"""The strip under the title of each part of a module: what, how long, for whom, where next.

A neutral node is put into the doctree, so that print and EPUB show the same facts as a line of
text; HTML gets a labelled navigation landmark.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from safercities.site.catalogue import modules_of
from safercities.site.doctree import page_link
from safercities.site.modules import Module, Part
from safercities.site.plain import PlainForm
from safercities.site.words import _, duration, part_name


class StripNode(nodes.General, nodes.Element):
    """Holds `FactNode` children and a `WayNode` with links to the neighbours."""


class FactNode(nodes.Part, nodes.TextElement):
    """One fact of the strip."""


class WayNode(nodes.Part, nodes.TextElement):
    """The links to the previous and the next part."""


def short_label(module: Module, part: Part) -> str:
    """`Reading 2`, or just `Lab` where the module has one."""
    same = [other for other in module.parts if other.kind == part.kind]
    name = part_name(part.kind)
    return name if len(same) == 1 else f"{name} {same.index(part) + 1}"


def part_label(module: Module, part: Part) -> str:
    """`Reading 2 of 3`, or just `Lab` where the module has one."""
    total = sum(other.kind == part.kind for other in module.parts)
    label = short_label(module, part)
    return label if total == 1 else _("%s of %d") % (label, total)


def make_strip(module: Module, part: Part) -> StripNode:
    """The strip of one part."""
    strip = StripNode(kind=part.kind, label=_("Parts of this module"))
    route = _("Both routes") if part.on_decision_route else _("Analyst route")
    number = module.parts.index(part) + 1
    place = _("Module %d, part %d of %d") % (module.number, number, len(module.parts))
    facts = [
        ("place", place),
        ("kind", part_label(module, part)),
        ("time", duration(part.minutes)),
        ("route", route),
    ]
    strip += [FactNode(text, text, name=name) for name, text in facts]
    strip += make_way(module, part)
    return strip


def make_way(module: Module, part: Part) -> WayNode:
    """Links to the neighbours, each with an arrow that points its way."""
    place = module.parts.index(part)
    way = WayNode()
    if place > 0:
        before = module.parts[place - 1]
        way += page_link(before.page, f"← {short_label(module, before)}", docname=part.page)
    if place + 1 < len(module.parts):
        after = module.parts[place + 1]
        way += page_link(after.page, f"{short_label(module, after)} →", docname=part.page)
    if skip := next_without_code(module, part):
        label = _("No code: %s →") % short_label(module, skip)
        way += page_link(skip.page, label, docname=part.page)
    return way


def next_without_code(module: Module, part: Part) -> Part | None:
    """The next part of the decision route, if a part for analysts stands before it."""
    later = module.parts[module.parts.index(part) + 1 :]
    if not later or later[0].on_decision_route:
        return None
    return next((other for other in later if other.on_decision_route), None)


def insert_strip(app: Sphinx, doctree: nodes.document) -> None:
    """Put the strip below the first title of a page that is a part of a module."""
    page = app.env.docname
    for module in modules_of(app.env):
        part = module.part_on(page)
        title = next(doctree.findall(nodes.title), None)
        if part and title is not None:
            place = title.parent.index(title) + 1
            title.parent.insert(place, make_strip(module, part))


class PlainStrip(PlainForm):
    """The facts in one line; there is nothing to click on paper."""

    node_class = StripNode

    def plain(self, node: StripNode) -> list[nodes.Node]:
        facts = [child.astext() for child in node if isinstance(child, FactNode)]
        return [nodes.paragraph("", " · ".join(facts))]


def visit_strip(self: HTML5Translator, node: StripNode) -> None:
    self.body.append(
        f'<nav class="sc-strip sc-strip-{node["kind"]}" aria-label="{self.attval(node["label"])}">'
    )


def depart_strip(self: HTML5Translator, node: StripNode) -> None:
    self.body.append("</nav>\n")


def visit_fact(self: HTML5Translator, node: FactNode) -> None:
    self.body.append(f'<span class="sc-strip-{node["name"]}">')


def depart_fact(self: HTML5Translator, node: FactNode) -> None:
    self.body.append("</span> ")


def visit_way(self: HTML5Translator, node: WayNode) -> None:
    self.body.append('<span class="sc-strip-way">')


def depart_way(self: HTML5Translator, node: WayNode) -> None:
    self.body.append("</span>")


def setup(app: Sphinx) -> None:
    app.add_node(StripNode, html=(visit_strip, depart_strip))
    app.add_node(FactNode, html=(visit_fact, depart_fact))
    app.add_node(WayNode, html=(visit_way, depart_way))
    app.add_post_transform(PlainStrip)
    app.connect("doctree-read", insert_strip)
