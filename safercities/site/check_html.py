"""The HTML form of a check question, and its script.

The reasons stand once, in a `details` element: open to readers without scripts and in print. The
script copies the reason of what was chosen into a status line.
"""

import math

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from safercities.site.check import (
    LETTERS,
    LabelNode,
    OptionNode,
    PromptNode,
    QuestionNode,
    options_of,
    right_answer,
)
from safercities.site.words import _

SCRIPT = "check.js"


def visit_question(self: HTML5Translator, node: QuestionNode) -> None:
    words = {
        "right": _("Right."),
        "wrong": _("Not yet."),
        "partly": _("Partly right. A right answer is missing, or a wrong one is chosen."),
        "none": _("Choose an answer first."),
        "number": _("Write a number, such as 2.5."),
    }
    if node.get("number"):  # `held` names the page whose hand-in lets the script speak
        words |= {"held": node["page"], "wrong": _("Not right."), "empty": _("Not answered.")}
    data = "".join(f' data-{key}="{self.attval(text)}"' for key, text in words.items())
    self.body.append(
        f'<form class="sc-check" id="{node["ids"][0]}" data-question="{self.attval(node["qid"])}" '
        f'data-kind="{node["kind"]}"{data} novalidate><fieldset>'
    )


def depart_question(self: HTML5Translator, node: QuestionNode) -> None:
    options = options_of(node)
    write_controls(self, node, options)
    # The buttons need the script, which also shows them.
    self.body.append(
        f'<p class="sc-check-buttons" hidden><button type="submit">{_("Check")}</button> '
        f'<button type="reset" hidden>{_("Try again")}</button></p></fieldset>'
        f'<div class="sc-check-status" id="{node["ids"][0]}-status" role="status"></div>'
    )
    if not node.get("number"):
        write_reasons(self, node, _("Answers and reasons"))
    self.body.append("</form>\n")


def write_controls(self: HTML5Translator, node: QuestionNode, options: list[OptionNode]) -> None:
    """Labelled radios, checkboxes or one number field."""
    name = node["ids"][0]
    if node["kind"] == "numeric":
        unit = f" ({self.encode(node['unit'])})" if node["unit"] else ""
        self.body.append(
            f'<p class="sc-check-number"><label for="{name}-number">{_("Your answer")}{unit}'
            '</label> <input type="text" inputmode="decimal" autocomplete="off" '
            f'id="{name}-number" name="{name}"></p>'
        )
        return
    kind = "radio" if node["kind"] == "single" else "checkbox"
    for place, option in enumerate(options):
        self.body.append(
            f'<p class="sc-check-option"><input type="{kind}" id="{name}-{place}" name="{name}" '
            f'value="{place}"><label for="{name}-{place}">'
        )
        if node.get("number"):
            self.body.append(f'<span class="sc-check-letter">{LETTERS[place]}.</span> ')
        write_children(self, option[0])
        self.body.append("</label></p>\n")


def write_key(self: HTML5Translator, node: QuestionNode) -> None:
    """One question in the key of a test."""
    write_reasons(self, node, _("Question %s: %s") % (node["number"], right_answer(node)))


def write_reasons(self: HTML5Translator, node: QuestionNode, title: str) -> None:
    """Every option with its verdict and its reason."""
    self.body.append(
        f'<details class="sc-check-reasons" id="{node["ids"][0]}-reasons">'
        f"<summary>{self.encode(title)}</summary><ul>"
    )
    for option in options_of(node):
        limits = "".join(
            f' data-{end}="{option[end]!r}"'
            for end in ("low", "high")
            if math.isfinite(option.get(end, math.inf))
        )
        verdict = _("Right") if option["right"] else _("Not right")
        self.body.append(f'<li data-right="{int(option["right"])}"{limits}><p><strong>{verdict}: ')
        if option.get("high") == math.inf:
            self.body.append(_("any other number"))
        else:
            write_children(self, option[0])
        self.body.append("</strong></p>")
        write_children(self, option, start=1)
        self.body.append("</li>\n")
    self.body.append("</ul></details>")


def write_children(self: HTML5Translator, node: nodes.Element, start: int = 0) -> None:
    """Render some children here; options are shown twice, as a control and as a reason."""
    for child in node.children[start:]:
        child.walkabout(self)


def visit_prompt(self: HTML5Translator, node: PromptNode) -> None:
    number = node.parent.get("number")
    self.body.append(f"<legend>{number}. " if number else "<legend>")


def depart_prompt(self: HTML5Translator, node: PromptNode) -> None:
    self.body.append("</legend>\n")


def skip(self: HTML5Translator, node: nodes.Element) -> None:
    """Options and labels are written by `depart_question`."""
    raise nodes.SkipNode


def add_script(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Load the script only on pages that have a question."""
    if doctree and next(doctree.findall(QuestionNode), None) is not None:
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_node(QuestionNode, html=(visit_question, depart_question))
    app.add_node(PromptNode, html=(visit_prompt, depart_prompt))
    app.add_node(OptionNode, html=(skip, None))
    app.add_node(LabelNode, html=(skip, None))
    app.connect("html-page-context", add_script)
