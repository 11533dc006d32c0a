"""Explorers as a trainee on a phone meets them: letters, colours, and hosts with strict rules."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import ImageColor
from playwright.sync_api import Page, Route, expect

from tests.browser import PHONE, Windows
from tests.site.watch import watch

SMALLEST_LETTERS = 11  # CSS pixels
CONTRAST = 4.5  # WCAG 2.2, 1.4.3
NO_CODE_FROM_TEXT = "script-src 'self' 'unsafe-inline'; object-src 'none'"
FAULTS = """() => {
  const svg = document.querySelector(".sc-explorer-live svg"), all = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll("text")].filter((item) => item.textContent.trim());
  const boxes = words.map((item) => [item.textContent, item.getBoundingClientRect()]);
  const seen = boxes.filter(([, box]) => box.width);
  const out = seen.filter(([, b]) => b.left < all.left - 1 || b.right > all.right + 1);
  const onOther = seen.filter(([, a], place) => seen.slice(place + 1).some(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4));
  return [...out.map(([text]) => `cut off: ${text}`), ...onOther.map(([text]) => `hit: ${text}`)];
}"""


@pytest.fixture(scope="module")
def pages(site_dir: Path) -> list[str]:
    """Every page with an explorer."""
    found = [path.relative_to(site_dir) for path in site_dir.glob("book/*/explorer.html")]
    assert found
    return sorted(path.as_posix() for path in found)


@pytest.fixture
def phone(windows: Windows) -> Iterator[Page]:
    with windows.lend(viewport=PHONE, has_touch=True, reduced_motion="reduce") as page:
        yield page


def brightness(colour: str) -> float:
    """Relative luminance of a colour, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_words_in_pictures_have_contrast(site_dir: Path, subtests: object) -> None:
    """Pictures bring their own ground, so both colour modes show the same."""
    assert contrast("#767676", "white") == pytest.approx(4.54, abs=0.01)  # a known pair
    for path in sorted((site_dir / "_static" / "explorers").glob("*.svg")):
        with subtests.test(picture=path.name):
            items = list(ElementTree.parse(path).iter())
            ground = next(i.get("fill") for i in items if i.tag.endswith("rect"))
            texts = [i for i in items if i.tag.endswith("text") and i.text]
            assert texts
            weak = [i.text for i in texts if contrast(i.get("fill"), ground) < CONTRAST]
            assert weak == []


def test_on_a_phone_letters_can_be_read(
    phone: Page, site_url: str, site_dir: Path, pages: list[str], subtests: object
) -> None:
    """In the still picture and in the live one; no word is cut off or stands on another."""
    for name in pages:
        with subtests.test(page=name):
            phone.goto(f"{site_url}/{name}")
            picture = phone.locator(".sc-explorer-picture img")
            source, scale = picture.evaluate(
                "i => i.decode().then(() => [i.currentSrc, i.width / i.naturalWidth])"
            )
            svg = (site_dir / source.removeprefix(f"{site_url}/")).read_text(encoding="utf-8")
            sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)]
            assert min(sizes) * min(scale, 1) >= SMALLEST_LETTERS - 0.1
            phone.locator(".sc-explorer-start button").click()
            phone.locator(".sc-explorer-live svg").wait_for()
            assert phone.evaluate(FAULTS) == []


def test_a_host_that_forbids_code_from_text(
    phone: Page, site_url: str, pages: list[str], subtests: object
) -> None:
    """Vega then reads its formulas with an interpreter, and says the same."""

    def forbid(route: Route) -> None:
        answer = route.fetch()
        headers = answer.headers | {"content-security-policy": NO_CODE_FROM_TEXT}
        route.fulfill(response=answer, headers=headers)

    for name in pages:
        with subtests.test(page=name):
            said = []
            for strict in (False, True):
                if strict:
                    phone.route("**/*.html", forbid)
                wrong = watch(phone, site_url)
                phone.goto(f"{site_url}/{name}")
                phone.locator(".sc-explorer-start button").click()
                slider = phone.locator(".sc-explorer-live input[type=range]").first
                before = phone.locator(".sc-explorer-sentence").first.inner_text()
                slider.press("ArrowRight")
                sentence = phone.locator(".sc-explorer-sentence").first
                expect(sentence).not_to_have_text(before)
                said.append(sentence.inner_text())
            phone.unroute("**/*.html")
            assert [line for line in wrong if line.startswith("error")] == []
            assert said[0] == said[1]
