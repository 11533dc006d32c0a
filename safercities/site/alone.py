"""Marks links that stand alone in their paragraph.

WCAG 2.2 (2.5.8) wants targets of at least 24 px, except for links in a sentence. The style sheet
cannot tell the two apart, because a selector does not see the text around a link.
"""

from docutils import nodes
from sphinx.application import Sphinx

ALONE = "sc-alone"


def links_alone(document: nodes.document) -> list[nodes.reference]:
    """Links without other words in their paragraph."""
    return [
        link
        for link in document.findall(nodes.reference)
        if isinstance(link.parent, nodes.paragraph)
        and link.parent.astext().strip() == link.astext().strip()
    ]


def mark_links(app: Sphinx, document: nodes.document, docname: str) -> None:
    for link in links_alone(document):
        link["classes"].append(ALONE)


def setup(app: Sphinx) -> None:
    # Cross-references are links by then.
    app.connect("doctree-resolved", mark_links, priority=900)
