"""Draw the README's picture from the built site: a reading on a desk, the explorer on a phone."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from safercities.site.serve import serving  # noqa: E402
from tests.browser import chromium  # noqa: E402

TARGET = ROOT / "book" / "_images" / "course-screens.png"
GAP = 36
PAPER = (233, 236, 243)


def screen(browser: Browser, address: str, size: tuple[int, int], anchor: str) -> Image.Image:
    """The part of a page that begins at the element `anchor`."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    button = page.locator("button", has_text="Turn it yourself")
    if button.count():
        button.first.click()
        page.wait_for_timeout(1_500)
    page.locator(anchor).first.evaluate(
        "e => window.scrollTo(0, e.getBoundingClientRect().top + window.scrollY - 84)"
    )
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return picture


def main() -> None:
    """Write the picture: small enough for a slow link, wide enough to read."""
    with serving(ROOT / "_build" / "html") as site, chromium() as browser:
        module = f"{site}/book/05-lighting"
        desk = screen(browser, f"{module}/what-darkness-does.html", (1180, 760), "#fig-forest")
        phone = screen(browser, f"{module}/explorer.html", (390, 760), ".sc-explorer")
    canvas = Image.new("RGB", (desk.width + phone.width + 3 * GAP, desk.height + 2 * GAP), PAPER)
    canvas.paste(desk, (GAP, GAP))
    canvas.paste(phone, (desk.width + 2 * GAP, GAP))
    canvas.quantize(160).save(TARGET, optimize=True)
    print(f"wrote {TARGET.relative_to(ROOT)}, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
