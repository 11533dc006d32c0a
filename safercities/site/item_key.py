"""The key of a form as HTML: the right answers at a glance, then every reason.

It is folded for readers without scripts; `item-form.js` hides it until the form is handed in; on
paper it starts a new page.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from safercities.site.check import QuestionNode, right_answer
from safercities.site.check_html import write_key
from safercities.site.item_form import KeyNode
from safercities.site.words import _


def visit_key(self: HTML5Translator, node: KeyNode) -> None:
    questions = list(self.document.findall(QuestionNode))
    note = _("The key shows here when you have handed in.")
    title = _("All right answers")
    self.body.append(
        f'<p class="sc-key-note pst-js-only">{note}</p><div class="sc-key">'
        f'<details class="sc-check-reasons sc-key-short"><summary>{title}</summary>'
        '<ol class="sc-key-list">'
    )
    for question in questions:
        self.body.append(f"<li>{self.encode(right_answer(question))}</li>")
    self.body.append("</ol></details>\n")
    for question in questions:
        write_key(self, question)
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(KeyNode, html=(visit_key, None))
