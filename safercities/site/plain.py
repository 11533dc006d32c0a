"""Ordinary nodes in place of ours, for builders that write no HTML (text, PDF, man pages)."""

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
        if builder.format == "html" or builder.name == "gettext":
            return
        for node in list(self.document.findall(self.node_class)):
            node.replace_self(self.plain(node))

    def plain(self, node: nodes.Element) -> list[nodes.Node]:
        raise NotImplementedError
