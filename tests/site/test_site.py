"""The real site as files: links, pictures, descriptions, and nothing that must stay hidden."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from safercities.site.modules import load_modules
from tests.conftest import ROOT
from tests.site.links import Page, broken_links, own_pages, read_site

MODULES = load_modules(ROOT)
FILE_NAME = re.compile(r"^\S+\.(png|svg|jpe?g)$")


@pytest.fixture(scope="session")
def pages(site_dir: Path) -> dict[Path, Page]:
    return read_site(site_dir)


def test_links_lead_somewhere(pages: dict[Path, Page], site_dir: Path) -> None:
    assert broken_links(pages, site_dir) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html#x">x</a> <a href="c.html">c</a> <a href="#y">y</a>'
    )
    (tmp_path / "b.html").write_text('<p id="z">')
    assert len(broken_links(read_site(tmp_path), tmp_path)) == 3


def test_pictures_say_what_to_see(pages: dict[Path, Page]) -> None:
    for page in pages.values():
        for picture in page.pictures:
            if picture.get("class") == "logo__image":
                assert picture["alt"] == ""  # the name stands beside it
                continue
            alt = picture.get("alt") or ""
            assert len(alt) >= 20, f"{page.path.name}: {picture['src']} has the alt text {alt!r}"
            assert not FILE_NAME.match(alt), page.path.name


def test_every_page_has_a_description(site_dir: Path) -> None:
    for path in (site_dir / name for name in own_pages(site_dir)):
        if path.name not in (
            "search.html",
            "404.html",
            "offline.html",
        ):  # search engines do not list these
            description = re.search(
                r'<meta content="([^"]+)"[^>]* name="description"', path.read_text()
            )
            assert description, path
            assert 40 <= len(description[1]) <= 260, path


SECRET = re.compile(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", flags=re.S)


def code_of(notebook: Path) -> str:
    return "\n".join("".join(cell["source"]) for cell in json.loads(notebook.read_text())["cells"])


def secret_lines() -> list[str]:
    """Lines inside solutions and hidden tests that no notebook shows openly."""
    sources = [code_of(path) for path in ROOT.glob("assignments/source/*/*.ipynb")]
    shown = [SECRET.sub("", text) for text in sources]
    shown += [code_of(path) for path in ROOT.glob("notebooks/*.ipynb")]
    lines = {
        line.strip()
        for text in sources
        for block in SECRET.findall(text)
        for line in block.splitlines()
    }
    return sorted(
        line for line in lines if len(line) > 45 and not any(line in text for text in shown)
    )


def test_no_solution_and_no_hidden_test_reaches_the_site(site_dir: Path) -> None:
    lines = secret_lines()
    assert len(lines) > 20
    files = (p for p in site_dir.rglob("*") if p.suffix in (".html", ".js", ".json", ".ipynb"))
    content = {p: p.read_bytes() for p in files if p.is_file()}
    for path in site_dir.glob("downloads/*-assignment.zip"):
        archive = zipfile.ZipFile(path)
        content |= {path / name: archive.read(name) for name in archive.namelist()}
    assert shown_lines(lines, content) == []


def test_a_solution_that_is_shown_is_found() -> None:
    line = 'share = faults[faults["kind"] == "dark"].groupby("street_id").size() / lamps'
    held = {Path("a.html"): f"<pre>x = 1\n{line}\n</pre>".encode()}
    held[Path("b.json")] = json.dumps({"source": [f"    {line}\n"]}).encode()
    held[Path("c.js")] = f"// {line[:-1]}".encode()
    assert shown_lines([line], held) == [f"{name} shows {line!r}" for name in ("a.html", "b.json")]


WORD = re.compile(rb"[A-Za-z_]{4,}")


def shown_lines(lines: list[str], content: dict[Path, bytes]) -> list[str]:
    """Which file shows which line, as it stands or as JSON writes it.

    Most files lack a word of the line; only the others are searched, which saves most of the time.
    """
    words = {line: inner_words(line) for line in lines}
    found = []
    for path, text in content.items():
        known = set(WORD.findall(text))
        found += [
            f"{path} shows {line!r}"
            for line in lines
            if words[line] <= known
            and (line.encode() in text or json.dumps(line)[1:-1].encode() in text)
        ]
    return found


def inner_words(line: str) -> set[bytes]:
    """Words of a line that stand whole in every file that shows it, also in JSON."""
    return set(WORD.findall(line.encode())[1:-1]) if line.isascii() else set()


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.slug)
def test_downloads_are_there(site_dir: Path, module: object) -> None:
    lab = zipfile.ZipFile(site_dir / "downloads" / f"{module.slug}-lab.zip")
    assert f"{module.slug}-lab/{module.slug}.ipynb" in lab.namelist()
    assert any(name.endswith(".csv") for name in lab.namelist())
    release = zipfile.ZipFile(site_dir / "downloads" / f"{module.slug}-assignment.zip")
    assert f"{module.slug}/{module.slug}.ipynb" in release.namelist()


def test_notebooks_on_the_site_are_those_of_the_repository(site_dir: Path) -> None:
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert (site_dir / "downloads" / path.name).read_bytes() == path.read_bytes()
