"""Drives the in-browser lab as a trainee does: open, run all cells, look at what came out."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

# Matplotlib says so once in a fresh browser; everything else on the error stream is a fault.
HARMLESS = ("Matplotlib is building the font cache",)
LOOK = """() => {
  const texts = (query) => [...document.querySelectorAll(query)].map((e) => e.innerText.trim());
  const cells = [...document.querySelectorAll(".jp-CodeCell")];
  const prompts = cells.map((cell) => cell.querySelector(".jp-InputPrompt").innerText);
  const kind = (name) => `.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.${name}"]`;
  return {
    cells: cells.length,
    done: prompts.filter((text) => /\\d/.test(text)).length,
    errors: [...texts(kind("error")), ...texts(kind("stderr"))],
    figures: document.querySelectorAll(".jp-OutputArea-output img").length,
    widgets: document.querySelectorAll(".jp-OutputArea .widget-slider").length,
    busy: prompts.filter((text) => text.includes("*")).length,
  };
}"""


@dataclass
class Run:
    """What a notebook showed after its last cell."""

    cells: int
    done: int
    figures: int
    widgets: int
    busy: int
    errors: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What the cells wrote to the error stream, without what is harmless."""
        return [text for text in self.errors if not text.startswith(HARMLESS)]


def open_lab(page: Page, address: str) -> None:
    """Open a notebook and wait until its kernel is ready to take cells."""
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)


def run_all(page: Page, seconds: int = 180) -> Run:
    """Choose *Run > Run All Cells* and wait until every code cell has run."""
    page.locator(".lm-MenuBar-item", has_text="Run").click()
    page.locator(".lm-Menu-item", has_text="Run All Cells").first.click()
    look = f"(() => {{ const s = ({LOOK})(); return s.done && s.done === s.cells && !s.busy; }})()"
    stopped = f"(() => {{ const s = ({LOOK})(); return s.done && !s.busy && s.errors.length; }})()"
    page.wait_for_function(f"{look} || {stopped}", timeout=seconds * 1000, polling=500)
    return Run(**page.evaluate(LOOK))
