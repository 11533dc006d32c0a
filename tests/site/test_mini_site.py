"""The mini book builds without a warning, and every component leaves what it promises."""

import gzip
import re
import zipfile

import pytest

from tests.site.minisite import MiniSite, build

PLACES = {"book/01-mini/overview": 1, "book/01-mini/reading": 2, "notebooks/01-mini": 4}


def test_no_warning(mini_site: MiniSite) -> None:
    assert mini_site.problems == []
    assert mini_site.exit_code == 0


@pytest.mark.parametrize("page", PLACES)
def test_every_part_has_its_strip(mini_site: MiniSite, page: str) -> None:
    html = mini_site.page(page)
    assert html.count('<nav class="sc-strip') == 1
    assert f"Module 1, part {PLACES[page]} of 7" in html


def test_overview_lists_parts_with_titles_and_times(mini_site: MiniSite) -> None:
    html = mini_site.page("book/01-mini/overview")
    for words in ("Count lamps.", "Counting lamps", "50 min", "analyst", "<em>lamp</em>"):
        assert words in html
    assert "Decision route: 50 min. Analyst route: 2 h 40 min." in html
    assert '<a class="reference internal" href="reading.html">' in html


def test_pages_derived_from_all_modules(mini_site: MiniSite) -> None:
    assert "2 h 40 min" in mini_site.page("book/schedule")
    objectives = mini_site.page("book/objectives")
    assert re.search(
        r"<strong>01\.2</strong>.*?Reading.*?Lab.*?Explorer.*?Check.*?Assignment", objectives, re.S
    )
    assert "Then choose." in mini_site.page("book/key-points")
    assert "Then choose." in mini_site.page("book/01-mini/key-points")


def test_dictionary(mini_site: MiniSite) -> None:
    html = mini_site.page("book/data")
    assert "Each row: one street_id." in html
    assert "integer, lamps" in html


def test_question_is_whole_without_scripts(mini_site: MiniSite) -> None:
    html = mini_site.page("book/01-mini/check")
    assert html.count("<fieldset>") == html.count("<legend>") == html.count('role="status"') == 3
    for reason in ("Count again.", "Yes, two.", "Three is odd.", "That is the sum."):
        assert html.count(reason) == 1
    assert "Right: Two" in html
    assert "Right: 2.5" in html
    labels = set(re.findall(r'<label for="([^"]+)"', html))
    inputs = set(re.findall(r'<input type="(?:radio|checkbox|text)"[^>]* id="([^"]+)"', html))
    assert labels == inputs
    assert len(inputs) == 2 + 3 + 1


def test_the_script_of_questions_stays_small(mini_site: MiniSite) -> None:
    assert len(gzip.compress((mini_site.out / "_static" / "check.js").read_bytes())) < 2100


def test_explorer_shows_a_picture_first(mini_site: MiniSite) -> None:
    html = mini_site.page("book/01-mini/explorer")
    assert "vega.min.js" not in html
    assert 'alt="A row of bars; each bar is the number of lamps on one street."' in html
    assert "The text behind the picture." in html
    size = int(re.search(r"Turn it yourself <small>\((\d+) kB\)", html)[1])
    assert 100 < size < 300
    picture = re.search(r'<img src="([^"]+\.svg)" width', html)[1]
    assert (mini_site.out / "book" / "01-mini" / picture).resolve().exists()


def test_tasks_without_their_answers(mini_site: MiniSite) -> None:
    html = mini_site.page("book/01-mini/assignment")
    for words in ("Defend it", "judged by a person", "checked by code", "01-mini-assignment.zip"):
        assert words in html
    for path in mini_site.out.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"the-secret-solution" not in content, path
            assert b"the-hidden-test" not in content, path


def test_lab_zip_runs_from_its_own_folder(mini_site: MiniSite) -> None:
    names = zipfile.ZipFile(mini_site.out / "downloads" / "01-mini-lab.zip").namelist()
    assert "01-mini-lab/01-mini.ipynb" in names
    assert "01-mini-lab/datasets/tiny.csv" in names


def test_pages_are_slim(mini_site: MiniSite) -> None:
    for path in mini_site.out.rglob("*.html"):
        html = path.read_text()
        assert "http://" not in re.sub(r"http://www\.w3\.org/\S+", "", html), path
        assert 'src="https:' not in html
        assert "fontawesome" not in html
        assert html.count('rel="stylesheet"') == 1
        assert ("static/search.js" in html) == (path.name == "search.html")
        assert "search-index.js" not in html
        assert "copybutton.js" not in html or "<pre>" in html
    bundle = (mini_site.out / "_static" / "course-bundle.css").read_text()
    assert len(bundle) < 140_000
    assert "@font-face" not in bundle


def test_folds_and_formulas_need_no_script(mini_site: MiniSite) -> None:
    html = mini_site.page("index")
    assert re.search(r'<details class="sc-fold">\s*<summary>Folded</summary>', html)
    assert html.count("<math") == 2


def test_without_an_address_nothing_needs_one(mini_site: MiniSite) -> None:
    html = mini_site.page("notebooks/01-mini")
    assert "mybinder" not in html
    assert "og:image" not in html
    assert 'rel="canonical"' not in html
    assert "https://course" not in html
    for name in ("_static/cards", "sitemap.xml", "robots.txt"):
        assert not (mini_site.out / name).exists()


def test_plain_text_holds_questions_reasons_and_descriptions(mini_site: MiniSite) -> None:
    """Built beside the pages, from what their build has read."""
    site = build(mini_site.source, "--builder", "custom", "--custom-builder", "text")
    assert (site.exit_code, site.problems) == (0, [])
    out = mini_site.source / "_build" / "text" / "book" / "01-mini"
    check = (out / "check.txt").read_text()
    assert "Module 1, part 5 of 7 · Check · 10 min · Both routes" in check
    for words in ("* One", "**Not right:** One", "**Right:** 2.5", "Three is odd."):
        assert words in check
    assert "A row of bars; each bar" in (out / "explorer.txt").read_text()
