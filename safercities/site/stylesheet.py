"""One small style sheet for the whole site, bundled after the pages are written.

The theme's sheet is 397 kB and holds icon fonts and components that the course does not use. The
bundle keeps a rule only if every class and id in its selector occurs on a page or in a script.
The file's name in the pages carries a fingerprint, so that browsers never show an old copy.
"""

import hashlib
import re
from pathlib import Path

from sphinx.application import Sphinx

from safercities.site.prune import drop_unread, prune, used_names

BUNDLE = "course-bundle.css"
BASE = "course.css"
THEME = "styles/pydata-sphinx-theme.css"
# In the order of the cascade, before ours; a file that an extension did not write is skipped.
FOREIGN = (
    "basic.css",
    THEME,
    "styles/sphinx-book-theme.css",
    "pygments.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "copybutton.css",
)
SET_BY_VEGA = {"vega-bindings"}  # the charting script is too large to read for names
# The theme's script looks for these, but our pages have no header bar, banner, version menu,
# Bootstrap menu or sidebar that folds to a strip.
NEVER_SET = re.compile(
    r"bd-header|version-switcher|pst-(?:squeeze|collapse|expand)|dropdown|list-group|h[1-6]$|row$"
)
ICON_FONT = re.compile(r"^\.?fa[srlb]?$|^fa-")
LINK = re.compile(rf"{re.escape(BUNDLE)}(?:\?v=[0-9a-f]+)?")


def own_sheets(folder: Path) -> list[str]:
    """Names of the course's own sheets in a folder: the base first, then the others by name."""
    return sorted((path.name for path in folder.glob("*.css")), key=lambda n: (n != BASE, n))


def name_stylesheet(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    context["course_stylesheet"] = BUNDLE


def write_bundle(app: Sphinx, problem: Exception | None) -> None:
    """Bundle the style sheets for the pages as they are now, and point every page to the result."""
    if problem or app.builder.name not in ("html", "dirhtml", "singlehtml"):
        return
    out = Path(app.outdir)
    static = out / "_static"
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.html"))}
    pages = {path: text for path, text in texts.items() if BUNDLE in text}  # not those of others
    scripts = [
        path.read_text(encoding="utf-8") for path in sorted(static.rglob("*.js")) if _is_ours(path)
    ]
    names = used_names(pages.values(), scripts, NEVER_SET) | SET_BY_VEGA
    own = own_sheets(Path(__file__).parent / "static")
    found = [path for name in (*FOREIGN, *own) for path in sorted(static.glob(name))]
    if static / THEME not in found:
        return  # nothing was out of date, so the builder copied nothing and the bundle stands
    # The theme's icon font is not loaded: course.css draws the few icons that are used.
    without_icons = {name for name in names if not ICON_FONT.match(name)}
    bundle = "".join(
        prune(path.read_text(encoding="utf-8"), names if path.name in own else without_icons)
        for path in found
    )
    bundle = drop_unread(bundle, "".join([*pages.values(), *scripts]))
    (static / BUNDLE).write_text(bundle, encoding="utf-8")
    link = f"{BUNDLE}?v={hashlib.sha256(bundle.encode()).hexdigest()[:10]}"
    for path, page in pages.items():
        linked = LINK.sub(link, page)
        if linked != page:
            path.write_text(linked, encoding="utf-8")


def _is_ours(path: Path) -> bool:
    """Scripts that pages load; the theme's unused ones would keep unused rules."""
    return path.name not in ("fontawesome.js", "bootstrap.js", "vega.min.js", "minisearch.js")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", name_stylesheet)
    app.connect("build-finished", write_bundle, priority=900)
