"""The text of a finished page, section by section, as search needs it.

Read from the written HTML, because only there are citations, generated tables and questions in the
words that a reader sees.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag

from safercities.site.article import parse_article

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What is no text of the page, or would mislead in a list of results: wrong answers.
NO_TEXT = "button, .headerlink, .sc-strip, .sc-launch, .sc-check-option, .sc-check-reasons"
BLOCKS = ("p", "li", "td", "th", "dt", "dd", "label", "legend", "caption", "figcaption", "summary")


class Section(NamedTuple):
    """A heading with its anchor, and the text below it down to the next heading."""

    anchor: str
    heading: str
    text: str


def words_of(tag: Tag) -> str:
    """Text of an element, one line a block, so that no sentence runs across two blocks."""
    for block in tag.find_all(BLOCKS):
        block.append("\n")
        block.insert(0, "\n")
    lines = (" ".join(line.split()) for line in tag.get_text().split("\n\n"))
    return "\n".join(filter(None, lines))


def sections_of(html: str) -> Iterator[Section]:
    """Every section of a page and every term of a glossary, in the order of the page."""
    article = parse_article(html)
    if article is None:
        return
    for tag in article.select(NO_TEXT):
        tag.decompose()
    terms = [term for glossary in article.select("dl.glossary") for term in take_terms(glossary)]
    found = article.select("section[id]")
    taken = [take_section(section) for section in reversed(found)]  # the inner ones first
    yield from reversed(taken)
    yield from terms


def take_section(section: Tag) -> Section:
    """A section without the sections inside it; it is taken out of the page."""
    heading = section.find(HEADINGS, recursive=False)
    title = words_of(heading.extract()) if heading else ""
    section.extract()
    return Section(section["id"], title, words_of(section))


def take_terms(glossary: Tag) -> list[Section]:
    """The terms of a glossary with their meanings; the glossary is taken out of the page."""
    found: list[Section] = []
    glossary.extract()
    for part in glossary.find_all(["dt", "dd"], recursive=False):
        if part.name == "dt":
            found.append(Section(part["id"], words_of(part), ""))
        elif found:
            found[-1] = found[-1]._replace(text=words_of(part))
    return found
