"""The real site in a real browser, as a trainee meets it: on a phone and on a desk."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import DESK, PHONE, Windows
from tests.site.watch import watch

CHECK = "book/05-lighting/check.html"
EXPLORER = "book/05-lighting/explorer.html"
READING = "book/05-lighting/how-much-light.html"


@pytest.fixture
def phone(windows: Windows) -> Iterator[Page]:
    with windows.lend(viewport=PHONE, has_touch=True) as page:
        yield page


@pytest.fixture
def desk(windows: Windows) -> Iterator[Page]:
    with windows.lend(viewport=DESK) as page:
        yield page


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_colour_mode_follows_the_reader(browser: Browser, site_url: str, kind: str) -> None:
    context = browser.new_context(viewport=DESK, color_scheme=kind)
    page = context.new_page()
    page.goto(f"{site_url}/index.html")
    assert page.evaluate("document.documentElement.dataset.theme") == kind
    page.locator(".theme-switch-button").first.click()
    other = "dark" if kind == "light" else "light"
    assert page.evaluate("document.documentElement.dataset.theme") == other
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == other
    context.close()


def test_menu_opens_on_a_phone(phone: Page, site_url: str) -> None:
    phone.goto(f"{site_url}/{READING}")
    link = phone.get_by_role("link", name="Glossary", exact=True)
    expect(link).not_to_be_visible()
    phone.locator(".primary-toggle").click()
    expect(link).to_be_visible()
    link.click()
    expect(phone.locator("h1")).to_contain_text("Glossary")


def test_search_finds_a_reading(desk: Page, site_url: str) -> None:
    wrong = watch(desk, site_url)
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(f"{site_url}/{READING}")
    assert not any("search-index" in url for url in asked)
    desk.keyboard.press("Control+k")
    desk.keyboard.type("uniformity")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/search.html?q=uniformity")
    expect(desk.locator("#search-results li a").first).to_be_visible()
    hits = desk.locator("#search-results > li").all_inner_texts()
    assert any("How much light" in hit for hit in hits)
    assert wrong == []


def right_places(question: Locator) -> list[int]:
    """Places of the right options, from the reasons that the page holds."""
    items = question.locator(".sc-check-reasons > ul > li")
    marks = items.evaluate_all("items => items.map(item => item.dataset.right)")
    return [place for place, mark in enumerate(marks) if mark == "1"]


def test_question_by_keyboard(desk: Page, site_url: str) -> None:
    desk.goto(f"{site_url}/{CHECK}")
    question = desk.locator("form.sc-check[data-kind=single]").first
    status, reasons = question.locator("[role=status]"), question.locator("details")
    expect(reasons).to_be_hidden()
    (right,) = right_places(question)
    wrong = 0 if right else 1

    question.locator("input").first.focus()
    desk.keyboard.press("Space")
    for _step in range(wrong):
        desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(status).to_contain_text("Not yet.")
    reason = question.locator(".sc-check-reasons > ul > li").nth(wrong).locator("p").nth(1)
    expect(status).to_contain_text(reason.text_content())

    question.locator("input:checked").focus()
    for _step in range(abs(right - wrong)):
        desk.keyboard.press("ArrowDown" if right > wrong else "ArrowUp")
    desk.keyboard.press("Enter")
    expect(status).to_contain_text("Right.")
    expect(reasons).to_be_visible()

    desk.reload()
    expect(question.locator("input").nth(right)).to_be_checked()
    expect(status).to_contain_text("Right.")
    question.get_by_role("button", name="Try again").press("Enter")
    expect(status).to_be_empty()
    expect(question.locator("input:checked")).to_have_count(0)
    (kept,) = json.loads(desk.evaluate("localStorage['safercities:v1']"))["checks"].values()
    assert kept["answer"] == []


def test_several_right_answers(desk: Page, site_url: str) -> None:
    desk.goto(f"{site_url}/{CHECK}")
    question = desk.locator("form.sc-check[data-kind=multiple]").first
    status, check = question.locator("[role=status]"), question.get_by_role("button", name="Check")
    check.click()
    expect(status).to_have_text("Choose an answer first.")
    places = right_places(question)
    question.locator("input").nth(places[0]).check()
    check.click()
    expect(status).to_contain_text("Partly right.")
    for place in places[1:]:
        question.locator("input").nth(place).check()
    check.click()
    expect(status).to_contain_text("Right.")


def test_number_within_its_tolerance(desk: Page, site_url: str) -> None:
    desk.goto(f"{site_url}/{CHECK}")
    question = desk.locator("form.sc-check[data-kind=numeric]").first
    item = question.locator("li[data-right='1']").first
    low, high = (float(item.get_attribute(f"data-{end}")) for end in ("low", "high"))
    field, status = question.get_by_role("textbox"), question.locator("[role=status]")
    comma = str((low + high) / 2).replace(".", ",")
    answers = ((high, "Right."), (low, "Right."), (high * 2 + 9, "Not yet."), (comma, "Right."))
    for value, verdict in answers:
        field.fill(str(value))
        field.press("Enter")
        expect(status).to_contain_text(verdict)
    field.fill("")
    field.press("Enter")
    expect(status).to_have_text("Write a number, such as 2.5.")


@pytest.mark.parametrize("written", ["1400", "1,400", "1 400"])
def test_a_thousand_may_be_written_as_people_do(desk: Page, site_url: str, written: str) -> None:
    desk.goto(f"{site_url}/book/01-urban-safety/check.html")
    question = desk.locator("form.sc-check[data-question='01-urban-safety-6']")
    question.get_by_role("textbox").fill(written)
    question.get_by_role("textbox").press("Enter")
    expect(question.locator("[role=status]")).to_contain_text("Right.")


@pytest.mark.parametrize(
    "stored", ["{", "[1]", '"x"', '{"checks": {"05-lighting-1": {"answer": [99]}}}']
)
def test_damaged_storage_does_no_harm(desk: Page, site_url: str, stored: str) -> None:
    wrong = watch(desk, site_url)
    desk.goto(f"{site_url}/index.html")
    desk.evaluate("text => localStorage.setItem('safercities:v1', text)", stored)
    desk.goto(f"{site_url}/{CHECK}")
    question = desk.locator("form.sc-check").first
    question.locator("input").first.check()
    question.get_by_role("button", name="Check").click()
    expect(question.locator("[role=status]")).not_to_be_empty()
    assert wrong == []


def test_question_without_scripts_and_on_paper(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}/{CHECK}")
    question = page.locator("form.sc-check").first
    expect(question.get_by_role("button", name="Check")).to_be_hidden()
    reasons = question.locator("details")
    expect(reasons).to_be_visible()
    reasons.locator("summary").click()
    expect(reasons.locator("li").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("form.sc-check details li").last).to_be_visible()
    expect(page.locator(".bd-sidebar-primary")).to_be_hidden()
    context.close()


def test_explorer_loads_on_demand_and_moves_by_keyboard(desk: Page, site_url: str) -> None:
    wrong, asked = watch(desk, site_url), []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(f"{site_url}/{EXPLORER}", wait_until="load")
    expect(desk.locator(".sc-explorer-picture img")).to_be_visible()
    assert not any("vega" in url for url in asked)
    desk.locator(".sc-explorer-start button").press("Enter")
    control = desk.locator(".sc-explorer-live input").first
    expect(control).to_be_focused()
    expect(desk.locator(".sc-explorer-picture")).to_have_count(0)
    sentence, drawing = desk.locator(".sc-explorer-sentence"), desk.locator(".sc-explorer-live svg")
    before = sentence.inner_text()
    assert drawing.get_attribute("aria-label") == before
    desk.keyboard.press("ArrowRight")
    expect(sentence).not_to_have_text(before)
    assert drawing.get_attribute("aria-label") == sentence.inner_text()
    for row in desk.locator(".vega-bind").all():
        assert row.locator("input, select").get_attribute("aria-label")
    assert wrong == []


def test_explorer_that_cannot_load_says_so(desk: Page, site_url: str) -> None:
    desk.route("**/vega.min.js", lambda route: route.abort())
    desk.goto(f"{site_url}/{EXPLORER}")
    button = desk.locator(".sc-explorer-start button")
    button.click()
    expect(desk.locator(".sc-explorer-sentence")).to_contain_text("could not be loaded")
    expect(button).to_be_enabled()
    expect(desk.locator(".sc-explorer-picture img")).to_be_visible()
