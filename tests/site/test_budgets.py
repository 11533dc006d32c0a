"""Every page keeps the budget of its kind (budgets.toml), in kilobytes on the wire."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import PHONE, Windows
from tests.site.weight import computed, course_pages, kind_of, measured, over_budget

AGREEMENT = 0.02


@pytest.fixture(scope="session")
def weights(site_dir: Path) -> dict[str, tuple[str, dict[str, int]]]:
    """Kind and computed weights of every page."""
    kinds = {n: kind_of(n, (site_dir / n).read_text("utf-8")) for n in course_pages(site_dir)}
    return {name: (kind, computed(site_dir, name)) for name, kind in kinds.items()}


def test_every_page_keeps_its_budget(weights: dict) -> None:
    assert len(weights) > 20
    heavy = [over_budget(name, kind, files) for name, (kind, files) in weights.items()]
    assert [sentence for sentence in heavy if sentence] == []


@pytest.fixture
def phone(windows: Windows) -> Iterator[Page]:
    """A phone without the service worker, which fetches for later visits."""
    with windows.lend(viewport=PHONE, service_workers="block") as page:
        yield page


def test_the_browser_gets_what_was_computed(
    phone: Page, site_url: str, weights: dict, subtests: object
) -> None:
    """The heaviest page of each kind, read to the end in Chromium."""
    by_weight = sorted(weights, key=lambda name: sum(weights[name][1].values()))
    for kind, name in {weights[name][0]: name for name in by_weight}.items():
        with subtests.test(kind=kind, page=name):
            wire, files = measured(phone, site_url, name), weights[name][1]
            assert over_budget(name, kind, wire) == ""
            if kind != "search":  # it loads the index when it opens
                assert set(wire) == set(files)
                total = sum(files.values())
                assert sum(wire.values()) == pytest.approx(total, rel=AGREEMENT)


def test_an_explorer_costs_only_those_who_open_it(
    phone: Page, site_url: str, weights: dict
) -> None:
    for name in (name for name, (kind, _files) in weights.items() if kind == "explorer"):
        start, live = ".sc-explorer-start button", ".sc-explorer-live input"
        added = measured(phone, site_url, name, click=start, shown=live)
        assert any(path.endswith("vega.min.js") for path in added)
        assert over_budget(name, "explorer, opened", added) == ""
        assert not any("vega" in path for path in weights[name][1])


def test_only_the_style_sheet_blocks_rendering(site_dir: Path) -> None:
    for name in course_pages(site_dir):
        html = (site_dir / name).read_text("utf-8")
        assert html.count('rel="stylesheet"') == 1, name
        for tag in html.split("<script ")[1:]:
            opening = tag.partition(">")[0]
            if "src=" in opening:
                assert "defer" in opening or "async" in opening or "module" in opening, (name, tag)


def test_a_heavy_page_is_named_with_its_files() -> None:
    sentence = over_budget("a.html", "reading", {"a.html": 20_000, "plot.webp": 190_000})
    assert sentence.startswith("a.html (reading): 210 kB, its budget is 150 kB.")
    assert sentence.endswith("Heaviest: plot.webp 190 kB, a.html 20 kB")
