"""The page at an address that leads nowhere."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Browser, expect

from safercities.site.lost import from_root
from tests.browser import PHONE


def test_addresses_start_at_the_root() -> None:
    html = '<a href="a.html">a</a> <img src="./b.png"> <a href="#c">c</a> <a href="mailto:d">d</a>'
    assert from_root(html, "/course/") == (
        '<a href="/course/a.html">a</a> <img src="/course/b.png"> <a href="#c">c</a> '
        '<a href="mailto:d">d</a>'
    )


@pytest.mark.parametrize("place", ["nowhere", "book/01-mini/deep/er/nowhere.html"])
def test_lost_at_any_depth(browser: Browser, mini_url: str, place: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{mini_url}/{place}")
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    missing: list[str] = []
    page.on("response", lambda r: r.status >= 400 and missing.append(r.url))
    page.goto(f"{mini_url}/{place}")
    expect(page.locator("h1")).to_have_text("This page is not here")
    assert missing == [f"{mini_url}/{place}"]  # its style sheet and scripts are there
    page.get_by_role("link", name="Schedule of all modules").click()
    expect(page.locator("h1")).to_contain_text("Schedule")
    context.close()
