"""Words and marks of the drawings stand out from what lies below them, as Chromium paints it.

Words 4.5 to 1, marks 3 to 1 (WCAG 2.1, 1.4.3 and 1.4.11). A drawing brings its own ground, so it
looks the same on a light and on a dark page.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.contrast import stands_out

DRAWINGS = sorted((ROOT / "book" / "_images").glob("*.svg"))
LOOK = Path(__file__).with_name("drawings.js").read_text(encoding="utf-8")
WORDS, MARKS = 4.5, 3
# A scene without words: hills fade into the dusk, and the text beside it says what to see.
SCENES = ("lantern-bay",)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    yield page
    page.close()


def looked_at(page: Page, svg: str) -> dict:
    page.set_content(f'<body style="margin: 0">{svg}</body>')
    return page.evaluate(LOOK)


def faint(items: list[dict], least: float) -> list[str]:
    """Words or marks of which no paint stands out from each ground below them."""
    return [
        item["what"]
        for item in items
        if not item["grounds"]
        or not all(
            any(stands_out(paint, ground[:3]) >= least for paint in item["paints"])
            for ground in item["grounds"]
        )
    ]


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_words_and_marks_stand_out(page: Page, path: Path) -> None:
    seen = looked_at(page, path.read_text(encoding="utf-8"))
    if path.stem in SCENES:
        assert seen["words"] == []
        return
    assert seen["paper"], "the first shape is not a ground that fills the drawing"
    assert seen["words"]
    assert seen["marks"]
    assert faint(seen["words"], WORDS) == []
    assert faint(seen["marks"], MARKS) == []


def test_what_is_faint_is_found(page: Page) -> None:
    svg = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="300"
      height="100" fill="#fff"/><g fill="#14213d"><rect x="10" y="10" width="100" height="40"/></g>
      <path d="M150 20h100" stroke="#e69f00" stroke-width="4" fill="none"/>
      <text x="20" y="35" fill="#777">on the dark</text>
      <text x="20" y="85" fill="#767676">below</text>
      <text x="150" y="85" fill="#767676" opacity=".9">half seen</text></svg>"""
    seen = looked_at(page, svg)
    assert faint(seen["words"], WORDS) == ["on the dark", "half seen"]
    assert [mark[:20] for mark in faint(seen["marks"], MARKS)] == ['<path d="M150 20h100']
