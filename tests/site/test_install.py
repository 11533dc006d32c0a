"""The web-app manifest and its icons."""

import json
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser

from safercities.site.install import ICONS, MANIFEST, NIGHT
from tests.site.minisite import MiniSite


def test_icons_have_the_stated_sizes(mini_site: MiniSite) -> None:
    stated = json.loads((mini_site.out / MANIFEST).read_text(encoding="utf-8"))
    assert {icon["purpose"] for icon in stated["icons"]} == {"any", "maskable"}
    for icon in stated["icons"]:
        with Image.open(mini_site.out / icon["src"]) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_maskable_icon_fills_its_square(mini_site: MiniSite) -> None:
    night = tuple(bytes.fromhex(NIGHT[1:]))
    with Image.open(mini_site.out / ICONS / "maskable-512.png") as picture:
        pixels = picture.convert("RGBA")
        corners = [pixels.getpixel((x, y)) for x in (0, 511) for y in (0, 511)]
        # Nothing but the background outside the circle that every phone shows.
        edge = [pixels.getpixel((x, 40)) for x in range(512)]
    assert set(corners) | set(edge) == {(*night, 255)}


def test_browser_accepts_the_manifest(browser: Browser, mini_url: str) -> None:
    """Chromium reads it from a page in a folder, without a finding, and finds every address."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{mini_url}/book/01-mini/reading.html")
    session = context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{mini_url}/{MANIFEST}"
    stated = json.loads(found["data"])
    for path in (stated["start_url"], *(icon["src"] for icon in stated["icons"])):
        assert page.request.get(urljoin(found["url"], path)).ok, path
    findings = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A browser without a window has nothing to install to.
    assert [f["errorId"] for f in findings if f["errorId"] != "in-incognito"] == []
    context.close()
