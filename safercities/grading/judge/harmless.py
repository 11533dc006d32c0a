"""Take everything active out of a notebook before a browser shows it.

The formgrader shows autograded notebooks on the instructor's own Jupyter server, so a script in a
trainee's output would act as the instructor.
"""

import re
from collections.abc import Collection
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode

from safercities.grading.notebook import nbgrader_of

TAGS = [
    *("a", "b", "blockquote", "br", "caption", "code", "div", "em", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "hr", "i", "li", "ol", "p", "pre", "span", "strong", "sub", "sup", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "tr", "u", "ul"),
]
# No style and no picture by address: both can ask another host for something.
ATTRIBUTES = {"a": ["href", "title"], "table": ["class"], "th": ["colspan", "rowspan", "scope"]}
ATTRIBUTES["td"] = ["colspan", "rowspan"]
# Elements whose content is not text either.
WITH_CONTENT = re.compile(r"<(style|script|svg|math|iframe|object)\b.*?(</\1\s*>|\Z)", re.I | re.S)
HTML_STARTS = re.compile(r"<(?=[A-Za-z/!?])")
# MathJax would follow an address or set a style out of a formula.
MATH_COMMANDS = re.compile(r"\\(href|style|class|cssId|unicode|require)\b")
# Markdown reads `&#58;` and `\:` as the sign itself, and in an address even twice.
ENTITY = re.compile(r"&(?=#?\w+;)")
LINKS = re.compile(r"(javascript|vbscript|data)[\s\\]*:", re.I)
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
PICTURES = ("image/png", "image/jpeg")
PICTURE = re.compile(r"!(?=\[)")
ATTACHED = re.compile(r"!\[[^\[\]\n]*\]\(attachment:([\w.-]+)\)")
NOTHING = "[This output cannot be shown here.]"


class Harmless(SanitizeHTML):
    """In `c.Autograde.autograde_preprocessors` after the marks, because it changes texts."""

    enabled = True

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.tags, self.attributes, self.strip = TAGS, ATTRIBUTES, True
        self.safe_output_keys = {"text/plain", *PICTURES}
        self.sanitized_output_types = {"text/html"}

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """One cell without anything that a browser would run or fetch."""
        if cell.cell_type == "markdown":
            # The author's texts were restored by nbgrader, and keep their markup.
            if not nbgrader_of(cell).get("locked"):
                cell.source = harmless_markdown(cell.source)
            pictures = plain_pictures(cell.pop("attachments", None))
            if pictures:
                cell.attachments = NotebookNode(pictures)
            cell.source = without_other_pictures(cell.source, pictures)
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)

    def sanitize_code_outputs(self, outputs: list[NotebookNode]) -> list[NotebookNode]:
        """Outputs of known, passive kinds."""
        for output in outputs:
            if output.output_type in ("stream", "error"):
                continue
            output.metadata = NotebookNode()
            for kind in PICTURES:
                if not BASE64.fullmatch(str(output.data.get(kind, ""))):
                    del output.data[kind]
            if "text/latex" in output.data:
                output.data["text/plain"] = str(output.data["text/latex"])
        super().sanitize_code_outputs(outputs)
        for output in outputs:
            if "data" in output and not output.data:
                output.data["text/plain"] = NOTHING
        return outputs

    def sanitize_html_tags(self, html_str: str) -> str:
        """HTML with the tags of plain texts and tables alone."""
        return super().sanitize_html_tags(WITH_CONTENT.sub("", str(html_str)))


def harmless_markdown(text: str) -> str:
    """Markdown whose HTML is shown as text, and whose formulas and links are no more than that."""
    text = HTML_STARTS.sub("&lt;", ENTITY.sub("& ", text))
    return LINKS.sub(r"\1 :", MATH_COMMANDS.sub(r"\\mathrm", text))


def plain_pictures(attachments: Any) -> dict[str, dict[str, str]]:
    """The pasted pictures of a Markdown cell that hold nothing else, by name."""
    found: dict[str, dict[str, str]] = {}
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        for kind in PICTURES:
            data = bundle.get(kind) if isinstance(bundle, dict) else None
            if isinstance(data, str) and BASE64.fullmatch(data):
                found[str(name)] = {kind: data}
    return found


def without_other_pictures(text: str, kept: Collection[str]) -> str:
    """Markdown whose pictures are those that came with it; others become links.

    One from another host would be fetched, and one that is missing ends the formgrader's page.
    """

    def mark(found: re.Match[str]) -> str:
        own = ATTACHED.match(text, found.start())
        return "!" if own and own[1] in kept else "! "

    return PICTURE.sub(mark, text)
