"""Search that works offline, also from a folder: the index is a script that the page loads on use.

Sphinx's own search shows a sentence only if it may fetch the pages, which browsers refuse under
`file://`, and its index holds no text. Ours holds the text of each section, read by MiniSearch;
the rules for word stems are Sphinx's, for the language of the build.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.search.en import SearchEnglish
from sphinx.util import logging

from safercities.site.sections import sections_of
from safercities.site.strip import part_label
from safercities.site.titles import module_of
from safercities.site.words import _

PAGE = "search"
LIBRARY = Path("node_modules/minisearch/dist/umd/index.js")
SCRIPT = "minisearch.js"
INDEX = "search-index.js"
WORDS = "search-words.js"

logger = logging.getLogger(__name__)


def place_of(app: Sphinx, page: str) -> str:
    """Where a page stands: `Module 5: Lighting · Reading 1 of 3`; empty outside modules."""
    module = module_of(app, page)
    if not module:
        return ""
    name = _("Module %d: %s") % (module.number, module.title)
    return f"{name} · {part_label(module, module.part_on(page))}"


def index_script(app: Sphinx, pages: list[str]) -> str:
    """The text of all pages: `pages` holds address, title and place, `sections` the number of their
    page, anchor, heading and text.
    """
    listed, sections = [], []
    for number, page in enumerate(pages):
        listed.append([f"{page}.html", app.env.titles[page].astext(), place_of(app, page)])
        html = (Path(app.outdir) / f"{page}.html").read_text(encoding="utf-8")
        sections += [[number, *section] for section in sections_of(html)]
    data = {"pages": listed, "sections": sections}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"var safercitiesIndex={text};\n"


def words_script(language: str) -> str:
    """Stemmer and words to ignore of a language; English where Sphinx has no rules."""
    rules = languages.get(language, SearchEnglish)
    if isinstance(rules, str):  # Sphinx names those it loads late
        module, _dot, name = rules.rpartition(".")
        rules = getattr(__import__(module, fromlist=[name]), name)
    search = rules({})
    ignored = json.dumps(sorted(search.stopwords), ensure_ascii=False)
    return f"var stopwords={ignored};\n{search.js_stemmer_code.strip()}\n"


def replace_stock_search(app: Sphinx) -> None:
    """No page needs Sphinx's own index and search page."""
    app.builder.search = False


def add_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    if app.builder.name == "html":
        yield PAGE, {"title": _("Search"), "parents": []}, "search.html"


def add_script(app: Sphinx, page: str, *_rest: object) -> None:
    if page == PAGE:
        app.add_js_file("search.js", loading_method="defer")


def write_index(app: Sphinx, problem: Exception | None) -> None:
    """Put index, words and library beside the pages, as they are at the end of the build."""
    if problem or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    pages = sorted(app.env.found_docs)
    (static / INDEX).write_text(index_script(app, pages), encoding="utf-8")
    (static / WORDS).write_text(words_script(app.config.language), encoding="utf-8")
    library = Path(app.srcdir) / LIBRARY
    if library.exists():
        shutil.copyfile(library, static / SCRIPT)
    else:
        logger.warning("%s is missing, so the site cannot be searched; run `npm ci`", LIBRARY)


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", replace_stock_search)
    app.connect("html-collect-pages", add_page)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", write_index)
