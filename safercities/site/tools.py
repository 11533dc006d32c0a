"""Tools of the page itself: small forms that a script fills and that need a browser.

A directive leaves a `ToolNode`; HTML gets its markup, hidden where no script runs, and the scripts
it names. Other builders leave it out: there is nothing to press on paper.
"""

import json
from html import escape
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from safercities.site.plain import PlainForm


class ToolNode(nodes.General, nodes.Element):
    """Markup for HTML in `html`, and the names of its scripts in `scripts`."""


class NoTool(PlainForm):
    node_class = ToolNode

    def plain(self, node: ToolNode) -> list[nodes.Node]:
        return []


def tool(name: str, inner: str, /, *scripts: str, **data: object) -> ToolNode:
    """A tool with the id `name`; scripts find `data` (words, facts) as JSON beside it."""
    facts = escape(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    html = f'<div class="sc-tool pst-js-only" id="{name}" data-facts="{facts}">{inner}</div>\n'
    return ToolNode(html=html, scripts=scripts)


class ToolDirective(SphinxDirective):
    """A directive whose whole content is made by `make`."""

    has_content = False
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        return [self.make()]

    def make(self) -> ToolNode:
        raise NotImplementedError


def visit_tool(self: HTML5Translator, node: ToolNode) -> None:
    self.body.append(node["html"])
    raise nodes.SkipNode


def add_scripts(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Load each script once, on pages with a tool that needs it."""
    found = doctree.findall(ToolNode) if doctree else ()
    for script in dict.fromkeys(name for node in found for name in node["scripts"]):
        app.add_js_file(script, loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_node(ToolNode, html=(visit_tool, None))
    app.add_post_transform(NoTool)
    app.connect("html-page-context", add_scripts)
