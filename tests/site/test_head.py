"""The mini book with and without a public address: search engines, shared links, and changes."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from safercities.site.cards import draw
from safercities.site.head import UNLISTED
from safercities.site.modules import load_modules
from safercities.site.structured import iso_duration
from tests.site.minisite import MiniSite, build

BASE = "https://course.example.org/"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', flags=re.S)


def data_of(site: MiniSite, page: str) -> dict:
    (text,) = DATA.findall(site.page(page))
    return json.loads(text)


def pages_of(site: MiniSite) -> list[str]:
    return sorted(p.relative_to(site.out).as_posix()[:-5] for p in site.out.rglob("*.html"))


def test_titles_are_unique(mini_site: MiniSite) -> None:
    titles = [re.search("<title>(.*?)</title>", mini_site.page(p))[1] for p in pages_of(mini_site)]
    assert len(set(titles)) == len(titles)
    for title in titles:
        names = title.split(" · ")
        assert len(set(names)) == len(names)
        assert all(names)
    assert "Counting lamps · Module 1: Mini · Safer Cities" in titles
    assert "Module 1: Mini · Safer Cities" in titles


def test_course_and_its_parts(public: MiniSite) -> None:
    (module,) = load_modules(public.source)
    minutes = iso_duration(module.minutes())
    for page in ("index", module.overview):
        course = data_of(public, page)
        assert course["@type"] == "Course"
        assert course["provider"]["name"]
        assert course["description"]
        assert course["timeRequired"] == course["hasCourseInstance"]["courseWorkload"] == minutes
        assert course["teaches"] == ["Count lamps.", "Choose a lamp."]
        assert course["isAccessibleForFree"] is True
        assert course["inLanguage"] == "en"
        for part in course["hasPart"]:
            assert (public.out / part["url"].removeprefix(BASE)).is_file()
    assert data_of(public, "index")["url"] == BASE
    assert len(data_of(public, module.overview)["hasPart"]) == len(module.parts) - 1
    lab = data_of(public, "notebooks/01-mini")
    assert (lab["@type"], lab["timeRequired"]) == ("LearningResource", "PT50M")
    assert lab["isPartOf"]["url"] == f"{BASE}{module.overview}.html"
    assert not DATA.findall(public.page("book/schedule"))


def test_without_an_address_the_data_has_none(mini_site: MiniSite) -> None:
    course = data_of(mini_site, "index")
    assert "url" not in course
    assert "url" not in course["hasPart"][0]


def test_sitemap_names_every_page_once(public: MiniSite) -> None:
    tree = ET.parse(public.out / "sitemap.xml")
    listed = [item.text for item in tree.iter() if item.tag.endswith("}loc")]
    wanted = [page for page in pages_of(public) if page not in UNLISTED]
    assert sorted(listed) == sorted(
        BASE if page == "index" else f"{BASE}{page}.html" for page in wanted
    )
    assert f"Sitemap: {BASE}sitemap.xml" in (public.out / "robots.txt").read_text()
    for page in wanted:
        canonical = re.search(r'<link rel="canonical" href="([^"]+)"', public.page(page))[1]
        assert canonical in listed
    for page in UNLISTED:
        assert '<meta name="robots" content="noindex">' in public.page(page)
        assert "canonical" not in public.page(page)


def test_every_page_has_its_card(public: MiniSite, tmp_path: Path) -> None:
    cards = set()
    for page in pages_of(public):
        found = re.search(rf'"og:image" content="{BASE}([^"]+)"', public.page(page))
        assert bool(found) == (page not in UNLISTED)
        if found:
            path = public.out / found[1]
            with Image.open(path) as card:
                assert card.size == (1200, 630)
            assert path.stat().st_size < 60_000
            cards.add(path.read_bytes())
    assert len(cards) == len(pages_of(public)) - len(UNLISTED)  # each shows its own title


def test_a_card_is_drawn_the_same_twice() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">a</text></svg>'
    assert draw(svg) == draw(svg)


def test_binder_and_shared_links_have_the_address(public: MiniSite) -> None:
    assert public.problems == []
    html = public.page("notebooks/01-mini")
    repository = "https%3A%2F%2Fcode.example.org%2Fcity%2Fcourse"
    address = re.search(r'href="(https://mybinder\.org/v2/git/[^"]+)"', html)[1]
    prefix, _, target = address.partition("?urlpath=lab%2Ftree%2F")
    assert prefix == f"https://mybinder.org/v2/git/{repository}/main"
    assert (public.source / target.replace("%2F", "/")).is_file()
    assert '<link rel="canonical" href="https://course.example.org/notebooks/01-mini.html"' in html
    card = re.search(r'"og:image" content="https://course\.example\.org/([^"]+)"', html)[1]
    assert (public.out / card).read_bytes().startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def changed(public: MiniSite) -> MiniSite:
    """The book built again after a module changed and another came; the tests above are done."""
    mini = public.source / "book" / "01-mini" / "overview.md"
    overview = mini.read_text()
    mini.write_text(overview.replace("minutes: 20", "minutes: 45"))
    folder = public.source / "book" / "02-later"
    folder.mkdir()
    later = overview.replace("01-mini", "02-later").replace("number: 1", "number: 2")
    (folder / "overview.md").write_text(overview_alone(later.replace('"01.', '"02.')))
    contents = public.source / "_toc.yml"
    mine = "      - file: book/start/my-course\n"
    added = f"      - file: book/02-later/overview\n{mine}"
    contents.write_text(contents.read_text().replace(mine, added))
    again = build(public.source)
    assert (again.exit_code, again.problems) == (0, [])
    return again


def overview_alone(overview: str) -> str:
    """An overview whose only part is itself."""
    lines = overview.splitlines(keepends=True)
    kept = [line for line in lines if "{kind:" not in line or "kind: overview" in line]
    text = "".join(line for line in kept if "concept:" not in line)
    return text.replace("  prerequisites:\n", "  prerequisites: []\n")


def test_a_changed_module_updates_its_pages(changed: MiniSite) -> None:
    assert "45 min" in changed.page("book/01-mini/reading")
    assert "45 min" in changed.page("book/schedule")
    assert len((changed.out / "_static" / "course-bundle.css").read_text()) > 50_000


def test_a_module_that_comes_brings_its_items(changed: MiniSite) -> None:
    """The bank is there before the module; once the module is there, its item shows."""
    shown = re.findall(r'data-question="([^"]+)"', changed.page("book/test/before"))
    assert shown == ["test-01-1a", "test-01-2a", "test-02-1a"]
