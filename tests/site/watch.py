"""Listens to a page while a test drives it."""

from urllib.parse import urlsplit

from playwright.sync_api import Page


def watch(page: Page, address: str) -> list[str]:
    """Collects what a page must not do: ask another host, miss a file, or report an error."""
    host, wrong = urlsplit(address).netloc, []

    def on_request(request: object) -> None:
        if urlsplit(request.url).netloc not in (host, "") and not request.url.startswith("data:"):
            wrong.append(f"asks {request.url}")

    page.on("request", on_request)
    page.on("response", lambda r: r.status >= 400 and wrong.append(f"{r.status} {r.url}"))
    page.on("pageerror", lambda error: wrong.append(f"error {error}"))
    page.on("console", lambda m: m.type == "error" and wrong.append(f"console {m.text}"))
    return wrong
