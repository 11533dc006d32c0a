"""Measures an open page as its readers meet it: in several sizes and colours, without reloading.

Browser zoom of 200 % halves the page's width in CSS pixels and doubles the pixels of the screen
behind each. Layout and axe-core know CSS pixels only, so a window of half the size is the same
test.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, TimeoutError

from tests.conftest import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOUR_RULES = ("color-contrast", "link-in-text-block")
# Style sheets are read beforehand only for the rule about turned screens, which axe leaves out.
RUN_AXE = """only => axe.run(document, {
  runOnly: only, resultTypes: ['violations'], iframes: false, preload: {assets: ['media']} })"""
SMALLEST = 24  # CSS pixels: WCAG 2.2, 2.5.8
# WCAG 2.1, 1.4.12: readers may set these, and nothing may be lost.
TEXT_SPACING = (
    "body * { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
    "word-spacing: 0.16em !important } body p { margin-bottom: 2em !important }"
)


@dataclass(frozen=True)
class Mode:
    """How a reader sees the page; sizes in CSS pixels.

    `recoloured` is a mode with the layout of the one before it, in other colours.
    """

    name: str
    width: int
    height: int
    scheme: str
    recoloured: bool = False

    @property
    def rules(self) -> dict[str, str | list[str]]:
        """The rules of axe-core that can find something new."""
        if self.recoloured:
            return {"type": "rule", "values": list(COLOUR_RULES)}
        return {"type": "tag", "values": list(STANDARDS)}


# The first runs on all code. The others see each kind of coloured word once on each page: a lab
# has thousands of words in the same few colours.
MODES = (
    Mode("light", 1280, 1024, "light"),
    Mode("dark", 1280, 1024, "dark", recoloured=True),
    Mode("200 % zoom", 640, 512, "light"),
    Mode("360 px, dark", 360, 780, "dark"),
)
NARROWEST = 320  # CSS pixels: WCAG 2.1, 1.4.10


def open_everything(page: Page) -> None:
    """Unfold what is folded, start explorers and answer questions: hidden parts are not checked."""
    for start in page.locator(".sc-explorer-start button:visible").all():
        start.click()
    if page.locator(".sc-explorer").count():
        page.locator(".sc-explorer-live :is(input, select)").first.wait_for()
    for question in page.locator("form.sc-check").all():
        field = question.locator("input").first
        if question.get_attribute("data-kind") == "numeric":
            field.fill("1")
        else:
            field.check()
        if not question.get_attribute("data-held"):
            question.locator("[type=submit]").click()
    for button in page.locator(".sc-form-in:visible").all():
        button.click()
        page.locator(".sc-form-result table").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")


def axe_findings(page: Page, mode: Mode) -> list[str]:
    """What axe-core finds wrong on the open page, one line a rule."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    violations = page.evaluate(RUN_AXE, mode.rules)["violations"]
    return [f"{v['id']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:200]}" for v in violations]


def size_findings(page: Page) -> list[str]:
    """Small targets, and what cannot be seen without scrolling sideways."""
    found = [
        f"target below {SMALLEST} px: {part}" for part in page.evaluate("audit.smallTargets(24)")
    ]
    found += [f"wider than the page: {part}" for part in page.evaluate("audit.wideParts()")]
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return found + ([f"scrolls sideways: {width} px in {room}"] if width > room else [])


def mode_findings(page: Page, mode: Mode) -> list[str]:
    """Everything that is wrong with the open page in one mode."""
    page.set_viewport_size({"width": mode.width, "height": mode.height})
    page.emulate_media(color_scheme=mode.scheme, reduced_motion="reduce")
    page.wait_for_function(
        "mode => document.documentElement.dataset.theme === mode", arg=mode.scheme
    )
    # The bar that stays on top half covers whatever was scrolled below it; that is no small target.
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    with contextlib.suppress(TimeoutError):  # axe-core names what never gets its tab stop
        page.wait_for_function("audit.scrollersReady()", timeout=5000)
    return [f"{mode.name}: {line}" for line in axe_findings(page, mode) + size_findings(page)]


def spacing_findings(page: Page) -> list[str]:
    """What is cut off or sticks out on a narrow screen when a reader sets wide text."""
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    narrow = size_findings(page)
    page.add_style_tag(content=TEXT_SPACING)
    cut = [f"cut off: {part}" for part in page.evaluate("audit.cutText()")]
    return [f"{NARROWEST} px: {line}" for line in narrow] + [
        f"wide text: {line}" for line in cut + size_findings(page)
    ]


def page_findings(page: Page) -> list[str]:
    """Everything that is wrong with the open page."""
    page.evaluate(AUDIT)
    open_everything(page)
    found = [f"headings: {step}" for step in page.evaluate("audit.headingJumps()")]
    for mode in MODES:
        found += mode_findings(page, mode)
        page.evaluate("audit.thinCode()")
    return found + spacing_findings(page)
