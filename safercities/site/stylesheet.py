"""One small style sheet for the whole site, bundled after the pages are written.

The theme's sheet is 397 kB and holds icon fonts and components that the course does not use. The
bundle keeps a rule only if every class and id in its selector occurs on a page or in a script.
The file's name in the pages carries a fingerprint, so that browsers never show an old copy.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import tinycss2
from sphinx.application import Sphinx

BUNDLE = "course-bundle.css"
OWN = "course.css"
THEME = "styles/pydata-sphinx-theme.css"
# In the order of the cascade; a file that an extension did not write is skipped.
SHEETS = (
    "basic.css",
    THEME,
    "styles/sphinx-book-theme.css",
    "pygments.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "copybutton.css",
    OWN,
)
SET_BY_VEGA = {"vega-bindings"}  # the charting script is too large to read for names
ATTRIBUTE = re.compile(r'\b(?:class|id)="([^"]*)"')
WORD = re.compile(r"[A-Za-z_][\w-]*")
NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)")
# What stands in these brackets need not all occur.
ALTERNATIVES = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
ICON_FONT = re.compile(r"^\.?fa[srlb]?$|^fa-")
LINK = re.compile(rf"{re.escape(BUNDLE)}(?:\?v=[0-9a-f]+)?")


def used_names(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Classes and ids that occur on pages, and every word in scripts, which may set them."""
    names = {name for page in pages for value in ATTRIBUTE.findall(page) for name in value.split()}
    return names.union(*(WORD.findall(script) for script in scripts))


def is_used(selector: str, names: set[str]) -> bool:
    """Whether a selector can match anything on the site."""
    wanted = [name.replace("\\", "") for name in NAME.findall(ALTERNATIVES.sub("", selector))]
    return all(name in names for name in wanted)


def prune(css: str, names: set[str]) -> str:
    """The rules of a style sheet that can apply."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_prune_rule(rule, names) for rule in rules)


def _prune_rule(rule: tinycss2.ast.Node, names: set[str]) -> str:
    if rule.type == "qualified-rule":
        selectors = [
            part for part in _split(tinycss2.serialize(rule.prelude)) if is_used(part, names)
        ]
        body = tinycss2.serialize(rule.content).strip()
        return f"{','.join(selectors)}{{{body}}}" if selectors and body else ""
    if rule.type != "at-rule":
        return ""
    if rule.lower_at_keyword == "font-face":
        return ""  # only icon fonts are declared this way; text uses the reader's own fonts
    if rule.lower_at_keyword in ("media", "supports", "layer") and rule.content is not None:
        inner = "".join(
            _prune_rule(part, names)
            for part in tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
        )
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
    return tinycss2.serialize([rule])


def _split(prelude: str) -> list[str]:
    """Selectors of a list; commas inside brackets do not count."""
    parts, depth = [""], 0
    for letter in prelude.strip():
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def name_stylesheet(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    context["course_stylesheet"] = BUNDLE


def write_bundle(app: Sphinx, problem: Exception | None) -> None:
    """Bundle the style sheets for the pages as they are now, and point every page to the result."""
    if problem or app.builder.name not in ("html", "dirhtml", "singlehtml"):
        return
    out = Path(app.outdir)
    static = out / "_static"
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.html"))}
    scripts = [
        path.read_text(encoding="utf-8") for path in sorted(static.rglob("*.js")) if _is_ours(path)
    ]
    names = used_names(pages.values(), scripts) | SET_BY_VEGA
    found = [path for name in SHEETS for path in sorted(static.glob(name))]
    if static / THEME not in found:
        return  # nothing was out of date, so the builder copied nothing and the bundle stands
    # The theme's icon font is not loaded: course.css draws the few icons that are used.
    without_icons = {name for name in names if not ICON_FONT.match(name)}
    bundle = "".join(
        prune(path.read_text(encoding="utf-8"), names if path.name == OWN else without_icons)
        for path in found
    )
    (static / BUNDLE).write_text(bundle, encoding="utf-8")
    link = f"{BUNDLE}?v={hashlib.sha256(bundle.encode()).hexdigest()[:10]}"
    for path, page in pages.items():
        linked = LINK.sub(link, page)
        if linked != page:
            path.write_text(linked, encoding="utf-8")


def _is_ours(path: Path) -> bool:
    """Scripts that pages load; the theme's unused ones would keep unused rules."""
    return path.name not in ("fontawesome.js", "bootstrap.js", "vega.min.js")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", name_stylesheet)
    app.connect("build-finished", write_bundle, priority=900)
