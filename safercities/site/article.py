"""The article of a finished page, parsed without what holds no prose.

Listings of code and formulas are cut before parsing: a lab has thousands of elements in them, and
parsing them would take most of the time.
"""

import re

from bs4 import BeautifulSoup, Tag

ARTICLE = re.compile(r"<article class=\"bd-article.*</article>", flags=re.S)
NOT_READ = re.compile(r"<(pre|math|script|style|svg)\b.*?</\1>", flags=re.S)


def parse_article(html: str) -> Tag | None:
    """The `article` of a page, without listings, formulas and scripts; None if there is none."""
    match = ARTICLE.search(html)
    if not match:
        return None
    return BeautifulSoup(NOT_READ.sub("", match[0]), "html.parser").article
