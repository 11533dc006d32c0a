"""Every page of the real site, visited once: whole, alone, and open to everyone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.audit import page_findings
from tests.site.links import own_pages
from tests.site.watch import watch

SHARES = 4  # tests that can run side by side


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page(
    browser: Browser, site_dir: Path, site_url: str, subtests: object, share: int
) -> None:
    """No missing file, no other host, no error; axe-core and the measurements find nothing."""
    context = browser.new_context()
    page = context.new_page()
    wrong = watch(page, site_url)
    for name in own_pages(site_dir)[share::SHARES]:
        with subtests.test(page=name):
            wrong.clear()
            page.goto(f"{site_url}/{name}", wait_until="load")
            assert page_findings(page) + wrong == []
    context.close()
