"""The record of completion, and moving, showing and deleting what is kept, on the mini site."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site.test_progress import DONE, KEY, MINE, keep, page, stored

__all__ = ["page"]  # a fixture

PAGES = ("overview", "reading", "explorer", "key-points")
ANSWERS = {f"mini-{n}": {"answer": [n], "right": n < 3, "at": DONE["at"]} for n in (1, 2, 3)}
WHOLE = {"parts": {f"book/01-mini/{name}": DONE for name in PAGES}, "checks": ANSWERS}


def open_with(page: Page, address: str, state: dict) -> None:
    keep(page, address, json.dumps(state))
    page.goto(f"{address}/{MINE}")


def test_an_unfinished_record_says_what_is_missing(page: Page, mini_url: str) -> None:
    parts = {**WHOLE["parts"], "book/01-mini/reading": {**DONE, "done": False}}
    open_with(page, mini_url, {"parts": parts, "checks": ANSWERS})
    record = page.locator("#sc-record")
    record.get_by_label("Your name").fill("Ana")
    expect(record.locator("[role=status] li")).to_have_text(["Reading"])
    expect(record.get_by_role("button", name="Print")).to_be_hidden()
    expect(record.locator(".sc-record-sheet")).to_be_hidden()
    page.get_by_label("Analyst route").check()
    expect(record.locator("[role=status] li")).to_have_text(["Reading", "Lab", "Assignment"])


def test_a_record_on_one_page_of_paper(page: Page, mini_url: str) -> None:
    open_with(page, mini_url, WHOLE)
    record, sheet = page.locator("#sc-record"), page.locator("#sc-record .sc-record-sheet")
    expect(record.get_by_role("status")).to_have_text("Write your name to print the record.")
    record.get_by_label("Your name").fill("Ana <b>Lim</b>")
    for words in (
        "Self-declared",
        "Ana <b>Lim</b> declares",
        "Module 1: Mini",
        "Decision route",
        "50 min",
        "3 answered, 2 of them right",
        "1 January 2026",
        "not an official certificate",
        "No organisation or city has issued or endorsed it",
    ):
        expect(sheet).to_contain_text(words)
    record.get_by_label("Record of").select_option(label="All modules of this edition")
    expect(sheet).to_contain_text("all 1 modules of this edition")
    page.evaluate("window.print = () => {}")
    record.get_by_role("button", name="Print this record").click()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    page.emulate_media(media="print")
    expect(page.locator("body > .sc-paper")).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    assert "settings" not in stored(page)


def test_the_name_is_kept_only_on_request(page: Page, mini_url: str) -> None:
    open_with(page, mini_url, WHOLE)
    name, remember = page.get_by_label("Your name"), page.get_by_label("Remember my name")
    name.fill("Ana")
    page.reload()
    expect(name).to_have_value("")
    name.fill("Ana")
    remember.check()
    page.reload()
    expect(name).to_have_value("Ana")
    expect(page.locator(".sc-kept-list")).to_contain_text("Name: Ana")
    remember.uncheck()
    assert stored(page)["settings"]["name"]["value"] == ""


def test_from_one_device_to_another_and_back(page: Page, mini_url: str, tmp_path: Path) -> None:
    """A round trip keeps everything, and the later mark stands."""
    early, late = "2026-01-01T00:00:00.000Z", "2026-02-02T00:00:00.000Z"
    phone = {
        "settings": {"route": {"value": "analyst", "at": early}},
        "parts": {"book/01-mini/overview": DONE, "book/01-mini/reading": DONE},
        "checks": {"mini-1": {"answer": [1], "right": True}},
    }
    open_with(page, mini_url, phone)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my progress as a file").click()
    assert re.fullmatch(
        r"safer-cities-progress-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename
    )
    file = tmp_path / "phone.json"
    download.value.save_as(file)

    page.evaluate("localStorage.clear()")
    laptop = {
        "parts": {
            "book/01-mini/reading": {"done": False, "at": late},
            "book/01-mini/key-points": DONE,
        },
        "checks": {"mini-1": {"answer": [0], "right": False, "at": early}},
    }
    open_with(page, mini_url, laptop)
    before = page.evaluate(f"localStorage.getItem('{KEY}')")
    status = page.locator(".sc-kept-status")
    page.get_by_label("Add the progress from a file").set_input_files(file)
    expect(status).to_contain_text("It would add 2 marks or answers and change 0.")
    expect(status.locator("li")).to_have_text(["Module 1, Overview", "Route"])
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == before
    status.get_by_role("button", name="Leave everything as it is").click()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == before
    page.get_by_label("Add the progress from a file").set_input_files(file)
    status.get_by_role("button", name="Add them").click()
    expect(page.get_by_label("Analyst route")).to_be_checked()
    merged = stored(page)
    assert merged["parts"] == {**laptop["parts"], "book/01-mini/overview": DONE}
    assert merged["checks"] == laptop["checks"]
    page.get_by_label("Add the progress from a file").set_input_files(file)
    expect(status).to_contain_text("holds nothing that is not already here")


REFUSED = {
    "{": "cannot be read",
    "": "cannot be read",
    '{"version": 1, "parts": {}}': "not a progress file of this course",
    "[1, 2]": "not a progress file of this course",
    '{"file": "Safer Cities progress", "version": 9}': "newer version",
    '{"file": "Safer Cities progress", "version": 1, "parts": {"a": 1}}': "cannot be read",
}


def test_a_wrong_file_changes_nothing(
    page: Page, mini_url: str, tmp_path: Path, subtests: object
) -> None:
    open_with(page, mini_url, WHOLE)
    for place, (text, said) in enumerate(REFUSED.items()):
        with subtests.test(text=text):
            file = tmp_path / f"{place}.json"
            file.write_text(text)
            page.get_by_label("Add the progress from a file").set_input_files(file)
            expect(page.locator(".sc-kept-status")).to_contain_text(said)
            expect(page.locator(".sc-kept-status")).to_contain_text(f"{place}.json")
    assert stored(page) == WHOLE


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_merge_does_not_depend_on_its_direction(
    page: Page, mini_url: str, order: tuple[str, str]
) -> None:
    page.goto(f"{mini_url}/{MINE}")
    later = {"done": False, "at": "2026-03-01T00:00:00.000Z"}
    states = {
        "a": {"parts": {"x": DONE, "y": later}},
        "b": {"parts": {"y": DONE, "z": later}},
    }
    merged = page.evaluate(
        "texts => safercities.file.merge(...texts.map((t) => safercities.parse(t).state)).merged",
        [json.dumps(states[name]) for name in order],
    )
    assert merged["parts"] == {"x": DONE, "y": later, "z": later}


def test_what_is_kept_is_shown_and_deleted(page: Page, mini_url: str) -> None:
    open_with(page, mini_url, {**WHOLE, "settings": {"route": {"value": "decision"}}})
    kept, status = page.locator(".sc-kept-list"), page.locator(".sc-kept-status")
    for words in (
        "Route: Decision route",
        "Module 1, Reading: read, 1 January 2026",
        "Module 1, Check: 3 of 3 questions answered, 2 right",
    ):
        expect(kept).to_contain_text(words)
    delete = page.get_by_role("button", name="Delete my progress from this browser")
    delete.click()
    expect(status.get_by_role("button", name="No, keep it")).to_be_focused()
    page.keyboard.press("Enter")
    assert stored(page)["checks"] == ANSWERS
    delete.click()
    status.get_by_role("button", name="Yes, delete").click()
    expect(page.locator(".sc-kept-none")).to_be_visible()
    expect(page.locator(".sc-mine-total")).to_contain_text("0 of 5")
    assert page.evaluate("Object.keys(localStorage)") == []
