"""The reading part of the course, kept on a device: in a real browser, with and without a link."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from safercities.site.keep_files import kept_paths, list_files, write_keep_files
from safercities.site.serve import serving
from tests.browser import PHONE
from tests.site.minisite import MiniSite

KINDS = (
    "index.html",
    "book/01-mini/overview.html",
    "book/01-mini/reading.html",
    "book/01-mini/check.html",
    "notebooks/01-mini.html",
    "search.html?q=lamps",
)
STORED = "async () => (await Promise.all((await caches.keys()).map(async (name) => \
    (await (await caches.open(name)).keys()).map((r) => r.url)))).flat()"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).map((r) => r.scope)"


@dataclass(frozen=True)
class Host:
    """A copy of the mini site below a path, as a project's site is on many hosts."""

    site: Path
    address: str

    def change(self, name: str, old: str, new: str) -> None:
        """Publish a newer version, in which one page differs."""
        path = self.site / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        write_keep_files(self.site)


@pytest.fixture
def host(mini_site: MiniSite, tmp_path: Path) -> Iterator[Host]:
    site = tmp_path / "course"
    shutil.copytree(mini_site.out, site)
    with serving(tmp_path) as address:
        yield Host(site, f"{address}/course/")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()


def control(page: Page, host: Host) -> Locator:
    page.goto(f"{host.address}index.html")
    return page.locator(".sc-keep")


def keep(page: Page, host: Host) -> Locator:
    box = control(page, host)
    box.get_by_role("button", name="Keep the course").click()
    expect(box.get_by_role("status")).to_contain_text("is kept on this device", timeout=60_000)
    return box


def cut_link(context: BrowserContext) -> None:
    """No network for pages, and none for the worker."""
    context.set_offline(True)


def test_nothing_is_kept_unasked(phone: Page, host: Host) -> None:
    box = control(phone, host)
    expect(box.get_by_role("status")).to_contain_text("MB of space")
    expect(box.get_by_role("button")).to_have_count(1)
    phone.goto(f"{host.address}book/01-mini/reading.html")
    assert phone.evaluate(STORED) == []
    assert phone.evaluate(WORKERS) == []


def test_course_opens_without_a_link(phone: Page, host: Host) -> None:
    keep(phone, host)
    assert phone.evaluate(WORKERS) == [host.address]
    cut_link(phone.context)
    wrong: list[str] = []
    phone.on("pageerror", lambda error: wrong.append(str(error)))
    for name in KINDS:
        phone.goto(f"{host.address}{name}")
        expect(phone.locator("h1")).to_have_count(1)
        styled = "getComputedStyle(document.body).getPropertyValue('--sc-night')"
        assert phone.evaluate(styled).strip() == "#14213d", name
    expect(phone.locator("#search-results li a").first).to_be_visible()

    phone.goto(f"{host.address}book/01-mini/overview.html")
    phone.locator("article table a[href='explorer.html']").click()
    phone.wait_for_url("**/explorer.html")
    phone.locator(".sc-explorer-start button").click()
    expect(phone.locator(".sc-explorer-live svg")).to_be_visible()

    for address in ("", "book/01-mini/reading", "book/01-mini/reading.html?from=mail#top"):
        assert phone.goto(host.address + address).ok, address
    for address in ("book/nowhere.html", "downloads/01-mini-lab.zip"):
        phone.goto(host.address + address)
        expect(phone.locator("h1")).to_contain_text("This page needs a link")
    phone.get_by_role("article").get_by_role("link", name="Home page").click()
    expect(phone.locator(".sc-keep [role=status]")).to_contain_text("You have no link now")
    assert wrong == []


def test_course_opens_when_the_host_is_gone(
    phone: Page, mini_site: MiniSite, tmp_path: Path
) -> None:
    shutil.copytree(mini_site.out, tmp_path / "course")
    with serving(tmp_path) as address:
        host = Host(tmp_path / "course", f"{address}/course/")
        keep(phone, host)
    phone.goto(f"{host.address}book/01-mini/reading.html")
    expect(phone.locator("h1")).to_contain_text("Counting lamps")
    assert phone.evaluate("getComputedStyle(document.body).getPropertyValue('--sc-night')")


def test_update_is_offered_and_the_old_files_go(phone: Page, host: Host) -> None:
    keep(phone, host)
    before = set(phone.evaluate(STORED))
    host.change("book/01-mini/reading.html", "Counting lamps", "Counting lanterns")
    reading = f"{host.address}book/01-mini/reading.html"
    phone.goto(reading)
    expect(phone.locator("h1")).to_contain_text("Counting lamps")  # until the reader agrees

    box = control(phone, host)
    expect(box.get_by_role("status")).to_contain_text("There is a newer version")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    box.get_by_role("button", name="Update the course").click()
    expect(box).to_have_attribute("data-state", "kept", timeout=60_000)
    assert [url for url in asked if url.endswith(".html")] == [reading]
    after = set(phone.evaluate(STORED))
    assert len(after) == len(before)
    assert [url.partition("?")[0] for url in before - after] == [reading]
    cut_link(phone.context)
    phone.goto(reading)
    expect(phone.locator("h1")).to_contain_text("Counting lanterns")


