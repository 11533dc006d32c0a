"""The syllabus holds: the grammar of every module, its objectives, and one table of contents."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from safercities.site.coverage import objective_coverage
from safercities.site.items import FOLDER
from safercities.site.modules import PART_KINDS, Module, load_modules, read_front_matter
from tests.conftest import ROOT

MODULES = load_modules(ROOT)
COVERAGE = objective_coverage(ROOT, MODULES)


def pages_of(entry: dict | list) -> Iterator[str]:
    """Every page of a table of contents, in reading order."""
    if isinstance(entry, list):
        for item in entry:
            yield from pages_of(item)
        return
    if "file" in entry:
        yield entry["file"]
    for key in ("parts", "chapters", "sections"):
        yield from pages_of(entry.get(key, []))


TOC = yaml.safe_load((ROOT / "_toc.yml").read_text())
PAGES = [TOC["root"], *pages_of(TOC)]


def source_of(page: str) -> Path:
    return next(p for s in (".md", ".ipynb") if (p := ROOT / f"{page}{s}").exists())


@pytest.mark.parametrize("objective", COVERAGE)
def test_every_objective_is_taught_practised_and_assessed(objective: str) -> None:
    assert COVERAGE[objective].missing() == []


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.slug)
def test_a_module_has_all_parts_of_the_grammar_in_order(module: Module) -> None:
    kinds = [part.kind for part in module.parts]
    assert list(dict.fromkeys(kinds)) == list(PART_KINDS)
    assert 1 <= kinds.count("reading") <= 3
    assert len(kinds) - kinds.count("reading") == len(PART_KINDS) - 1


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.slug)
def test_the_contents_list_a_modules_parts_in_the_same_order(module: Module) -> None:
    parts = [part.page for part in module.parts]
    assert [page for page in PAGES if page in set(parts)] == parts


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.slug)
def test_one_slug_names_three_rooms(module: Module) -> None:
    slug = module.slug
    rooms = [f"book/{slug}/overview.md", f"notebooks/{slug}.ipynb"]
    rooms += [f"assignments/source/{slug}/{slug}.ipynb"]
    assert [room for room in rooms if not (ROOT / room).exists()] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.slug)
def test_every_objective_has_a_key_point(module: Module) -> None:
    mirrored = [point.objective for point in module.key_points]
    assert sorted(mirrored) == sorted(objective.id for objective in module.objectives)
    assert 3 <= len(mirrored) <= 6


def test_no_page_is_left_out_of_the_contents() -> None:
    pages = (p for p in ROOT.glob("book/**/*.md") if not p.is_relative_to(ROOT / FOLDER))
    written = {p.relative_to(ROOT).with_suffix("").as_posix() for p in pages}
    written |= {
        p.relative_to(ROOT).with_suffix("").as_posix() for p in ROOT.glob("notebooks/*.ipynb")
    }
    assert sorted(written - set(PAGES)) == []
    assert len(PAGES) == len(set(PAGES))


@pytest.mark.parametrize("page", [p for p in PAGES if not p.startswith("notebooks/")])
def test_every_page_says_in_a_sentence_what_it_holds(page: str) -> None:
    meta = read_front_matter(source_of(page)).get("myst", {}).get("html_meta", {})
    assert 40 <= len(meta.get("description lang=en", "")) <= 200
