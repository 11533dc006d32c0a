"""What pages weigh on the wire: computed from their files, and measured in the browser.

Every page is computed, which takes no time; some are measured, which shows that the computed
figures are what a browser really gets.
"""

import gzip
import mimetypes
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from safercities.site.serve import COMPRESSED_TYPES
from safercities.site.stylesheet import BUNDLE

BUDGETS = tomllib.loads(Path(__file__).with_name("budgets.toml").read_text(encoding="utf-8"))
HEADERS = 220  # bytes of the answer's head, as our server and the browser count them
PART = re.compile(r'<nav class="sc-strip sc-strip-([\w-]+)"')
NAMED = ("404", "my-course", "search")
PLACES = (("index.", "home"), ("book/start/", "start"), ("notebooks/", "lab"))
PLACES += (("book/test/scoring", "reference"), ("book/test/", "test"))
CITY = "book/lantern-bay.html"
FILES = re.compile(
    r'<(?:script|img|source)\b[^>]*?\ssrc="([^"]+)"|<link rel="stylesheet" href="([^"]+)"'
)

Weights = dict[str, int]


def course_pages(site: Path) -> list[str]:
    """Names of the course's pages; pages of other programs, such as JupyterLite's, are not."""
    paths = sorted(path for path in site.rglob("*.html") if BUNDLE in path.read_text("utf-8"))
    return [path.relative_to(site).as_posix() for path in paths]


def kind_of(name: str, html: str) -> str:
    """The kind of a page, whose budget it has: its part of the module, or its place."""
    if part := PART.search(html):
        return part[1]
    if name == CITY:
        return "city"
    if Path(name).stem in NAMED:
        return Path(name).stem
    return next((kind for start, kind in PLACES if name.startswith(start)), "reference")


def file_weight(path: Path) -> int:
    """Bytes that travel for one file, its head included."""
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or ""
    compressed = kind.startswith(COMPRESSED_TYPES)
    return HEADERS + len(gzip.compress(content, 6) if compressed else content)


def computed(site: Path, name: str) -> Weights:
    """Bytes of a page and of each file that it names, by path below the site."""
    page = site / name
    named = {a or b for a, b in FILES.findall(page.read_text("utf-8"))}
    root = site.resolve()
    paths = [urlsplit(n).path for n in named if not n.startswith("data:")]
    # The page for a lost address counts from the top, since it is shown at any depth.
    files = {(root / p[1:] if p[0] == "/" else page.parent / p).resolve() for p in paths}
    return {p.relative_to(root).as_posix(): file_weight(p) for p in {page.resolve(), *files}}


def measured(page: Page, site: str, name: str, click: str = "", shown: str = "") -> Weights:
    """Bytes of each file that a phone gets for a page at the address `site`, read to the end.

    With `click` and `shown`, the files that a click on the one element adds until the other is
    there. The window has kept nothing of earlier pages.
    """
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    names: dict[str, str] = {}
    weights: Weights = {}

    def on_response(event: dict) -> None:
        names[event["requestId"]] = event["response"]["url"].removeprefix(f"{site}/")

    def on_finished(event: dict) -> None:
        address = names[event["requestId"]]
        if not address.startswith("data:"):
            path = urlsplit(address).path
            weights[path] = weights.get(path, 0) + int(event["encodedDataLength"])

    client.on("Network.responseReceived", on_response)
    client.on("Network.loadingFinished", on_finished)
    page.goto(f"{site}/{name}")
    if click:
        page.wait_for_load_state("networkidle")
        weights.clear()
        page.locator(click).first.click()
        page.locator(shown).first.wait_for()
    else:
        page.evaluate(
            """async () => {
                for (let y = 0; y < document.body.scrollHeight; y += 600) {
                    scrollTo(0, y);
                    await new Promise(requestAnimationFrame);
                }
                const all = [...document.images].map(image => image.decode().catch(() => {}));
                await Promise.all(all);
            }"""
        )
    page.wait_for_load_state("networkidle")
    client.detach()
    return weights


def over_budget(name: str, kind: str, weights: Weights) -> str:
    """A sentence about a page that is too heavy, with its heaviest files; empty if it is not."""
    total = sum(weights.values()) / 1000
    if total <= BUDGETS[kind]:
        return ""
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:5]
    files = ", ".join(f"{path} {size / 1000:.0f} kB" for path, size in heaviest)
    return f"{name} ({kind}): {total:.0f} kB, its budget is {BUDGETS[kind]} kB. Heaviest: {files}"
