"""The mini book in Korean: pages, interface words and module facts are translated."""

import json
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from safercities.site.translate import own_words
from tests.site.minisite import MiniSite, build, change_config, copy_minibook

PAGE_TEXTS = {
    "How many lamps stand on a street with *two* lamps?": "램프 *두 개*인 거리에 램프가 몇 개?",
    "Three": "세 개",
    "Count again.": "다시 세십시오.",
}
WORDS = {
    "Check": "점검",
    "Reading": "읽기",
    "Right": "맞음",
    "Right.": "맞습니다.",
    "Choose an answer first.": "먼저 답을 고르십시오.",
    "Page": "쪽",
    "Run this notebook yourself": "직접 실행해 보십시오",
    "I have read this page": "이 쪽을 읽었습니다",
    "handed in": "제출함",
    "Decision route: no code": "결정 과정",
    "Self-declared": "본인 선언",
    "Count lamps.": "램프를 세다.",
    "Then choose.": "그다음 고르십시오.",
    "Mini": "작은 단원",
    "Hand in": "제출하기",
}


def write_catalogue(folder: Path, name: str, texts: dict[str, str]) -> None:
    catalogue = Catalog(locale="ko")
    for text, said in texts.items():
        catalogue.add(text, said)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.po").open("wb") as file:
        write_po(file, catalogue)


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    source = copy_minibook(tmp_path_factory.mktemp("korean"))
    folder = source / "locale" / "ko" / "LC_MESSAGES"
    write_catalogue(folder, "book", PAGE_TEXTS)
    write_catalogue(folder, "safercities", WORDS)
    config = yaml.safe_load((source / "_config.yml").read_text())["sphinx"]["config"]
    change_config(source, "sphinx", config={**config, "language": "ko", "locale_dirs": ["locale"]})
    change_config(source, "execute", execute_notebooks="off")
    site = build(source)
    assert site.problems == []
    return site


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("book/01-mini/check", ["램프가 몇 개?", "세 개", "다시 세십시오.", "맞습니다.", "점검"]),
        ("book/01-mini/check", ["먼저 답을 고르십시오.", "<em>두 개</em>"]),
        ("book/test/before", ["세 개", "다시 세십시오.", "제출하기"]),
        ("book/01-mini/reading", ["읽기", "이 쪽을 읽었습니다"]),
        ("book/01-mini/overview", ["램프를 세다.", ">쪽<"]),
        ("book/01-mini/key-points", ["그다음 고르십시오."]),
        ("notebooks/01-mini", ["직접 실행해 보십시오"]),
        ("book/start/my-course", ["결정 과정", "본인 선언", "작은 단원"]),
    ],
)
def test_words_are_translated(korean: MiniSite, page: str, words: list[str]) -> None:
    html = korean.page(page)
    assert 'lang="ko"' in html
    for word in words:
        assert word in html


def test_words_of_scripts_are_translated(korean: MiniSite) -> None:
    text = (korean.out / "_static" / "course-data.js").read_text(encoding="utf-8")
    data = json.loads(text.partition("=")[2].rstrip(";\n"))
    assert data["words"]["state"]["assignment"] == "제출함"


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the catalogues to translate."""
    source = copy_minibook(tmp_path_factory.mktemp("catalogues"))
    change_config(source, "execute", execute_notebooks="off")
    site = build(source, "--builder", "custom", "--custom-builder", "gettext")
    assert site.problems == []
    return source / "_build" / "gettext"


def test_catalogue_holds_our_words_and_module_facts(catalogues: Path) -> None:
    with (catalogues / "safercities.pot").open("rb") as file:
        known = {message.id for message in read_po(file)}
    assert set(WORDS) <= known
    assert {text for text, _file, _line in own_words()} <= known


def test_questions_can_be_translated(catalogues: Path) -> None:
    catalogue = (catalogues / "book.pot").read_text()
    question = "How many lamps stand on a street with *two* lamps?"
    for text in (question, "Three", "Count again.", "The text behind the picture."):
        assert f'msgid "{text}"' in catalogue
