"""The prose of a page: its paragraphs without code, tables, formulas, headings and citations.

Pages are read as Markdown, so no build is needed. What stands inside an admonition, a question or
another directive whose content is prose counts too; the options of directives do not.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from safercities.site.modules import read_front_matter

EXTENSIONS = {"attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "substitution"}
MARKDOWN = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)
PROSE_IN = {"admonition", "card", "check-question", "div", "dropdown", "explorer", "figure"}
PROSE_IN |= {"glossary", "grid", "grid-item-card", "hint", "note", "solution", "tab-item"}
PROSE_IN |= {"tab-set", "tip", "warning"}
OPTIONS = re.compile(r"\A(?:---\n.*?\n---\n|(?::[\w-]+:[^\n]*\n)+)", re.S)
MARK = re.compile(r"^(?:\[[ xX]\]\s+|(?:else|-?[\d.]+(?:\s*\.\.\s*-?[\d.]+)?)\s+:\s+)")
NO_PROSE = ("table_open", "heading_open", "dt_open")
TERM, CITED = "\u2039", "\u203a"  # enclose what a glossary role or a citation says


def prose_of(path: Path) -> list[str]:
    """The paragraphs of a Markdown page or of a notebook's Markdown cells.

    Words of a `{term}` role stand between ‹ and ›. A paragraph that is no sentence, such as an
    entry of a list without a full stop, is left out.
    """
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    else:
        texts = [path.read_text(encoding="utf-8")]
        points = read_front_matter(path).get("module", {}).get("key_points", [])
        texts += [point["text"] for point in points]
    found = (paragraph for text in texts for paragraph in paragraphs(text))
    return [text for text in found if re.search(r"[.?!…][\"”’'»›)]*$", text)]


def paragraphs(markdown: str) -> Iterator[str]:
    """Every paragraph below a text, in its order."""
    yield from _of_tokens(MARKDOWN.parse(markdown))


def _of_tokens(tokens: list[Token]) -> Iterator[str]:
    closing = ""
    for token in tokens:
        if closing:
            closing = "" if token.type == closing else closing
        elif token.type in NO_PROSE:
            closing = token.type.replace("_open", "_close")
        elif token.type == "inline":
            text = " ".join("".join(map(_words, token.children or [])).split())
            if text := MARK.sub("", text):
                yield text
        elif token.type in ("fence", "colon_fence"):
            name = token.info.split()[0].strip("{}") if token.info else ""
            if token.info.startswith("{") and name in PROSE_IN:
                yield from _inside(name, token.content)


def _inside(name: str, content: str) -> Iterator[str]:
    content = OPTIONS.sub("", content)
    if name == "glossary":  # a term, then its meaning with an indent
        content = re.sub(r"^\S.*\n", "\n", content, flags=re.M)
        content = re.sub(r"^ +", "", content, flags=re.M)
    yield from paragraphs(content)


def _words(token: Token) -> str:
    """The words of one inline token."""
    if token.type == "text":
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "code_inline":
        return f" {TERM}{token.content}{CITED} "
    if token.type == "myst_role":
        role = token.meta["name"]
        shown = token.content.partition(" <")[0]
        if role == "term":
            return f"{TERM}{shown}{CITED}"
        return "" if role.startswith("cite:p") else f"{TERM}it{CITED}"
    if token.type == "math_inline":
        return f"{TERM}it{CITED}"
    return ""
