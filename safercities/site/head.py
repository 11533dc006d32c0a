"""What search engines and people who share a link see: card tags and structured data.

Addresses in these tags must be absolute, so they are left out until `html: baseurl:` is set.
"""

from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from safercities.site.cards import card_path
from safercities.site.structured import Facts, as_script, page_data
from safercities.site.titles import description_of, plain_title

# Pages that search engines should not list: one is empty, two mean "nothing here".
UNLISTED = {"search": "noindex", "404": "noindex", "offline": "noindex"}


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
            "og:image:alt": title,
        }
        tags["twitter:card"] = "summary_large_image"
    kinds = {name: "name" if name.startswith("twitter") else "property" for name in tags}
    return "\n  ".join(
        f'<meta {kinds[name]}="{name}" content="{escape(value)}">'
        for name, value in tags.items()
        if value
    )


def page_address(app: Sphinx, page: str) -> str:
    """The public address of a page; empty without `html: baseurl:`. The home page has no file."""
    base = app.config.html_baseurl
    return "" if not base else base + ("" if page == app.config.root_doc else f"{page}.html")


def add_head(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    if page in UNLISTED:
        context["pageurl"] = None
        context["course_head"] = f'<meta name="robots" content="{UNLISTED[page]}">'
        return
    address = page_address(app, page)
    if address:
        context["pageurl"] = address
    title, description = plain_title(app, page, context), description_of(doctree)
    site = app.config.html_title
    card = f"{app.config.html_baseurl}{card_path(page)}"
    tags = head_tags(title, site, description, address, card)
    facts = Facts(page, title, description, app.config.language, app.config.author)
    data = page_data(app, facts, lambda name: page_address(app, name))
    context["course_head"] = "\n  ".join(filter(None, (tags, as_script(data))))


def setup(app: Sphinx) -> None:
    # After Sphinx has put the page's address into the context.
    app.connect("html-page-context", add_head, priority=600)
