"""A way through a module by keyboard alone; focus is never lost, hidden or without an outline."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import DESK, PHONE, Windows

THICK_ENOUGH = 2  # CSS pixels
FOCUS = """() => {
  const item = document.activeElement, style = getComputedStyle(item);
  const box = [...item.getClientRects()].find((part) => part.width && part.height);
  const within = (value, most) => Math.min(Math.max(value, 0), most - 1);
  const top = box && document.elementFromPoint(
    within(box.left + box.width / 2, innerWidth), within(box.top + box.height / 2, innerHeight));
  return {
    html: item.outerHTML.slice(0, 120),
    lost: item === document.body || !box,
    covered: !!box && !(item.contains(top) || top?.contains(item)),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
  };
}"""


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Page]:
    with windows.lend(viewport=request.param, reduced_motion="reduce") as page:
        yield page


def step_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press a key until the target has the focus; every stop on the way must be seen."""
    for _step in range(150):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        assert not stop["lost"], f"the focus is lost before {target}"
        assert not stop["covered"], f"covered: {stop['html']}"
        assert stop["outline"] >= THICK_ENOUGH, f"no outline: {stop['html']}"
        if target.evaluate("item => item === document.activeElement"):
            return
    raise AssertionError(f"150 steps do not reach {target}")


def skip_menu(page: Page) -> None:
    """Take the first stop of a page, which leads past the menu."""
    page.wait_for_load_state("load")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#main-content")


def test_through_a_module(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/index.html")
    skip_menu(page)
    step_to(page, page.locator("main .sc-buttons a").nth(1))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Urban safety")

    skip_menu(page)
    step_to(page, page.locator("main table a", has_text="Explorer").first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Explorer")

    skip_menu(page)
    step_to(page, page.locator(".sc-explorer-start button").first)
    page.keyboard.press("Enter")
    expect(page.locator(".sc-explorer-live :is(input, select)").first).to_be_focused()
    slider = page.locator(".sc-explorer-live input[type=range]").first
    if not slider.evaluate("item => item === document.activeElement"):
        step_to(page, slider)
    sentence = page.locator(".sc-explorer-sentence").first
    before = sentence.inner_text()
    page.keyboard.press("ArrowRight")
    expect(sentence).not_to_have_text(before)
    step_to(page, page.locator(".sc-strip-way a", has_text="No code"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Check")

    skip_menu(page)
    question = page.locator("form.sc-check[data-kind=single]").first
    step_to(page, question.locator("input").first)
    for key in ("Space", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(question.locator("[role=status]")).to_contain_text(re.compile("Right|Not yet"))


def test_tools_of_a_page(page: Page, site_url: str) -> None:
    """Search opens and closes, and the colour mode changes, where the focus stands."""
    page.goto(f"{site_url}/book/05-lighting/check.html")
    switch = page.locator(".theme-switch-button:visible").first
    step_to(page, switch)
    before = page.locator("html").get_attribute("data-theme")
    page.keyboard.press("Enter")
    expect(page.locator("html")).not_to_have_attribute("data-theme", before)
    expect(switch).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("dialog input[type=search]:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#pst-search-dialog")).not_to_be_visible()


@pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)
def test_menu_of_a_phone(page: Page, site_url: str) -> None:
    """The menu opens with Enter, closes with Escape, and the focus returns to its button."""
    page.goto(f"{site_url}/book/glossary.html")
    button = page.locator(".primary-toggle")
    step_to(page, button)
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Schedule", exact=False).first
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize("page", [DESK], ids=["desk"], indirect=True)
def test_less_motion(page: Page, site_url: str) -> None:
    """Who asks the system for less motion gets no transition, animation or smooth scrolling."""
    for name in ("index.html", "book/05-lighting/check.html", "book/05-lighting/explorer.html"):
        page.goto(f"{site_url}/{name}")
        if name.endswith("explorer.html"):
            page.locator(".sc-explorer-start button").click()
            page.locator(".sc-explorer-live input").first.wait_for()
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((item) => {
              const style = getComputedStyle(item);
              return style.animationName !== "none" || style.scrollBehavior === "smooth" ||
                !style.transitionDuration.split(", ").every((time) => time === "0s");
            }).map((item) => item.outerHTML.slice(0, 100))"""
        )
        assert moving == []
