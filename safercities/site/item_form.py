"""`{item-form} A`: a test before or after the course, from the item bank.

The questions are check questions that stay silent until the whole form is handed in. Items of
modules that the course does not have are left out, so that a bank can be written before its module.
"""

from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx

from safercities.site.catalogue import CourseDirective
from safercities.site.check import QuestionNode, plain_reasons
from safercities.site.coverage import objective_coverage
from safercities.site.doctree import bullets, page_link, paragraph
from safercities.site.items import FOLDER, FORMS, Item, read_bank
from safercities.site.modules import Module, Objective
from safercities.site.plain import PlainForm
from safercities.site.tools import ToolNode, tool
from safercities.site.words import _

Bank = list[tuple[Module, list[Item]]]


class KeyNode(nodes.General, nodes.Element):
    """Where the right answers and the reasons of the page's questions stand."""


class PlainKey(PlainForm):
    """The key on paper; runs while the questions are still our own nodes."""

    default_priority = 190
    node_class = KeyNode

    def plain(self, node: KeyNode) -> list[nodes.Node]:
        questions = list(self.document.findall(QuestionNode))
        return [part for question in questions for part in plain_reasons(question.deepcopy())]


class ItemForm(CourseDirective):
    """The questions of one form by module, the hand-in, the result, what to read, and the key."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return self.guarded(self._make)

    def _make(self) -> list[nodes.Node]:
        form = self.arguments[0]
        if FORMS.get(form) != self.env.docname:
            known = ", ".join(f"{name} on the page {page}" for name, page in FORMS.items())
            raise ValueError(f"form {form!r} does not belong here; the forms are {known}")
        bank = self._bank()
        if not bank:
            return [paragraph(_("There are no questions for the modules of this edition yet."))]
        mine = [(module, [i for i in items if i.form == form]) for module, items in bank]
        return [
            top(),
            *self._questions(mine),
            section(
                "result", _("Hand in, and your result"), hand_in(form, bank), *self._advice(mine)
            ),
            section("key", _("Key"), KeyNode()),
        ]

    def _bank(self) -> Bank:
        """The items of each module of the course whose objectives it has."""
        bank = []
        for module in self.modules():
            path = Path(self.env.srcdir) / FOLDER / f"{module.slug}.md"
            if path.exists():
                self.env.note_dependency(str(path))
                known = {objective.id for objective in module.objectives}
                items = [item for item in read_bank(path) if item.objective in known]
                bank += [(module, items)] if items else []
        return bank

    def _questions(self, mine: Bank) -> list[nodes.Node]:
        sections, number = [], 0
        for module, items in mine:
            title = _("Module %d: %s") % (module.number, module.title)
            part = section(f"module-{module.slug}", title)
            for item in items:
                number += 1
                holder = nodes.container()
                self.state.nested_parse(StringList(item.text.splitlines()), 0, holder)
                question = next(holder.findall(QuestionNode))
                question["number"], question["page"] = number, self.env.docname
                part += question
            sections.append(part)
        return sections

    def _advice(self, mine: Bank) -> list[nodes.Node]:
        """Where each objective is taught; the script leaves those that a reader has reached."""
        modules = [module for module, _items in mine]
        coverage = objective_coverage(Path(self.env.srcdir), modules)
        rows = [
            self._place(module, objective, [mark.page for mark in coverage[objective.id].teaches])
            for module in modules
            for objective in module.objectives
        ]
        return [
            paragraph(_("Where to read about each objective:"), classes=["sc-advice-title"]),
            bullets(rows, ["sc-advice"]),
        ]

    def _place(self, module: Module, objective: Objective, pages: list[str]) -> list[nodes.Node]:
        links: list[nodes.Node] = []
        for page in dict.fromkeys(pages or [module.overview]):
            links += [nodes.Text(", ")] if links else []
            links.append(page_link(page, docname=self.env.docname))
        text = [nodes.strong("", objective.id), nodes.Text(" "), *self.markdown(objective.text)]
        return [*text, nodes.Text(" "), nodes.inline("", _("Read:")), nodes.Text(" "), *links]


def section(name: str, title: str, *content: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title(title, title), *content, ids=[name])


def top() -> ToolNode:
    """How far the form is filled in, and a line to write a name on paper."""
    node = tool("sc-form-top", '<p class="sc-form-state" role="status"></p><ul></ul>')
    node["html"] += f'<p class="sc-paper-only">{_("Name:")} ____________ {_("Date:")} ________</p>'
    return node


def hand_in(form: str, bank: Bank) -> ToolNode:
    """The buttons and the result."""
    return tool(
        "sc-form",
        '<p class="sc-form-given"></p>'
        f'<p><button type="button" class="sc-form-in">{_("Hand in")}</button></p>'
        '<div class="sc-form-status" role="status"></div>'
        '<div class="sc-form-result" tabindex="-1" hidden></div>'
        f'<p><button type="button" class="sc-form-again" hidden>{_("Start this form again")}'
        "</button></p>",
        "say.js",
        "score.js",
        "item-form.js",
        form=form,
        pages=FORMS,
        modules={m.slug: _("Module %d: %s") % (m.number, m.title) for m, _items in bank},
        items={
            name: [
                [i.id, m.slug, i.objective] for m, items in bank for i in items if i.form == name
            ]
            for name in FORMS
        },
        **words(),
    )


def words() -> dict[str, object]:
    """What the script says."""
    return {
        "answered": _("%s of %s questions answered."),
        "given": _("%s of %s answered"),
        "in": _("Handed in on %s."),
        "link": _("Go to your result"),
        "empty": _("These questions are still empty, and count as not right:"),
        "sure": _("Press the button again to hand in all the same."),
        "again": _("This deletes your answers and your result on this form. Are you sure?"),
        "yes": _("Yes, delete"),
        "no": _("No, keep them"),
        "total": _("Total"),
        "part": _("Part"),
        "names": {"A": _("Before"), "B": _("After")},
        "change": _("Change"),
        "caption": _("Right answers, with the 95 % interval in per cent"),
        "score": _("%s of %s"),
        "limits": _("%s to %s"),
        "one": _(
            "You have %s of %s right. On other questions of this kind, from %s % to %s % right "
            "would fit this score (95 % interval)."
        ),
        "both": _(
            "From before to after, your share of right answers changed by %s percentage "
            "points. The 95 % interval runs from %s to %s."
        ),
        "more": _("The interval leaves out zero, so chance alone hardly explains the change."),
        "chance": _("The interval contains zero, so chance alone can explain the change."),
        "module": _("A module has few questions, so its row says little. Read the total first."),
        "right": _("%s of %s right."),
        "all": _("Every question of this form was right."),
    }


def setup(app: Sphinx) -> None:
    app.add_directive("item-form", ItemForm)
    app.add_post_transform(PlainKey)
