"""What a trainee has done is kept, shown and taken back, in a real browser on the mini site."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser import DESK, Windows
from tests.site.minisite import MiniSite

READING = "book/01-mini/reading.html"
CHECK = "book/01-mini/check.html"
MINE = "book/start/my-course.html"
KEY = "safercities:v1"
DONE = {"done": True, "at": "2026-01-01T00:00:00.000Z"}
LATER_CLOCK = "2999-01-01T00:00:00.000Z"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESK)
    yield context
    context.close()


@contextlib.contextmanager
def without_errors(page: Page) -> Iterator[Page]:
    """A tab in which no script may fail."""
    errors: list[Error] = []
    page.on("pageerror", lambda error: errors.append(error))
    yield page
    assert errors == []


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    with windows.lend(viewport=DESK) as page, without_errors(page):
        yield page


def stored(page: Page) -> dict:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))


def keep(page: Page, address: str, text: str) -> None:
    """Put a text into the storage as an earlier visit would have left it."""
    page.goto(f"{address}/index.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def test_statement_is_kept_shown_and_taken_back(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{READING}")
    box = page.get_by_role("checkbox", name="I have read this page")
    link = page.locator("nav.bd-links a[href='#']")
    before = link.bounding_box()
    expect(box).not_to_be_checked()
    box.press("Space")
    expect(link).to_have_accessible_name("Counting lamps (read)")
    expect(page.locator(".sc-strip-kind")).to_contain_text("(read)")
    assert link.bounding_box() == before
    page.reload()
    expect(box).to_be_checked()
    expect(page.locator(".caption", has_text="Module 1")).to_contain_text("1 of 5 parts done")
    assert link.bounding_box() == before
    box.uncheck()
    expect(link).to_have_accessible_name("Counting lamps")
    assert stored(page)["parts"]["book/01-mini/reading"]["done"] is False


def test_a_check_counts_when_all_is_answered(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{CHECK}")
    told = page.locator(".sc-done-answers")
    expect(told).to_have_text("No question answered yet")
    for place, (label, said) in enumerate(
        [("One", "1 of 3"), ("Four", "2 of 3"), ("", "3 of 3 questions answered, 0 right")]
    ):
        question = page.locator("form.sc-check").nth(place)
        if label:
            question.get_by_label(label).check()
        else:
            question.get_by_role("textbox").fill("7")
        question.get_by_role("button", name="Check").click()
        expect(told).to_contain_text(said)
    expect(page.locator("nav.bd-links a[href='#']")).to_have_accessible_name(
        "Check (3 of 3 questions answered, 0 right)"
    )
    page.get_by_role("button", name="Try again").first.click()
    expect(told).to_contain_text("2 of 3")


def test_route_decides_what_counts(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{MINE}")
    total = page.locator(".sc-mine-total")
    expect(total).to_have_text(
        "You have done 0 of 5 parts on your route. About 50 min of work remain."
    )
    lab = page.locator(".sc-mine-parts li", has_text="Mini lab")
    expect(lab).to_contain_text("optional on your route")
    page.get_by_label("Analyst route").check()
    expect(total).to_contain_text("0 of 7 parts")
    expect(total).to_contain_text("2 h 40 min")
    expect(lab).to_contain_text("not yet")
    page.locator(".sc-mine-next a").click()
    page.wait_for_load_state("load")
    page.get_by_role("checkbox", name="I have read this page").check()
    page.goto(f"{mini_url}/{MINE}")
    expect(page.get_by_label("Analyst route")).to_be_checked()
    expect(total).to_contain_text("1 of 7 parts")
    expect(page.locator(".sc-mine-next a")).to_have_text("Counting lamps")
    page.get_by_label("Decision route").check()
    expect(total).to_contain_text("1 of 5 parts")


def test_tabs_keep_step(context: BrowserContext, mini_url: str) -> None:
    one, two = context.new_page(), context.new_page()
    one.goto(f"{mini_url}/{MINE}")
    two.goto(f"{mini_url}/{CHECK}")
    two.get_by_label("Two", exact=True).first.check()
    two.get_by_role("button", name="Check").first.click()
    expect(one.locator(".sc-mine-parts")).to_contain_text("1 of 3 questions answered, 1 right")
    three = context.new_page()
    three.goto(f"{mini_url}/{CHECK}")
    expect(three.locator("[role=status]").first).to_contain_text("Right.")
    three.get_by_role("button", name="Try again").first.click()
    expect(two.locator("[role=status]").first).to_be_empty()
    expect(two.locator("input:checked")).to_have_count(0)


def test_answers_of_the_first_version_are_read(page: Page, mini_url: str) -> None:
    keep(page, mini_url, json.dumps({"checks": {"mini-1": {"answer": [1], "right": True}}}))
    page.goto(f"{mini_url}/{CHECK}")
    expect(page.locator("[role=status]").first).to_contain_text("Right.")
    expect(page.locator(".sc-done-answers")).to_contain_text("1 of 3")


def test_a_new_mark_beats_one_from_a_fast_clock(page: Page, mini_url: str) -> None:
    marks = {"parts": {"book/01-mini/reading": {"done": True, "at": LATER_CLOCK}}}
    keep(page, mini_url, json.dumps(marks))
    page.goto(f"{mini_url}/{READING}")
    page.get_by_role("checkbox").uncheck()
    assert stored(page)["parts"]["book/01-mini/reading"]["at"] > LATER_CLOCK


DAMAGED = [
    "{",
    "",
    "[1]",
    '"text"',
    "7",
    "null",
    '{"version": "two"}',
    '{"checks": 5, "parts": {"book/01-mini/overview": {"done": true}}}',
    '{"parts": [], "settings": {"route": {"value": "analyst"}}}',
    '{"checks": {"mini-1": {"answer": "1"}, "mini-2": {"answer": [0, 2], "right": true}}}',
    '{"checks": {"mini-1": null}, "parts": {"book/01-mini/reading": {"done": "yes"}}}',
    '{"parts": {"book/01-mini/reading": {"done": true, "at": 12}}}',
    '{"settings": {"route": {"value": ["analyst"]}, "__proto__": {"value": 1}}}',
]


def test_what_is_damaged_is_noticed(page: Page, mini_url: str, subtests: object) -> None:
    page.goto(f"{mini_url}/{READING}")
    for text in DAMAGED:
        with subtests.test(text=text):
            found = page.evaluate("text => safercities.parse(text)", text)
            assert found["problem"] == "damaged"
            assert found["state"]["version"] == 1
            for section in ("checks", "parts", "settings"):
                assert isinstance(found["state"][section], dict)


@pytest.mark.parametrize("text", ["{", DAMAGED[9]])
def test_a_damaged_record_does_no_harm(page: Page, mini_url: str, text: str) -> None:
    """The course opens, keeps what is whole, says so, and hands out the damaged text."""
    keep(page, mini_url, text)
    page.goto(f"{mini_url}/{CHECK}")
    whole = "1 of 3 questions answered, 1 right" if "mini-2" in text else "No question answered"
    expect(page.locator(".sc-done-answers")).to_contain_text(whole)
    page.goto(f"{mini_url}/{MINE}")
    page.get_by_label("Analyst route").check()
    notice = page.locator("#sc-notice [role=status]")
    expect(notice).to_contain_text("A part of your stored record was damaged.")
    with page.expect_download() as download:
        notice.get_by_role("button", name="Download the damaged text").click()
    assert Path(download.value.path()).read_text() == text
    assert stored(page)["settings"]["route"]["value"] == "analyst"
    notice.get_by_role("button", name="Delete the damaged text").click()
    expect(notice).to_be_empty()
    assert stored(page)["settings"]["route"]["value"] == "analyst"


def test_a_newer_record_is_never_written_over(page: Page, mini_url: str) -> None:
    text = json.dumps({"version": 2, "parts": {"book/01-mini/overview": DONE}, "new": {"a": 1}})
    keep(page, mini_url, text)
    page.goto(f"{mini_url}/{READING}")
    box = page.get_by_role("checkbox")
    box.check()
    expect(page.locator(".sc-done-note")).to_contain_text("newer version of the course")
    expect(page.locator("nav.bd-links a").nth(1)).to_have_accessible_name("Mini (read)")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text
    page.goto(f"{mini_url}/{MINE}")
    expect(page.locator("#sc-notice")).to_contain_text("left as it is")


REFUSALS = {
    "no storage": """for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {get() {throw new Error('no')}})""",
    "no reading": "Storage.prototype.getItem = () => {throw new Error('no')}",
    "full": "Storage.prototype.setItem = () => {throw new DOMException('x', 'QuotaExceededError')}",
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_refused_storage_is_said_and_does_no_harm(
    context: BrowserContext, mini_url: str, kind: str
) -> None:
    context.add_init_script(REFUSALS[kind])
    with without_errors(context.new_page()) as page:
        page.goto(f"{mini_url}/{CHECK}")
        question = page.locator("form.sc-check").first
        question.get_by_label("Two").check()
        question.get_by_role("button", name="Check").click()
        expect(question.locator("[role=status]")).to_contain_text("Right.")
        expect(page.locator(".sc-done-answers")).to_contain_text("1 of 3")
        expect(page.locator(".sc-done-note")).to_contain_text("stores nothing")
        page.goto(f"{mini_url}/{MINE}")
        page.get_by_label("Analyst route").check()
        expect(page.locator(".sc-mine-total")).to_contain_text("of 7 parts")
        expect(page.locator("#sc-notice")).to_contain_text("lost when you leave")


def test_from_a_folder(page: Page, mini_site: MiniSite) -> None:
    """The same from a USB stick, at any depth."""
    reading, lab, mine = (
        (mini_site.out / name).as_uri() for name in (READING, "notebooks/01-mini.html", MINE)
    )
    total = page.locator(".sc-mine-total")
    # Once in a hundred times, a fresh Chromium forgets the first thing that files let it store.
    for _ in range(2):
        page.goto(reading)
        page.get_by_role("checkbox").check()
        expect(page.locator("nav.bd-links a[href='#']")).to_have_accessible_name(
            "Counting lamps (read)"
        )
        page.goto(mine)
        if "1 of 5 parts" in total.inner_text():
            break
    page.goto(lab)
    expect(page.get_by_role("checkbox", name="I have worked through this lab")).to_be_visible()
    page.goto(mine)
    expect(total).to_contain_text("1 of 5 parts")


def test_without_scripts_nothing_dead_is_shown(browser: Browser, mini_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{mini_url}/{MINE}")
    expect(page.locator("noscript .sc-note")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)
    page.goto(f"{mini_url}/{READING}")
    expect(page.get_by_role("checkbox")).to_have_count(0)
    context.close()
