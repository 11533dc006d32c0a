"""Reads the built site: its pages, links, fragments and pictures."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass
class Page:
    """What a test needs to know about one page."""

    path: Path
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    pictures: list[dict[str, str | None]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        for name in ("id", "name"):
            if found.get(name) and (name == "id" or tag == "a"):
                self.page.ids.add(found[name])
        for name in ("href", "src"):
            if found.get(name):
                self.page.links.append(found[name])
        if tag == "img":
            self.page.pictures.append(found)


def read_page(path: Path) -> Page:
    page = Page(path)
    _Reader(page).feed(path.read_text(encoding="utf-8"))
    return page


def read_site(folder: Path) -> dict[Path, Page]:
    """Every page that the course writes, by its path."""
    return {folder / name: read_page(folder / name) for name in own_pages(folder)}


def own_pages(folder: Path) -> list[str]:
    """Names of the pages that the course writes, without those of the in-page JupyterLab."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
    return [name for name in names if not name.startswith("lite/")]


def broken_links(pages: dict[Path, Page], folder: Path) -> list[str]:
    """Links inside the site in `folder` that lead to no file, or to no place on the page."""
    broken = []
    for page in pages.values():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            start = folder if parts.path.startswith("/") else page.path.parent
            target = (start / unquote(parts.path).lstrip("/")).resolve()
            target = target if parts.path else page.path
            if not target.is_file():
                broken.append(f"{page.path.name}: {link} leads to no file")
            elif (
                parts.fragment
                and target in pages
                and unquote(parts.fragment) not in pages[target].ids
            ):
                broken.append(f"{page.path.name}: {link} leads to no place on its page")
    return broken
