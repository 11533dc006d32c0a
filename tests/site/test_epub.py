"""The mini book as an EPUB: well-formed, questions with their reasons, and nothing to press."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.site.minisite import build, change_config, copy_minibook

CHECK = "book/01-mini/check.xhtml"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the finished EPUB by name."""
    source = copy_minibook(tmp_path_factory.mktemp("epub"))
    config = yaml.safe_load((source / "_config.yml").read_text())["sphinx"]["config"]
    change_config(source, "sphinx", config={**config, "project": "Tiny", "version": "1"})
    change_config(source, "execute", execute_notebooks="off")
    site = build(source, "--builder", "custom", "--custom-builder", "epub")
    assert (site.exit_code, site.problems) == (0, [])
    (path,) = Path(source / "_build" / "epub").glob("*.epub")
    with zipfile.ZipFile(path) as book:
        assert book.namelist()[0] == "mimetype"
        return {n: book.read(n).decode() for n in book.namelist() if n.endswith(".xhtml")}


def test_pages_are_well_formed(pages: dict[str, str]) -> None:
    assert CHECK in pages
    for name, text in pages.items():
        try:
            ElementTree.fromstring(text)
        except ElementTree.ParseError as problem:
            pytest.fail(f"{name}: {problem}")


def test_questions_stand_with_their_reasons(pages: dict[str, str]) -> None:
    text = " ".join(re.sub(r"<[^>]+>", " ", pages[CHECK]).split())
    for words in (
        "How many lamps stand on a street with two lamps?",
        "Not right: One Count again.",
        "Right: Two Yes, two.",
        "Right: 2.5",
        "Not right: any other number",
    ):
        assert words in text


def test_a_form_of_a_test_has_its_key_at_the_end(pages: dict[str, str]) -> None:
    text = " ".join(re.sub(r"<[^>]+>", " ", pages["book/test/before.xhtml"]).split())
    asked, _key, answers = text.partition(" Key ")
    assert "1. How many lamps are two and one? Two Three" in asked
    assert "Count again." not in asked
    assert "Question 1: b Not right: Two Count again. Right: Three Yes, three." in answers
    assert "Question 2: 4 Right: 4" in answers


def test_nothing_to_press(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert not re.search(r"<(form|input|button)\b|pst-js-only", text), name


def test_explorer_shows_its_text(pages: dict[str, str]) -> None:
    assert "The text behind the picture." in pages["book/01-mini/explorer.xhtml"]
