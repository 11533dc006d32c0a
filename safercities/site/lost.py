"""`404.html`: what a reader sees at an address that leads nowhere.

A host shows this one file at any depth of address, so its links start at the site's root: the path
of `html: baseurl:`, or `/` while that is empty.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from safercities.site.words import _

PAGE = "404"
RELATIVE = re.compile(
    r'\b(href|src|action|data-content_root)="(?!#|/|[a-z]+:)(?:\./)?([^"]*)"', flags=re.I
)


def from_root(html: str, root: str) -> str:
    """The page with every relative address made absolute below `root`, such as `/course/`."""
    return RELATIVE.sub(lambda match: f'{match[1]}="{root}{match[2]}"', html)


def add_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    yield PAGE, {"title": _("This page is not here"), "parents": []}, "404.html"


def anchor_links(app: Sphinx, problem: Exception | None) -> None:
    if problem or app.builder.name != "html":
        return
    path = Path(app.outdir) / f"{PAGE}.html"
    root = urlsplit(app.config.html_baseurl).path or "/"
    path.write_text(from_root(path.read_text(encoding="utf-8"), root), encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", add_page)
    # After the style sheet has its final name.
    app.connect("build-finished", anchor_links, priority=960)
