"""A real Chromium for the tests: where it is, and how to start it."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The browser must not speak to its maker's servers: the tests count every request it makes.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PATIENCE = 30_000  # milliseconds: what Playwright allows for a step unless it is told otherwise


def chromium_path() -> str:
    """Full path of the browser: `$CHROMIUM`, or the first known name on the PATH.

    Raises
    ------
    FileNotFoundError
        If there is none; `make test` installs it where it can.
    """
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise FileNotFoundError("no Chromium on the PATH: run `make setup-tests` or set CHROMIUM")
    return found


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser with a fresh profile, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class Windows:
    """Windows that tests use one after the other, and that each test finds empty.

    A new window with a profile of its own takes longer than most tests do.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, Page] = {}

    @contextlib.contextmanager
    def lend(self, **options: Any) -> Iterator[Page]:
        """A window with these options of a browser context; it comes back emptied or not at all."""
        kind = repr(sorted(options.items()))
        page = self.free.pop(kind, None) or self.browser.new_context(**options).new_page()
        yield page
        empty(page)
        self.free[kind] = page


def empty(page: Page) -> None:
    """Forget what the site has stored where the page is now, and what a test has set."""
    page.unroute_all()
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.goto("about:blank")
    page.emulate_media(media="null")
    page.set_default_timeout(PATIENCE)
