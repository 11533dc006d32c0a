"""What search engines and people who share a link see: card tags, and the card itself.

Addresses in these tags must be absolute, so they are left out until `html: baseurl:` is set.
"""

from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

CARD = "_static/social-card.png"
CARD_SOURCE = Path(__file__).parent / "static" / "social-card.svg"


def description_of(doctree: nodes.document | None) -> str:
    """The page's own description, from its front matter."""
    for meta in doctree.findall(nodes.meta) if doctree else ():
        if meta.get("name") == "description":
            return meta["content"]
    return ""


def head_tags(title: str, site: str, description: str, address: str, card: str) -> str:
    """The tags that describe a page when somebody shares it."""
    tags = {
        "og:type": "website",
        "og:site_name": site,
        "og:title": title,
        "og:description": description,
    }
    if address:
        tags |= {
            "og:url": address,
            "og:image": card,
            "og:image:width": "1200",
            "og:image:height": "630",
        }
        tags["twitter:card"] = "summary_large_image"
    kinds = {name: "name" if name.startswith("twitter") else "property" for name in tags}
    return "\n  ".join(
        f'<meta {kinds[name]}="{name}" content="{escape(value)}">'
        for name, value in tags.items()
        if value
    )


def add_head(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    base = app.config.html_baseurl
    address = context.get("pageurl") or "" if base else ""
    title = app.env.titles[page].astext() if page in app.env.titles else context.get("title", "")
    site = app.config.html_title
    context["course_head"] = head_tags(
        title, site, description_of(doctree), address, f"{base}{CARD}"
    )


def write_card(app: Sphinx, problem: Exception | None) -> None:
    """Draw the card, which only matters once the site has an address."""
    if problem or app.builder.format != "html" or not app.config.html_baseurl:
        return
    import vl_convert

    png = vl_convert.svg_to_png(CARD_SOURCE.read_text(encoding="utf-8"))
    (Path(app.outdir) / CARD).write_bytes(png)


def setup(app: Sphinx) -> None:
    # After Sphinx has put the page's address into the context.
    app.connect("html-page-context", add_head, priority=600)
    app.connect("build-finished", write_card)
