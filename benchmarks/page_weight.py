"""Kilobytes on the wire of each kind of page, first visit, on a phone.

Serves the built site with gzip on this computer, opens each page in Chromium with an empty cache,
and adds up what the browser's own network log says arrived (CDP `encodedDataLength`).
"""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
from playwright.sync_api import Browser

from safercities.site.serve import serving
from tests.browser import PHONE, chromium

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": "index.html",
    "overview": "book/05-lighting/overview.html",
    "reading": "book/05-lighting/what-darkness-does.html",
    "reading, read to the end": "book/05-lighting/what-darkness-does.html",
    "reading 2": "book/05-lighting/how-much-light.html",
    "explorer": "book/05-lighting/explorer.html",
    "explorer, opened": "book/05-lighting/explorer.html",
    "lab": "notebooks/05-lighting.html",
    "lab, read to the end": "notebooks/05-lighting.html",
    "check": "book/05-lighting/check.html",
    "search": "search.html",
}
KINDS = ("Document", "Stylesheet", "Script", "Image")


def page_weight(browser: Browser, address: str, action: str = "") -> Counter[str]:
    """Bytes by kind of file for one page in a fresh profile.

    `requests` counts the files that arrived, `elsewhere` those asked of other hosts.
    """
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    kinds: dict[str, str] = {}
    weight: Counter[str] = Counter()

    def on_response(event: dict) -> None:
        kinds[event["requestId"]] = event["type"] if event["type"] in KINDS else "Other"

    def on_finished(event: dict) -> None:
        weight[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])
        weight["requests"] += 1

    def on_request(event: dict) -> None:
        asked = urlsplit(event["request"]["url"])
        weight["elsewhere"] += asked.netloc not in ("", urlsplit(address).netloc)

    client.on("Network.requestWillBeSent", on_request)
    client.on("Network.responseReceived", on_response)
    client.on("Network.loadingFinished", on_finished)
    page.goto(address, wait_until="networkidle")
    if action == "opened":
        page.locator(".sc-explorer-start button").click()
        page.locator(".sc-explorer-live input").first.wait_for()
    elif action:
        for _step in range(page.evaluate("document.body.scrollHeight") // 700):
            page.mouse.wheel(0, 700)
            page.wait_for_timeout(40)
    page.wait_for_timeout(300)
    context.close()
    weight["total"] = sum(weight[kind] for kind in (*KINDS, "Other"))
    return weight


def measure(folder: Path = ROOT / "_build" / "html") -> pd.DataFrame:
    """Kilobytes on the wire of every kind of page that the built site in `folder` has."""
    with serving(folder) as address, chromium() as browser:
        weights = {
            kind: page_weight(browser, f"{address}/{page}", kind.partition(", ")[2])
            for kind, page in PAGES.items()
            if (folder / page).exists()
        }
    table = pd.DataFrame.from_dict(weights, orient="index").fillna(0)
    kilobytes = (table[["total", *KINDS, "Other"]] / 1000).round(1)
    return kilobytes.assign(requests=table["requests"]).rename_axis("page").reset_index()
