"""Mends what screen readers trip over in tables and figures of the finished page.

pandas writes an empty header cell above the index, and neither it nor Sphinx says whether a
header belongs to a column or to a row.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx

EMPTY_HEADER = re.compile(r"<th(?: [^>]*)?>\s*</th>")
HEAD = re.compile(r"<thead.*?</thead>", flags=re.S)
BODY = re.compile(r"<tbody.*?</tbody>", flags=re.S)
HEADER_CELL = re.compile(r"<th(?![^>]*\bscope=)(?=[\s>])")


def mend_tables(html: str) -> str:
    """Header cells get a scope; empty ones become data cells."""
    html = EMPTY_HEADER.sub("<td></td>", html)
    html = HEAD.sub(lambda match: HEADER_CELL.sub('<th scope="col"', match[0]), html)
    html = BODY.sub(lambda match: HEADER_CELL.sub('<th scope="row"', match[0]), html)
    return html.replace('<table border="1" class="dataframe">', '<table class="dataframe">')


def mend_page(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    if "body" in context:
        context["body"] = mend_tables(context["body"])


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", mend_page)
