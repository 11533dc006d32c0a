"""Kilobytes on the wire of the same pages, ours and built with Jupyter Book's own settings.

The stock book has our sources and our list of pages, a `_config.yml` that names only what a book
needs, Jupyter Book's default theme and no extension of ours. Results of code come from the cache
of our own build, so both show the same tables and pictures. Stock Jupyter Book leaves out the few
directives that it does not know, so its pages hold a little less than ours.

Both sites are measured as in `page_weight`. Files that a page asks of other hosts (the stock page
takes its formulas from one) weigh something only if the computer has a link; a request counts
either way.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pandas as pd
import yaml

from benchmarks.page_weight import ROOT, page_weight
from safercities.site.build import JUPYTER_BOOK
from safercities.site.serve import serving
from tests.browser import chromium

PAGES = {
    "home": "index.html",
    "reading": "book/05-lighting/how-much-light.html",
    "reading with a formula": "book/03-records/what-was-sent.html",
    "lab": "notebooks/05-lighting.html",
}
SOURCES = ("_toc.yml", "index.md", "book", "notebooks", "datasets", "safercities")
STOCK = {
    "title": "Safer Cities",
    "only_build_toc_files": True,
    "execute": {"execute_notebooks": "cache", "timeout": 180},
    "bibtex_bibfiles": ["book/references.bib"],
}
CACHE = Path("_build") / ".jupyter_cache"


def build_stock(folder: Path) -> Path:
    """Build the course in `folder` with Jupyter Book's own settings; the folder of its pages.

    Raises
    ------
    SystemExit
        If Jupyter Book fails. Its warnings about unknown directives are expected.
    """
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    if (ROOT / CACHE).exists():
        shutil.copytree(ROOT / CACHE, folder / CACHE)
    (folder / "_config.yml").write_text(yaml.safe_dump(STOCK), encoding="utf-8")
    command = [*JUPYTER_BOOK, "build", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(f"Jupyter Book could not build the stock book: {result.stderr[-800:]}")
    return folder / "_build" / "html"


def measure_pages(site: Path) -> pd.DataFrame:
    """Kilobytes, and requests to other hosts, of each page of a built site, read to the end."""
    with serving(site) as address, chromium() as browser:
        weights = {
            kind: page_weight(browser, f"{address}/{page}", "read to the end")
            for kind, page in PAGES.items()
        }
    rows = {
        kind: {"kB": weight["total"] / 1000, "other hosts": weight["elsewhere"]}
        for kind, weight in weights.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def measure(folder: Path = ROOT / "_build" / "html") -> pd.DataFrame:
    """One row for each page: the stock page, ours, and how many times heavier the stock one is."""
    with tempfile.TemporaryDirectory() as place:
        stock = measure_pages(build_stock(Path(place)))
    table = stock.join(measure_pages(folder), lsuffix=", stock", rsuffix=", ours")
    table["stock / ours"] = table["kB, stock"] / table["kB, ours"]
    return table.round(1).rename_axis("page").reset_index()
