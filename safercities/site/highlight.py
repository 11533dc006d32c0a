"""Code in colours with few elements.

Pygments wraps every comma and name into an element of its own: three in four elements of a lab
page, most of them in the colour of plain text. Fewer elements load and draw faster on a phone.
"""

from collections.abc import Iterator
from typing import TextIO

from pygments.formatters import HtmlFormatter
from pygments.token import Name, Number, Operator, Punctuation, String, Text, Token, Whitespace
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

# The theme's two colour schemes draw these like plain text. Operators are the exception: they
# lose their colour, because every dot between two names is one.
PLAIN = {Name, Name.Namespace, Operator, Punctuation, Whitespace}
# They draw every kind of these alike; tokens of one kind in a row become one element.
ALIKE = (String, Number)

Pairs = Iterator[tuple[type(Token), str]]


def with_fewer_kinds(tokens: Pairs) -> Pairs:
    """The same text with only those kinds of token that look different."""
    for kind, text in tokens:
        yield next((same for same in ALIKE if kind in same), Text if kind in PLAIN else kind), text


class LightFormatter(HtmlFormatter):
    """HTML of highlighted code without elements that change nothing."""

    def format_unencoded(self, tokensource: Pairs, outfile: TextIO) -> None:
        super().format_unencoded(with_fewer_kinds(tokensource), outfile)


def setup(app: Sphinx) -> None:
    PygmentsBridge.html_formatter = LightFormatter  # Sphinx asks to set another one here
