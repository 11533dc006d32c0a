"""`sitemap.xml` and `robots.txt`, for a site with a public address.

sphinx-sitemap does the same, but it warns while there is no address, and a warning ends our build.
"""

from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from sphinx.application import Sphinx

from safercities.site.head import page_address

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(addresses: list[str]) -> str:
    """The sitemap of these addresses; a time of last change is left out rather than guessed."""
    rows = "".join(f"  <url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return f'{HEAD}<urlset xmlns="{SPACE}">\n{rows}</urlset>\n'


def write_sitemap(app: Sphinx, problem: Exception | None) -> None:
    base = app.config.html_baseurl
    if problem or app.builder.format != "html" or not base:
        return
    out = Path(app.outdir)
    pages = sorted(app.env.found_docs)
    text = sitemap([page_address(app, page) for page in pages])
    (out / "sitemap.xml").write_text(text, encoding="utf-8")
    if urlsplit(base).path == "/":  # below the root of a host, nobody reads it
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"
        (out / "robots.txt").write_text(robots, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write_sitemap)
