"""Drives the in-browser lab as a trainee does: open, run all cells, look at what came out."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

# Matplotlib says so once in a fresh browser; everything else on the error stream is a fault.
HARMLESS = ("Matplotlib is building the font cache",)
# What a widget's Python callback printed or drew. A figure has a name of its own at each drawing.
SAID = """(output) => [...output.querySelectorAll(".jp-OutputArea-output")]
  .map((part) => part.textContent + (part.querySelector("img")?.src ?? "")).join("")"""
TABS = 10  # stops between a cell and its first slider, at most
# The sign that Python works turns for as long as a lab runs, and every picture of it is drawn.
STILL = ".jp-KernelStatus-spinner { animation: none !important }"
PATIENCE = 120_000  # milliseconds: other tests run on the same two processors
LOOK = """() => {
  const texts = (query) => [...document.querySelectorAll(query)].map((e) => e.textContent.trim());
  const cells = [...document.querySelectorAll(".jp-CodeCell")];
  const prompts = cells.map((cell) => cell.querySelector(".jp-InputPrompt").textContent);
  const said = texts('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]');
  const stopped = said.filter((text) => text.includes("Traceback (most recent call last)"));
  return {
    cells: cells.length,
    done: prompts.filter((text) => /\\d/.test(text)).length,
    busy: prompts.filter((text) => text.includes("*")).length,
    figures: document.querySelectorAll(".jp-OutputArea-output img").length,
    sliders: document.querySelectorAll(".jp-OutputArea .widget-slider").length,
    stopped,
    warnings: said.filter((text) => !stopped.includes(text)),
  };
}"""


@dataclass
class Run:
    """What a notebook shows: code cells, those that ran, those that wait, and what came out."""

    cells: int
    done: int
    busy: int
    figures: int
    sliders: int
    stopped: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What the cells wrote to the error stream, without what is harmless."""
        return [text for text in self.warnings if not text.startswith(HARMLESS)]


def open_lab(page: Page, address: str) -> None:
    """Open a notebook with every cell unfolded."""
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.add_style_tag(content=STILL)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    for entry in ("Expand All Code", "Expand All Outputs"):
        choose(page, "View", entry)


def choose(page: Page, menu: str, entry: str) -> None:
    """Choose an entry of a menu."""
    page.locator(".lm-MenuBar-item", has_text=menu).click()
    page.locator(".lm-Menu-item").get_by_text(entry, exact=True).click()


def run_all(page: Page, mistakes: int = 0, seconds: int = 400) -> Run:
    """Run every code cell, from the first to the last.

    Parameters
    ----------
    page : Page
        An open lab.
    mistakes : int
        Cells that fail on purpose. JupyterLite stops after each; a trainee goes on below it.
    seconds : int
        How long the whole may take.
    """
    choose(page, "Run", "Run All Cells")
    for gone_on in range(mistakes + 1):
        page.wait_for_function(
            f"(gone) => {{ const s = ({LOOK})(); "
            "return s.done && !s.busy && (s.done === s.cells || s.stopped.length > gone); }",
            arg=gone_on,
            timeout=seconds * 1000,
            polling=500,
        )
        run = Run(**page.evaluate(LOOK))
        if run.done == run.cells or gone_on == mistakes:
            break
        page.locator(".jp-CodeCell").nth(run.done).locator(".jp-InputPrompt").click()
        choose(page, "Run", "Run Selected Cell and All Below")
    return run


def by_mouse(page: Page, widget: Locator) -> None:
    """Click near the end of a widget's first slider."""
    track = widget.locator(".noUi-base").first
    size = track.bounding_box()
    track.click(position={"x": 0.9 * size["width"], "y": size["height"] / 2})


def by_keyboard(page: Page, widget: Locator) -> None:
    """Go from the selected cell to its first slider, and one step to the left."""
    handle = widget.locator(".noUi-handle").first
    widget.locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')]").focus()
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if handle.evaluate("handle => handle === document.activeElement"):
            break
    before = handle.get_attribute("aria-valuenow")
    page.keyboard.press("ArrowLeft")
    expect(handle).to_be_focused()
    expect(handle).not_to_have_attribute("aria-valuenow", before)


def turn_sliders(page: Page, turn: Callable[[Page, Locator], None], seconds: int = 60) -> int:
    """Move the first slider of each widget, and wait until Python has answered.

    A slider of `ipywidgets.interact` calls a Python function, and what that prints or draws stands
    below the slider. Returns how many widgets there were.
    """
    widgets = page.locator(".jp-OutputArea-output .widget-interact")
    for widget in widgets.all():
        output = widget.locator(".widget-output")
        page.wait_for_function(SAID, arg=output.element_handle(), timeout=seconds * 1000)
        before = output.evaluate(SAID)
        turn(page, widget)
        page.wait_for_function(
            f"([output, was]) => {{ const now = ({SAID})(output); return now && now !== was; }}",
            arg=[output.element_handle(), before],
            timeout=seconds * 1000,
        )
    return widgets.count()