def test_removal_frees_everything(phone: Page, host: Host) -> None:
    box = keep(phone, host)
    box.get_by_role("button", name="Remove it").click()
    expect(box.get_by_role("status")).to_contain_text("was removed from this device")
    assert phone.evaluate(STORED) == []
    assert phone.evaluate(WORKERS) == []
    expect(box.get_by_role("button", name="Keep the course")).to_be_focused()


def test_lost_link_loses_nothing(phone: Page, host: Host) -> None:
    phone.context.route("**/vega.min.js", lambda route: route.abort())
    box = control(phone, host)
    box.get_by_role("button", name="Keep the course").click()
    expect(box.get_by_role("status")).to_contain_text("The link was lost")
    phone.context.unroute("**/vega.min.js")
    phone.reload()
    expect(box.get_by_role("status")).to_contain_text("A part of the course is on this device")
    arrived = len(phone.evaluate(STORED))
    assert arrived > 0
    box.get_by_role("button", name="Continue").click()
    expect(box).to_have_attribute("data-state", "kept", timeout=60_000)
    assert len(phone.evaluate(STORED)) == len(kept_paths(host.site)) + 1  # and the list


def test_wrong_file_is_not_kept(phone: Page, host: Host) -> None:
    """A network's log-in page in place of a page of the course is refused."""
    phone.context.route(
        "**/reading.html", lambda route: route.fulfill(body="<h1>Log in</h1>", status=200)
    )
    box = control(phone, host)
    box.get_by_role("button", name="Keep the course").click()
    expect(box.get_by_role("status")).to_contain_text("The link was lost")
    assert not any("reading.html" in url for url in phone.evaluate(STORED))


@pytest.mark.parametrize(
    "damage",
    [
        "cache.delete([...await cache.keys()].find((r) => r.url.includes('reading.html')))",
        "cache.put(document.baseURI.replace('index.html', 'kept'), new Response('{'))",
    ],
)
def test_damaged_copy_falls_back_to_the_network(phone: Page, host: Host, damage: str) -> None:
    keep(phone, host)
    phone.evaluate(
        "async () => { const cache = await caches.open((await caches.keys())[0]); await "
        f"{damage}; }}"
    )
    reading = f"{host.address}book/01-mini/reading.html"
    assert phone.goto(reading).ok
    expect(phone.locator("h1")).to_contain_text("Counting lamps")
    box = control(phone, host)
    box.get_by_role("button", name="Continue").click()
    expect(box).to_have_attribute("data-state", "kept", timeout=60_000)
    cut_link(phone.context)
    assert phone.goto(reading).ok


def test_worker_leaves_the_kernel_of_the_labs_alone(phone: Page, host: Host) -> None:
    lite = host.site / "lite"
    lite.mkdir()
    (lite / "index.html").write_text("<h1>Kernel</h1>")
    keep(phone, host)
    answer = phone.goto(f"{host.address}lite/index.html")
    assert not answer.from_service_worker
    assert phone.goto(f"{host.address}index.html").from_service_worker


def test_without_scripts_or_from_a_folder_nothing_is_offered(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False)
    assert not control(context.new_page(), host).is_visible()
    context.close()
    context = browser.new_context()
    page = context.new_page()
    page.goto((host.site / "index.html").as_uri())
    expect(page.locator("h1").first).to_be_visible()
    assert not page.locator(".sc-keep").is_visible()
    context.close()


def test_lists_are_the_same_for_the_same_pages(mini_site: MiniSite, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(mini_site.out, site)
    lists = [path.read_bytes() for path in sorted((site / "_static" / "keep").iterdir())]
    write_keep_files(site)
    assert [p.read_bytes() for p in sorted((site / "_static" / "keep").iterdir())] == lists
    version = list_files(site)["version"]
    (site / "index.html").write_text("x")
    assert list_files(site)["version"] != version


def test_kept_are_all_pages_and_no_downloads(mini_site: MiniSite) -> None:
    kept = set(kept_paths(mini_site.out))
    pages = {path.relative_to(mini_site.out).as_posix() for path in mini_site.out.rglob("*.html")}
    assert pages - kept == {"404.html"}
    assert not any(name.startswith("downloads/") for name in kept)
