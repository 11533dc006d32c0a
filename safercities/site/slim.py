"""Takes off each page what it does not use, so that it stays light on a slow link.

Measured with gzip on a reading page: the theme alone sends about 975 kB, most of it icons. Each
rule below says what is dropped and why.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

TABLE_STYLE = re.compile(r"<style scoped>.*?</style>\s*", flags=re.S)
HERE = Path(__file__).parent

# Scripts that no page of the course needs.
DROPPED_SCRIPTS = {
    # In-page execution from another host's script; our notebooks have the launch box.
    "sphinx-thebe.js",
    # Folded admonitions are native <details> (folds.py).
    "togglebutton.js",
    # Loaded by the theme a second time in its own place.
    "scripts/pydata-sphinx-theme.js",
    "scripts/bootstrap.js",
    # Parts of Sphinx's own search; the theme's script reads DOCUMENTATION_OPTIONS alone.
    "doctools.js",
    "sphinx_highlight.js",
}
# Files that the theme and its extensions copy, and nothing on a page names. The style sheets are
# in the bundle (stylesheet.py).
UNUSED_FILES = (
    "vendor",
    "locales",
    "images",
    "scripts/*.map",
    "scripts/fontawesome*",
    "scripts/bootstrap*",
    "styles",
    "*webpack-macros.html",
    "sphinx-thebe.*",
    "togglebutton.*",
    # Sphinx's own search (search.py says why it is replaced).
    "searchtools.js",
    "language_data.js",
    "doctools.js",
    "sphinx_highlight.js",
)


def has_class(name: str) -> Callable[[nodes.document], bool]:
    """A test whether any element of a page has a class."""
    return lambda page: any(name in node.get("classes", ()) for node in page.findall(nodes.Element))


def has_code(page: nodes.document) -> bool:
    return next(page.findall(nodes.literal_block), None) is not None


# Scripts that only pages with a certain content need.
CONDITIONAL_SCRIPTS = {
    "clipboard.min.js": has_code,
    "copybutton.js": has_code,
    "design-tabs.js": has_class("sd-tab-set"),
}


def is_needed(script: str, doctree: nodes.document | None) -> bool:
    """Whether a page needs a script; `script` is its path below `_static`."""
    if script in DROPPED_SCRIPTS:
        return False
    needs = CONDITIONAL_SCRIPTS.get(script)
    return needs is None or (doctree is not None and needs(doctree))


def slim_scripts(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Keep the scripts a page needs.

    Inline scripts are dropped: Jupyter Book writes those of thebe and togglebutton twice, which is
    an error on every page, and both are dropped above.
    """
    kept = []
    for script in context["script_files"]:
        name = str(getattr(script, "filename", script) or "")
        name = name.partition("?")[0].removeprefix("_static/")
        if name and is_needed(name, doctree):
            kept.append(_deferred(script))
    context["script_files"] = kept


def _deferred(script: object) -> object:
    """The same script, marked to run after the page is there: nothing blocks the first paint."""
    attributes = getattr(script, "attributes", None)
    if attributes is not None and "async" not in attributes:
        attributes["defer"] = "defer"
    return script


def drop_table_styles(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Take out the style sheet that pandas writes before each table; ours styles them all."""
    if "body" in context:
        context["body"] = TABLE_STYLE.sub("", context["body"])


def remove_unused(app: Sphinx, problem: Exception | None) -> None:
    """Take the theme's files that no page asks for out of the built site (about 7 MB)."""
    if problem or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    for path in sorted({path for pattern in UNUSED_FILES for path in static.glob(pattern)}):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def use_own_files(app: Sphinx, config: Config) -> None:
    """Our templates come before the theme's; our static files join its own."""
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))


def setup(app: Sphinx) -> None:
    app.connect("config-inited", use_own_files, priority=400)
    # After every extension has added its scripts.
    app.connect("html-page-context", slim_scripts, priority=950)
    app.connect("html-page-context", drop_table_styles)
    # After the style sheets have been bundled.
    app.connect("build-finished", remove_unused, priority=950)
