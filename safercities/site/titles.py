"""The `<title>` of each page, unique across the site, and the description beside it.

The theme writes page title and site title, so that two pages called "Key points" share one name and
the home page says the same name twice. Ours names the module in between.
"""

from docutils import nodes
from sphinx.application import Sphinx

from safercities.site.catalogue import modules_of
from safercities.site.modules import Module
from safercities.site.words import _


def page_title(page: str, title: str, site: str, module: Module | None) -> str:
    """`Key points · Module 5: Lighting · Safer Cities`, without saying a name twice."""
    names = [title]
    if module:
        name = _("Module %d: %s") % (module.number, module.title)
        names = [name] if page == module.overview else [title, name]
    return " · ".join(dict.fromkeys([*names, site]))


def plain_title(app: Sphinx, page: str, context: dict) -> str:
    """The heading of a page as text; generated pages bring theirs in the context."""
    titles = app.env.titles
    return titles[page].astext() if page in titles else context.get("title", "")


def module_of(app: Sphinx, page: str) -> Module | None:
    """The module that a page is a part of."""
    return next((m for m in modules_of(app.env) if m.part_on(page)), None)


def description_of(doctree: nodes.document | None) -> str:
    """The page's own description, from its front matter."""
    for meta in doctree.findall(nodes.meta) if doctree else ():
        if meta.get("name") == "description":
            return meta["content"]
    return ""


def add_title(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    title, site = plain_title(app, page, context), app.config.html_title
    # `head_title:` in the front matter, for a page whose heading says too little on its own.
    given = app.env.metadata.get(page, {}).get("head_title")
    context["head_title"] = given or page_title(page, title, site, module_of(app, page))


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_title)
