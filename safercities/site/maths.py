"""Formulas as MathML, made at build time.

MathJax would add about 320 kB to a page and ask another host for it. MathML is part of the page,
needs no script, and a formula that cannot be read fails the build.
"""

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.writers.html5 import HTML5Translator


def mathml(formula: str, display: str, place: str) -> str:
    """MathML of a TeX formula; `display` is `inline` or `block`.

    Raises
    ------
    ExtensionError
        If the formula cannot be converted; the message names the place.
    """
    try:
        return convert(formula, display=display)
    except Exception as problem:  # the library raises many kinds; all mean the same here
        raise ExtensionError(
            f"{place}: this formula cannot be read: {formula!r} ({problem!r})"
        ) from problem


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(mathml(node.astext(), "inline", self.builder.current_docname))
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    formula = mathml(node.astext(), "block", self.builder.current_docname)
    # A wide formula scrolls inside its own box on a phone.
    self.body.append(f'<div class="sc-formula">{formula}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_block, None))
