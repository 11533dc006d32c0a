"""The zip of the site: what is inside, always the same bytes, and a walk through it by file."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from safercities.site.keep_files import kept_paths
from safercities.site.take import READ_ME, TOP, ZIP, pack, page_of_copy
from tests.browser import DESK
from tests.site.links import broken_links, read_site
from tests.site.minisite import MiniSite

MODULE = "book/05-lighting"


@pytest.fixture(scope="module")
def stick(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real course, unpacked as a trainee unpacks it."""
    folder = tmp_path_factory.mktemp("stick")
    zipfile.ZipFile(site_dir / ZIP).extractall(folder)
    return folder / TOP


def complaints(page: Page) -> list[str]:
    """Collects errors, missing files, and anything that is not asked from the folder."""
    found: list[str] = []
    page.on("request", lambda r: r.url.startswith(("file:", "data:")) or found.append(r.url))
    page.on("requestfailed", lambda r: found.append(f"missing {r.url}"))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda m: m.type == "error" and found.append(m.text))
    return found


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK)
    yield context.new_page()
    context.close()


def test_walk_through_the_course_from_a_folder(reader: Page, stick: Path) -> None:
    wrong = complaints(reader)
    reader.goto((stick / "index.html").as_uri())
    reader.get_by_role("link", name="Open module 1").click()
    reader.locator("article table a[href='four-words.html']").click()
    expect(reader.locator("article img").first).to_be_visible()
    background = "getComputedStyle(document.documentElement).getPropertyValue('--sc-night')"
    assert reader.evaluate(background).strip() == "#14213d"
    reader.locator("article a[href*='glossary.html#term-']").first.click()
    expect(reader.locator("dt:target")).to_be_in_viewport()

    reader.goto((stick / MODULE / "explorer.html").as_uri())
    reader.locator(".sc-explorer-start button").press("Enter")
    expect(reader.locator(".sc-explorer-live input").first).to_be_focused()
    sentence = reader.locator(".sc-explorer-sentence")
    before = sentence.inner_text()
    reader.keyboard.press("ArrowRight")
    expect(sentence).not_to_have_text(before)

    reader.goto((stick / MODULE / "check.html").as_uri())
    question = reader.locator("form.sc-check").first
    question.locator("input").first.press("Space")
    question.locator("input").first.press("Enter")
    expect(question.get_by_role("status")).not_to_be_empty()
    answered = question.get_by_role("status").text_content()
    reader.reload()
    expect(question.get_by_role("status")).to_have_text(answered)

    reader.keyboard.press("Control+k")
    reader.keyboard.type("uniformity")
    reader.keyboard.press("Enter")
    reader.locator("#search-results a").first.click()
    expect(reader.locator("h1")).to_have_count(1)
    assert wrong == []


def test_every_page_of_the_copy_is_whole(stick: Path) -> None:
    pages = read_site(stick)
    assert broken_links(pages, stick) == []
    # A browser shows a list of files for a link to a folder.
    links = {link for page in pages.values() for link in page.links if "://" not in link}
    assert [link for link in links if link.endswith(("/", "."))] == []
    home = (stick / "index.html").read_text(encoding="utf-8")
    assert "sc-keep" not in home
    assert (stick / READ_ME).read_text().startswith("Safer Cities")


def test_same_pages_give_the_same_zip(mini_site: MiniSite, tmp_path: Path) -> None:
    before = (mini_site.out / ZIP).read_bytes()
    site = tmp_path / "site"
    shutil.copytree(mini_site.out, site)
    for path in site.rglob("*"):
        path.touch()
    assert pack(site).read_bytes() == before
    names = zipfile.ZipFile(site / ZIP).namelist()
    assert names == sorted(names)


def test_kernel_is_left_out(mini_site: MiniSite, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(mini_site.out, site)
    (site / "lite" / "notebooks").mkdir(parents=True)
    page = '<p class="sc-take"><span class="sc-take-size"></span></p>'
    kernel = site / "lite" / "notebooks" / "index.html"
    kernel.write_text(page)
    assert pack(site).read_bytes() == (mini_site.out / ZIP).read_bytes()
    assert kernel.read_text() == page
    assert not [name for name in kept_paths(site) if name.startswith("lite")]


def test_size_is_stated(mini_site: MiniSite) -> None:
    size = (mini_site.out / ZIP).stat().st_size / 1e6
    assert f'sc-take-size">{size:.1f} MB<' in mini_site.page("index")


def test_links_to_what_is_left_out_become_words() -> None:
    page = (
        '<p><a href="../lite/notebooks/index.html?path=a.ipynb">Run <b>here</b></a> '
        '<a class="x" href="../downloads/a.zip">Zip</a> '
        '<a href="https://example.org/lite/x">Away</a> <a href="#top">Up</a></p>'
    )
    copy = page_of_copy("notebooks/a.html", page, "not here")
    assert "lite/notebooks" not in copy
    assert "Run <b>here</b> <small>(not here)</small>" in copy
    for link in ('href="../downloads/a.zip"', 'href="https://example.org/lite/x"', 'href="#top"'):
        assert link in copy
