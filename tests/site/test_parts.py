"""Small pure parts: style sheet, tables, formulas, zips, tasks."""

import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from sphinx.errors import ExtensionError

from safercities.site.access import mend_html
from safercities.site.check import Interval, parse_interval
from safercities.site.dictionary import constraint_text, key_text
from safercities.site.downloads import lab_files, needed_tables, write_zip
from safercities.site.head import head_tags
from safercities.site.maths import mathml
from safercities.site.pictures import place_pictures
from safercities.site.prune import prune, used_names
from safercities.site.stylesheet import own_sheets
from safercities.site.tasks import read_tasks
from safercities.site.words import duration
from tests.site.minisite import MINIBOOK


def test_prune_keeps_what_can_apply() -> None:
    names = used_names(['<p class="a b" id="c">'], ['x.classList.add("open")'])
    css = """
    .a, .gone { color: red }  .a .gone { color: blue }  #c > p { margin: 0 }  .open { top: 0 }
    .a:not(.gone) { left: 0 }  .a:is(.gone, .b) { right: 0 }
    @font-face { font-family: Icons; src: url(x.woff2) }
    @media (min-width: 9px) { .gone { top: 0 } .b { top: 1px } }
    @media print { .gone { top: 0 } }
    """
    pruned = prune(css, names).replace(" ", "")
    assert pruned == (
        ".a{color:red}#c>p{margin:0}.open{top:0}.a:not(.gone){left:0}.a:is(.gone,.b){right:0}"
        "@media(min-width:9px){.b{top:1px}}"
    )


def test_every_sheet_of_ours_is_bundled_the_base_first(tmp_path: Path) -> None:
    for name in ("zebra.css", "course.css", "apple.css", "check.js"):
        (tmp_path / name).touch()
    assert own_sheets(tmp_path) == ["course.css", "apple.css", "zebra.css"]


def test_tables_get_scopes() -> None:
    pandas = (
        '<table border="1" class="dataframe"><thead><tr style="x"><th></th><th>lamps</th></tr>'
        "</thead><tbody><tr><th>S1</th><td>2</td></tr></tbody></table>"
    )
    assert mend_html(pandas) == (
        '<table class="dataframe"><thead><tr style="x"><td></td><th scope="col">lamps</th></tr>'
        '</thead><tbody><tr><th scope="row">S1</th><td>2</td></tr></tbody></table>'
    )
    assert mend_html('<thead><th scope="row">a</th></thead>').count("scope") == 1
    assert mend_html('<th class="head"><p></p></th>') == "<td></td>"


def test_formula_becomes_mathml() -> None:
    assert "<mfrac>" in mathml(r"\frac{a}{b}", "block", "page")
    with pytest.raises(ExtensionError, match=r"some/page: this formula cannot be read"):
        mathml(r"\frac{a}{", "inline", "some/page")


def test_zip_bytes_depend_on_content_only(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", "top", {"b.txt": b"2", "a.txt": b"1"})
    write_zip(tmp_path / "b.zip", "top", {"a.txt": b"1", "b.txt": b"2"})
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").namelist() == ["top/a.txt", "top/b.txt"]


def test_lab_zip_holds_what_the_notebook_needs() -> None:
    files = lab_files(MINIBOOK, "01-mini")
    assert {"01-mini.ipynb", "README.txt", "datasets/tiny.csv", "datasets/datapackage.json"} <= set(
        files
    )
    assert "safercities/__init__.py" in files
    assert "safercities/measures/__init__.py" in files
    assert not any(name.startswith(("safercities/site", "safercities/city")) for name in files)


def test_tables_are_those_the_code_names(tmp_path: Path) -> None:
    code = {"cell_type": "code", "source": ['read("lamps.csv"); read("absent.csv")']}
    text = {"cell_type": "markdown", "source": ["streets.csv"]}
    notebook = tmp_path / "n.ipynb"
    notebook.write_text(json.dumps({"cells": [code, text]}))
    for name in ("lamps.csv", "streets.csv"):
        (tmp_path / name).write_text("x\n")
    assert needed_tables(notebook, tmp_path) == [tmp_path / "lamps.csv"]


def test_tasks_from_metadata_and_headings() -> None:
    first, second = read_tasks(MINIBOOK / "assignments/source/01-mini/01-mini.ipynb")
    assert (first.task, first.title, first.points, first.judged) == ("1", "Count", 2, False)
    assert (second.objectives, second.judged) == (("01.2",), True)


def test_task_whose_heading_states_other_points(tmp_path: Path) -> None:
    source = (MINIBOOK / "assignments/source/01-mini/01-mini.ipynb").read_text()
    changed = tmp_path / "changed.ipynb"
    changed.write_text(source.replace("(2 points)", "(3 points)"))
    with pytest.raises(ValueError, match="task 1 states 3 points, its metadata 2"):
        read_tasks(changed)


def test_words_of_the_dictionary() -> None:
    column = {"constraints": {"required": True, "minimum": 0, "maximum": 9}}
    assert constraint_text(column) == "0 to 9"
    assert constraint_text({"constraints": {"minimum": 0}}) == "0 or more; may be blank"
    assert constraint_text({}) == "may be blank"
    schema = {
        "primaryKey": "a",
        "foreignKeys": [{"fields": "b", "reference": {"resource": "", "fields": "a"}}],
    }
    assert key_text(schema) == ["Each row: one a.", "b points to the same table."]


def test_durations() -> None:
    assert [duration(m) for m in (25, 60, 310)] == ["25 min", "1 h", "5 h 10 min"]


def test_intervals_of_numeric_replies() -> None:
    assert parse_interval("42", 0.5) == Interval(41.5, 42.5)
    assert parse_interval("-1 .. 2.5", 9) == Interval(-1, 2.5)
    assert parse_interval("else", 1).holds(1e9)


def test_pictures_get_their_size_and_load_late(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "white").save(tmp_path / "a.png")
    (tmp_path / "b.svg").write_text('<svg xmlns="x" width="9" height="8" stroke-width="2"></svg>')
    html = (
        '<p><img alt="A plot" src="../_images/a.png" /> <img alt="b" src="x/b.svg"/>'
        '<img src="_images/b.svg" style="width: 3px"></p>'
    )
    files = {name: tmp_path / name for name in ("a.png", "b.svg")}
    assert place_pictures(html, files) == (
        '<p><img alt="A plot" src="../_images/a.png" width="40" height="30" loading="lazy"> '
        '<img alt="b" src="x/b.svg" loading="lazy">'
        '<img src="_images/b.svg" style="width: 3px" width="9" height="8" loading="lazy"></p>'
    )
    assert "loading" not in place_pictures(html, files, late=False)


def test_card_tags_need_an_address() -> None:
    without = head_tags('A "quoted" page', "Site", "About it", "", "")
    assert "og:image" not in without
    assert "&quot;quoted&quot;" in without
    with_address = head_tags("A", "Site", "About", "https://x.org/a.html", "https://x.org/card.png")
    assert '<meta property="og:image" content="https://x.org/card.png">' in with_address
