"""The labs that run in the browser: whole, alone, kept, and never a dead button."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from safercities.site.live.assemble import PAGE, PAGE_SPACE, read_state
from safercities.site.travel import travel_size
from tests.browser import DESK, PHONE
from tests.conftest import ROOT
from tests.site.lab import by_keyboard, by_mouse, open_lab, run_all, turn_sliders
from tests.site.minisite import MiniSite
from tests.site.watch import watch

LABS = sorted((ROOT / "notebooks").glob("*.ipynb"))
REGISTERED = "navigator.serviceWorker.getRegistrations()"
KEPT = """async () => {
  const name = (await caches.keys()).find((name) => name.startsWith("safercities lite"));
  if (!name) return [];
  const keys = await (await caches.open(name)).keys();
  return keys.map((key) => new URL(key.url).pathname.replace("/lite/", ""));
}"""


@pytest.fixture(scope="module")
def trainee(browser: Browser, site_dir: Path) -> Iterator[BrowserContext]:
    """One browser profile for all labs, as a trainee has: the kernel arrives once."""
    state = read_state(ROOT)
    if state["missing"]:
        pytest.skip(f"the in-browser lab could not be built: {state['missing']}")
    context = browser.new_context(viewport=DESK)
    yield context
    context.close()


def next_tab(trainee: BrowserContext) -> Page:
    """A tab that is opened from the one before it.

    So both live in one process, and Chromium compiles Python's WebAssembly once for all labs.
    """
    if not trainee.pages:
        return trainee.new_page()
    with trainee.expect_page() as opened:
        trainee.pages[-1].evaluate("() => { window.open('about:blank'); }")
    return opened.value


def close_older_tabs(page: Page) -> None:
    for tab in page.context.pages:
        if tab != page:
            tab.close()


def is_page_script(name: str) -> bool:
    """Whether a file is JupyterLite's own page, and neither Python nor a table."""
    python = name.startswith("static/pyodide/") and not name.endswith(".js")
    return not python and not name.startswith("files/") and not name.endswith(".whl")


def address_of(site_url: str, notebook: Path) -> str:
    return f"{site_url}/lite/notebooks/index.html?path={notebook.name}"


def code_cells(notebook: Path) -> list[dict]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def mistakes_of(notebook: Path) -> int:
    """Cells that fail on purpose."""
    return sum("raises-exception" in c["metadata"].get("tags", []) for c in code_cells(notebook))


def live_cells(notebook: Path) -> int:
    """Cells with widgets, which only a running Python can show."""
    return sum("live-only" in c["metadata"].get("tags", []) for c in code_cells(notebook))


def run_whole(page: Page, address: str, notebook: Path) -> None:
    """Run a lab from its first to its last cell; nothing may fail that is not meant to.

    Then each slider is moved, by mouse and by keyboard, and the Python function behind it answers.
    """
    open_lab(page, address)
    mistakes = mistakes_of(notebook)
    run = run_all(page, mistakes)
    assert len(run.stopped) == mistakes, run.stopped
    assert run.faults == []
    assert run.done == run.cells == len(code_cells(notebook))
    pictures = sum("image" in c["metadata"].get("mystnb", {}) for c in code_cells(notebook))
    assert run.figures >= pictures
    assert run.sliders >= live_cells(notebook)
    for turn in (by_mouse, by_keyboard):
        assert turn_sliders(page, turn) == live_cells(notebook)


@pytest.mark.parametrize("notebook", LABS, ids=lambda path: path.stem)
def test_a_lab_runs_from_the_first_to_the_last_cell(
    trainee: BrowserContext, site_url: str, site_dir: Path, notebook: Path
) -> None:
    """Without a word to another host; the first run weighs what was stated."""
    page = next_tab(trainee)
    wrong = watch(page, site_url)
    page.goto(f"{site_url}/index.html")
    is_first = page.evaluate(KEPT) == []
    run_whole(page, address_of(site_url, notebook), notebook)
    assert wrong == []
    if is_first:
        check_sizes(page.evaluate(KEPT), site_dir / "lite", notebook)
    close_older_tabs(page)


def check_sizes(names: list[str], lite: Path, notebook: Path) -> None:
    """What the device keeps after a first run is what travelled, and what the box states."""
    state = read_state(ROOT)
    sizes = {name: travel_size(name, (lite / name).read_bytes()) for name in names}
    spaces = {name: (lite / name).stat().st_size for name in names}
    ours = [name for name in names if is_page_script(name)]
    assert sum(sizes.values()) == pytest.approx(state["download"][notebook.stem], rel=0.05)
    assert sum(sizes[name] for name in ours) == pytest.approx(PAGE, rel=0.15)
    assert sum(spaces[name] for name in ours) == pytest.approx(PAGE_SPACE, rel=0.15)
    assert sum(spaces.values()) <= state["space"]


def test_without_a_link_a_lab_runs_again_beside_the_kept_course(
    trainee: BrowserContext, site_url: str
) -> None:
    """JupyterLite removes every service worker of the host unless it is told not to."""
    page = next_tab(trainee)
    page.goto(f"{site_url}/index.html")
    assert len(page.evaluate(KEPT)) > 100, "run the tests above first"
    page.evaluate("navigator.serviceWorker.register('sw.js').then(() => 0)")
    trainee.set_offline(True)
    try:
        run_whole(page, address_of(site_url, LABS[0]), LABS[0])
    finally:
        trainee.set_offline(False)
    scopes = page.evaluate(f"{REGISTERED}.then((all) => all.map((one) => one.scope))")
    assert sorted(scopes) == [f"{site_url}/", f"{site_url}/lite/"]


def test_what_is_kept_can_be_removed(trainee: BrowserContext, site_url: str) -> None:
    page = trainee.new_page()
    page.goto(f"{site_url}/notebooks/{LABS[0].stem}.html")
    assert len(page.evaluate(KEPT)) > 100, "run the tests above first"
    box = page.locator(".sc-live")
    expect(box).to_contain_text("kept on this device")
    page.on("dialog", lambda dialog: dialog.accept())
    box.get_by_role("button", name="Delete my changes").click()
    expect(box).to_contain_text("Your changes are deleted")
    box.get_by_role("button", name="Remove it").click()
    expect(box).to_contain_text("Removed from this device")
    assert page.evaluate(KEPT) == []
    page.close()


def test_reading_keeps_nothing_of_the_kernel(browser: Browser, site_url: str) -> None:
    """A lab's page alone loads nothing of the lab and registers nothing."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_url}/notebooks/{LABS[0].stem}.html", wait_until="networkidle")
    assert [url for url in asked if "/lite/" in url] == []
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(f"{REGISTERED}.then((all) => all.length)") == 0
    expect(page.locator(".sc-live")).to_be_hidden()
    context.close()


def test_from_a_folder_the_box_says_so(browser: Browser, site_dir: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site_dir / "notebooks" / f"{LABS[0].stem}.html").as_uri())
    box = page.locator(".sc-launch")
    expect(box).to_contain_text("not from a folder")
    assert box.locator("a[href*='lite/']").count() == 0
    context.close()


def test_a_site_without_the_parts_says_what_is_missing(mini_site: MiniSite) -> None:
    """The mini book was built without the lab."""
    page = next((mini_site.out / "notebooks").glob("*.html")).read_text(encoding="utf-8")
    assert "Missing when it was built: JupyterLite" in page
    assert "lite/notebooks" not in page
