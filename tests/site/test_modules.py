"""Front matter of modules: what is read, and what a mistake says."""

import copy
from pathlib import Path

import pytest

from safercities.site.modules import (
    ModuleError,
    load_modules,
    parse_module,
    read_front_matter,
)
from safercities.site.strip import next_without_code
from tests.site.minisite import MINIBOOK

OVERVIEW = MINIBOOK / "book" / "01-mini" / "overview.md"


def fields() -> dict:
    return copy.deepcopy(read_front_matter(OVERVIEW)["module"])


def test_reads_a_module() -> None:
    (module,) = load_modules(MINIBOOK)
    assert (module.slug, module.number, module.overview) == ("01-mini", 1, "book/01-mini/overview")
    assert module.minutes() == 5 + 20 + 10 + 50 + 10 + 60 + 5
    assert module.minutes(decision_route=True) == 5 + 20 + 10 + 10 + 5
    assert module.part_on("notebooks/01-mini").kind == "lab"
    assert module.part_on("index") is None


def test_the_decision_route_skips_parts_that_need_code() -> None:
    (module,) = load_modules(MINIBOOK)
    explorer = next(part for part in module.parts if part.kind == "explorer")
    assert next_without_code(module, explorer).kind == "check"
    assert next_without_code(module, module.parts[0]) is None
    assert next_without_code(module, module.parts[-1]) is None


MISTAKES = {
    "title": lambda f: f.pop("title"),
    "number": lambda f: f.update(number="one"),
    "slug": lambda f: f.update(slug="02-other"),
    "objectives": lambda f: f["objectives"][0].update(id="02.1"),
    "objectives[1].text": lambda f: f["objectives"][1].pop("text"),
    "parts": lambda f: f["parts"].reverse(),
    "parts[2].minutes": lambda f: f["parts"][2].update(minutes="ten"),
    "parts[0]": lambda f: f["parts"][0].update(lenght=3),
    "prerequisites": lambda f: f["prerequisites"][0].update(need="maybe"),
    "key_points": lambda f: f["key_points"][0].update(objective="01.9"),
}


@pytest.mark.parametrize("field", MISTAKES)
def test_a_mistake_names_file_and_field(field: str) -> None:
    changed = fields()
    MISTAKES[field](changed)
    with pytest.raises(ModuleError) as caught:
        parse_module(changed, OVERVIEW)
    assert f"{OVERVIEW}: module.{field}: " in str(caught.value)


def test_duplicate_objective() -> None:
    changed = fields()
    changed["objectives"][1]["id"] = "01.1"
    with pytest.raises(ModuleError, match="not unique"):
        parse_module(changed, OVERVIEW)


def test_overview_without_module(tmp_path: Path) -> None:
    page = tmp_path / "book" / "01-mini" / "overview.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\nkey: value\n---\n\n# Title\n")
    with pytest.raises(ModuleError, match="no `module:`"):
        load_modules(tmp_path)


def test_unreadable_yaml(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\nkey: [1\n---\n")
    with pytest.raises(ModuleError, match=r"page\.md.*not valid YAML"):
        read_front_matter(page)
