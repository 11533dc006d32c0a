"""Small builders of doctree nodes, shared by the directives.

Cells and items may be text, a node or a list of nodes.
"""

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx import addnodes

Content = str | nodes.Node | list[nodes.Node]


def as_nodes(content: Content) -> list[nodes.Node]:
    """Inline content as a list of nodes."""
    if isinstance(content, str):
        return [nodes.Text(content)]
    return list(content) if isinstance(content, list) else [content]


def paragraph(*content: Content, classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph of the given pieces."""
    node = nodes.paragraph(classes=list(classes))
    for piece in content:
        node += as_nodes(piece)
    return node


def page_link(page: str, text: str = "", *, docname: str) -> addnodes.pending_xref:
    """A link from `docname` to another page of the site; without text it shows the page's title.

    A page that does not exist becomes a warning of the build.
    """
    link = addnodes.pending_xref(
        "",
        refdomain="std",
        reftype="doc",
        refdoc=docname,
        reftarget=f"/{page}",
        refexplicit=bool(text),
        refwarn=True,
    )
    link += nodes.inline("", text or page, classes=["xref", "std", "std-doc"])
    return link


def table(
    header: Sequence[Content], rows: Iterable[Sequence[Content]], classes: Sequence[str] = ()
) -> nodes.table:
    """A table with one header row; the first column of `rows` names the row."""
    width = len(header)
    group = nodes.tgroup("", cols=width)
    group += [nodes.colspec("", colwidth=100 // width) for _ in header]
    group += nodes.thead("", _row(header))
    group += nodes.tbody("", *[_row(row) for row in rows])
    return nodes.table("", group, classes=["colwidths-auto", *classes])


def _row(cells: Sequence[Content]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", paragraph(cell)) for cell in cells])


def bullets(items: Iterable[Content], classes: Sequence[str] = ()) -> nodes.bullet_list:
    """A bullet list, one item for each content."""
    entries = [nodes.list_item("", paragraph(item)) for item in items]
    return nodes.bullet_list("", *entries, bullet="-", classes=list(classes))
