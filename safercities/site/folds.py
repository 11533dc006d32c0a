"""`{admonition}` with class `dropdown` as a native `details` element.

The stock way needs a script to fold it; a native element folds without one, is known to screen
readers, and opens in print.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator


class FoldNode(nodes.General, nodes.Element):
    """A folded block; its first child is a `FoldTitleNode`."""


class FoldTitleNode(nodes.Part, nodes.TextElement):
    """What a reader sees while it is folded."""


class FoldAdmonitions(SphinxPostTransform):
    """HTML only: other builders show the admonition unfolded."""

    default_priority = 210
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(nodes.admonition)):
            if "dropdown" in node["classes"]:
                node["classes"].remove("dropdown")
                title = FoldTitleNode("", "", *node[0].children)
                node.replace_self(FoldNode("", title, *node.children[1:]))


def visit_fold(self: HTML5Translator, node: FoldNode) -> None:
    self.body.append(self.starttag(node, "details", CLASS="sc-fold"))


def depart_fold(self: HTML5Translator, node: FoldNode) -> None:
    self.body.append("</details>\n")


def visit_title(self: HTML5Translator, node: FoldTitleNode) -> None:
    self.body.append("<summary>")


def depart_title(self: HTML5Translator, node: FoldTitleNode) -> None:
    self.body.append("</summary>\n")


def setup(app: Sphinx) -> None:
    app.add_node(FoldNode, html=(visit_fold, depart_fold))
    app.add_node(FoldTitleNode, html=(visit_title, depart_title))
    app.add_post_transform(FoldAdmonitions)
