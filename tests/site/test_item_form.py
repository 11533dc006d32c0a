"""The test before the course in Chromium: silent until handed in, scored, compared, kept."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from statsmodels.stats.proportion import confint_proportions_2indep

from safercities.measures import wilson_interval
from tests.browser import DESK, PHONE, Windows
from tests.site.minisite import MiniSite

BEFORE, AFTER = "book/test/before", "book/test/after"
KEY = "safercities:v1"


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Page]:
    with windows.lend(viewport=request.param, reduced_motion="reduce") as page:
        page.set_default_timeout(5000)
        yield page


def answer(page: Page, choice: str, number: str) -> None:
    """Answer the two questions of a form of the mini book."""
    page.locator("form.sc-check").nth(0).get_by_label(choice).check()
    page.get_by_label("Your answer (lx)").fill(number)
    page.get_by_label("Your answer (lx)").blur()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Hand in", exact=True).click()


def rows(page: Page) -> list[list[str]]:
    found = page.locator(".sc-form-table tr").all()
    return [[" ".join(c.split()) for c in row.locator("th, td").all_inner_texts()] for row in found]


def test_nothing_is_said_before_the_form_is_handed_in(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    answer(page, "Two", "4")
    expect(page.locator(".sc-form-state")).to_have_text("2 of 2 questions answered.")
    expect(page.locator("#sc-form-top li")).to_have_text("Module 1: Mini · 2 of 2 answered")
    assert page.locator(".sc-check[data-result]").count() == 0
    assert page.locator(".sc-check-status").all_inner_texts() == ["", ""]
    for hidden in (".sc-key", ".sc-form-result", ".sc-advice-title", ".sc-check-buttons"):
        assert not page.locator(hidden).first.is_visible(), hidden
    page.reload()
    expect(page.locator("form.sc-check").nth(0).get_by_label("Two")).to_be_checked()
    expect(page.get_by_label("Your answer (lx)")).to_have_value("4")


def test_known_answers_give_the_known_score(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    answer(page, "Two", "4")  # wrong, right
    hand_in(page)
    expect(page.locator(".sc-form-result")).to_be_focused()
    expect(page.locator(".sc-form-result p").first).to_contain_text("You have 1 of 2 right.")
    low, high = (round(100 * end) for end in wilson_interval(1, 2)[1:])
    score = f"1 of 2 {low} to {high}"
    assert rows(page) == [["Part", "Before"], ["Total", score], ["Module 1: Mini", score]]
    assert page.locator(".sc-check-verdict").all_inner_texts() == ["Not right.", "Right."]
    expect(page.locator("form.sc-check").nth(0)).to_contain_text("Count again.")
    # The advice names the objective that was missed, and the page that teaches it.
    advice = page.locator(".sc-advice > li:visible")
    assert advice.count() == 1
    expect(advice).to_contain_text("01.1 (0 of 1 right)")
    assert advice.get_by_role("link").first.get_attribute("href").startswith("../01-mini/")
    # Answers are final now.
    expect(page.locator("form.sc-check input").first).to_be_disabled()
    expect(page.locator(".sc-key details").first).to_be_visible()


def test_before_and_after_stand_side_by_side(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    answer(page, "Two", "1")
    hand_in(page)
    page.goto(f"{mini_url}/{AFTER}.html")
    answer(page, "Four", "5")
    hand_in(page)
    table = rows(page)
    assert table[0] == ["Part", "Before", "After", "Change"]
    assert [cell[:6] for cell in table[1][1:3]] == ["0 of 2", "2 of 2"]
    assert table[1][3] == "+2"
    expect(page.locator(".sc-form-result")).to_contain_text("changed by +100 percentage points")
    expect(page.locator(".sc-advice-title")).to_have_text("Every question of this form was right.")
    page.goto(f"{mini_url}/{BEFORE}.html")
    assert rows(page) == table


def test_empty_questions_are_named_before_they_count(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    page.get_by_label("Your answer (lx)").fill("four")
    page.get_by_label("Your answer (lx)").blur()
    expect(page.get_by_text("Write a number, such as 2.5.")).to_be_visible()
    hand_in(page)
    status = page.locator(".sc-form-status")
    expect(status).to_contain_text("still empty")
    assert status.get_by_role("link").all_inner_texts() == ["1", "2"]
    hand_in(page)
    expect(page.locator(".sc-form-result p").first).to_contain_text("You have 0 of 2 right.")
    expect(page.get_by_text("Not answered.")).to_have_count(2)


def test_a_form_can_be_started_again(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    answer(page, "Three", "4")
    hand_in(page)
    page.get_by_role("button", name="Start this form again").click()
    page.get_by_role("button", name="No, keep them").click()
    expect(page.locator(".sc-form-result")).to_be_visible()
    page.get_by_role("button", name="Start this form again").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.locator(".sc-form-state")).to_have_text("0 of 2 questions answered.")
    expect(page.locator(".sc-form-result")).to_be_hidden()
    expect(page.locator("form.sc-check input:checked")).to_have_count(0)
    expect(page.get_by_label("Your answer (lx)")).to_be_enabled()


def test_by_keyboard_alone(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    page.locator("form.sc-check input").first.focus()
    for key in ("Space", "ArrowDown", "Tab", "4", "Enter", "Tab"):
        page.keyboard.press(key)
    expect(page.locator(".sc-form-state")).to_have_text("2 of 2 questions answered.")
    expect(page.get_by_role("button", name="Hand in", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".sc-form-result")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Start this form again")).to_be_focused()


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        '{"checks": {"test-01-1a": {"answer": "x", "right": true}}, "parts": {"%s": {"done": 1}}}',
        '{"checks": {"test-01-1a": {"answer": [9], "right": true}, "test-01-2a": null}}',
    ],
)
def test_a_damaged_record_does_no_harm(page: Page, mini_url: str, stored: str) -> None:
    text = stored.replace("%s", BEFORE)
    page.goto(f"{mini_url}/{BEFORE}.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(page.locator(".sc-form-state")).to_contain_text(re.compile(r"[01] of 2 questions"))
    answer(page, "Three", "4")
    hand_in(page)
    expect(page.locator(".sc-form-result p").first).to_contain_text("You have 2 of 2 right.")


def test_my_course_shows_and_keeps_the_test(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    answer(page, "Three", "4")
    hand_in(page)
    page.goto(f"{mini_url}/book/start/my-course.html")
    kept = page.locator(".sc-kept-list")
    expect(kept).to_have_text("Test before the course: 2 of 2 questions answered, handed in")
    record = json.loads(page.locator(".sc-kept-text").text_content())
    assert record["checks"]["test-01-1a"]["right"] is True
    assert record["parts"][BEFORE]["done"] is True


def test_only_items_of_the_courses_modules_are_shown(mini_site: MiniSite) -> None:
    html = mini_site.page(BEFORE)
    assert re.findall(r'data-question="([^"]+)"', html) == ["test-01-1a", "test-01-2a"]
    assert "Is this module in the course?" not in html
    assert mini_site.page(AFTER).count('data-question="test-01-') == 2


def test_the_interval_of_a_score_is_that_of_the_course(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    for hits, n in ((0, 6), (3, 6), (12, 30), (30, 30)):
        wilson = page.evaluate("([hits, n]) => safercities.score.wilson(hits, n)", [hits, n])
        assert list(wilson.values()) == pytest.approx(list(wilson_interval(hits, n)), abs=1e-9)


def test_the_interval_of_a_change_is_that_of_statsmodels(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    for before, n, after, m in ((48, 80, 56, 70), (2, 6, 5, 6), (12, 30, 13, 30)):
        change = page.evaluate("(a) => safercities.score.change(...a)", [before, n, after, m])
        expected = confint_proportions_2indep(after, m, before, n, method="newcomb")
        assert (change["low"], change["high"]) == pytest.approx(expected, abs=1e-6)


def test_on_paper_the_key_starts_a_new_page(page: Page, mini_url: str) -> None:
    page.goto(f"{mini_url}/{BEFORE}.html")
    page.emulate_media(media="print")
    expect(page.locator(".sc-key")).to_be_visible()
    assert (
        page.locator("section#key").evaluate("item => getComputedStyle(item).breakBefore") == "page"
    )
    expect(page.locator(".sc-paper-only")).to_be_visible()
    expect(page.get_by_role("button", name="Hand in", exact=True)).to_be_hidden()


def test_without_scripts_the_questions_and_a_folded_key_are_there(
    browser: Browser, mini_url: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{mini_url}/{BEFORE}.html")
    expect(page.locator("form.sc-check")).to_have_count(2)
    expect(page.get_by_text("All right answers")).to_be_visible()
    expect(page.locator(".sc-key-list")).to_be_hidden()
    expect(page.locator(".sc-key-note")).to_be_hidden()
    context.close()
