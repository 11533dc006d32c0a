"""A real Chromium for the tests: where it is, and how to start it."""

import contextlib
import os
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

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
