"""Search in the mini book: from a server and from a folder, with results and without."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from safercities.site.search import words_script
from safercities.site.sections import Section, sections_of
from tests.browser import PHONE, Windows
from tests.site.minisite import MiniSite

FILES = {"minisearch.js", "search-index.js", "search-words.js"}


@pytest.fixture
def phone(windows: Windows) -> Iterator[Page]:
    with windows.lend(viewport=PHONE) as page:
        yield page


def test_sections_hold_what_a_reader_sees() -> None:
    html = """<article class="bd-article"><section id="a"><h1>A<a class="headerlink">#</a></h1>
    <p>One <em>two</em>.</p><ul><li><p>Three</p></li></ul><pre>code</pre>
    <section id="b"><h2>B</h2><details class="sc-check-reasons"><p>secret</p></details></section>
    <dl class="glossary"><dt id="term-x">X</dt><dd><p>Ex.</p></dd><dt id="term-y">Y</dt></dl>
    </section></article>"""
    assert list(sections_of(html)) == [
        Section("a", "A", "One two.\nThree"),
        Section("b", "B", ""),
        Section("term-x", "X", "Ex."),
        Section("term-y", "Y", ""),
    ]


def test_words_follow_the_language() -> None:
    assert '"and"' in words_script("en")
    assert '"avec"' in words_script("fr")
    assert words_script("ko") == words_script("en")  # Sphinx has no rules for it


def test_index_leads_to_every_page_and_tells_no_answer(mini_site: MiniSite) -> None:
    script = (mini_site.out / "_static" / "search-index.js").read_text()
    index = json.loads(re.fullmatch(r"var safercitiesIndex=(.*);\n", script)[1])
    pages = {page[0] for page in index["pages"]}
    found = {path.relative_to(mini_site.out).as_posix() for path in mini_site.out.rglob("*.html")}
    assert pages == found - {"search.html", "404.html", "offline.html"}
    for number, anchor, _heading, _text in index["sections"]:
        assert f'id="{anchor}"' in (mini_site.out / index["pages"][number][0]).read_text()
    assert "Counting lamps" in script
    assert "Three is odd." not in script


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_find_a_page_by_the_plural(
    phone: Page, mini_site: MiniSite, mini_url: str, scheme: str
) -> None:
    root = mini_url if scheme == "http" else mini_site.out.as_uri()
    asked, wrong = [], []
    phone.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    phone.on("console", lambda m: m.type == "error" and wrong.append(m.text))
    phone.on("pageerror", lambda error: wrong.append(str(error)))
    phone.goto(f"{root}/book/01-mini/reading.html")
    phone.goto(f"{root}/search.html")
    assert not FILES & set(asked)
    status = phone.get_by_role("status")
    field = phone.get_by_role("searchbox")
    field.fill("counts")
    field.press("Enter")
    expect(status).to_contain_text("results for “counts”.", timeout=20_000)
    assert set(asked) >= FILES
    first = phone.locator("#search-results > li").first
    expect(first.get_by_role("link")).to_have_text("Counting lamps")
    expect(first).to_contain_text("Module 1: Mini · Reading")
    expect(first.locator("mark").last).to_have_text("Count")
    expect(first).to_contain_text("Count them one by one.")
    first.get_by_role("link").click()
    expect(phone.locator("h1")).to_contain_text("Counting lamps")
    assert phone.url.endswith("book/01-mini/reading.html#counting-lamps")
    assert wrong == []


def test_nothing_found_helps_on(phone: Page, mini_url: str) -> None:
    phone.goto(f"{mini_url}/search.html?q=scedule")
    expect(phone.get_by_role("status")).to_have_text("Nothing found for “scedule”.", timeout=20_000)
    expect(phone.get_by_text("Check the spelling")).to_be_visible()
    phone.get_by_role("main").get_by_role("link", name="schedule", exact=True).click()
    expect(phone.get_by_role("status")).to_contain_text("“schedule”", timeout=20_000)
    expect(phone.locator("#search-results a").first).to_contain_text("Schedule")
    expect(phone.get_by_text("Check the spelling")).to_be_hidden()


def test_an_index_that_cannot_load_says_so(phone: Page, mini_url: str) -> None:
    phone.route("**/search-index.js", lambda route: route.abort())
    phone.goto(f"{mini_url}/search.html?q=lamp")
    expect(phone.get_by_role("status")).to_contain_text("could not be loaded", timeout=20_000)
    phone.unroute("**/search-index.js")
    phone.get_by_role("article").get_by_role("button", name="Search").click()
    expect(phone.locator("#search-results li").first).to_be_visible(timeout=20_000)
