"""Ordinary nodes in place of ours, for books on paper and in readers: text, PDF, EPUB."""

from typing import ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class PlainForm(SphinxPostTransform):
    """Replaces every `node_class` by what `plain` makes of it.

    Translation catalogues are made from our own nodes, which still hold the source text.
    """

    default_priority = 200
    node_class: ClassVar[type[nodes.Element]]

    def run(self, **kwargs: object) -> None:
        builder = self.app.builder
        # An EPUB is made of HTML, but most readers run no script and send no form.
        is_site = builder.format == "html" and builder.name != "epub"
        if is_site or builder.name == "gettext":
            return
        for node in list(self.document.findall(self.node_class)):
            node.replace_self(self.plain(node))

    def plain(self, node: nodes.Element) -> list[nodes.Node]:
        raise NotImplementedError
