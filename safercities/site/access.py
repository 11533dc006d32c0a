"""Mends what assistive technology trips over in the finished page.

pandas writes an empty header cell above the index, and neither it nor Sphinx says whether a header
belongs to a column or to a row. A folded cell is announced by another name than its visible one.
The list of references uses roles that are deprecated or that its children do not fit.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx

EMPTY_HEADER = re.compile(r"<th(?: [^>]*)?>\s*(?:<p>\s*</p>)?\s*</th>")
HEAD = re.compile(r"<thead.*?</thead>", flags=re.S)
BODY = re.compile(r"<tbody.*?</tbody>", flags=re.S)
HEADER_CELL = re.compile(r"<th(?![^>]*\bscope=)(?=[\s>])")
PLAIN_REPLACEMENTS = {
    '<table border="1" class="dataframe">': '<table class="dataframe">',
    '<summary aria-label="Toggle hidden content">': "<summary>",
    '<div role="list" class="citation-list">': '<div class="citation-list">',
    ' role="doc-biblioentry"': "",
}


def mend_html(html: str) -> str:
    """Header cells get a scope, empty ones become data cells, and wrong names and roles go."""
    html = EMPTY_HEADER.sub("<td></td>", html)
    html = HEAD.sub(lambda match: HEADER_CELL.sub('<th scope="col"', match[0]), html)
    html = BODY.sub(lambda match: HEADER_CELL.sub('<th scope="row"', match[0]), html)
    for wrong, right in PLAIN_REPLACEMENTS.items():
        html = html.replace(wrong, right)
    return html


def mend_page(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    if "body" in context:
        context["body"] = mend_html(context["body"])


def setup(app: Sphinx) -> None:
    app.add_js_file("access.js", loading_method="defer")  # the focus goes back where it was
    app.connect("html-page-context", mend_page)
