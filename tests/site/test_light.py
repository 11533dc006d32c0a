"""What makes pages light: pictures with few colours, code with few elements, a pruned sheet."""

import re
from html import unescape
from pathlib import Path

from PIL import Image
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.styles import get_style_by_name
from pygments.token import Name, Punctuation

from safercities.site.highlight import LightFormatter
from safercities.site.pictures import shrink
from safercities.site.prune import drop_unread, used_names

SCHEMES = ("a11y-high-contrast-light", "a11y-high-contrast-dark")


def test_a_shrunk_picture_keeps_white_and_its_colours(tmp_path: Path) -> None:
    picture = Image.radial_gradient("L").convert("RGB")
    picture.paste("white", (0, 0, 256, 90))
    picture.paste("#E69F00", (0, 90, 256, 120))
    picture.save(tmp_path / "a.png")
    before = (tmp_path / "a.png").stat().st_size
    small = shrink(tmp_path / "a.png")
    assert small == tmp_path / "a.webp"
    assert not (tmp_path / "a.png").exists()
    assert small.stat().st_size < before
    with Image.open(small) as shown:
        colours = shown.convert("RGB")
    assert colours.getpixel((5, 5)) == (255, 255, 255)
    orange = zip(colours.getpixel((9, 100)), (0xE6, 0x9F, 0), strict=True)
    assert max(abs(a - b) for a, b in orange) < 6


def test_a_see_through_picture_stays_as_it_is(tmp_path: Path) -> None:
    Image.new("RGBA", (90, 90), (0, 0, 0, 120)).save(tmp_path / "a.png")
    assert shrink(tmp_path / "a.png") is None
    assert (tmp_path / "a.png").exists()


def test_code_keeps_its_text_in_half_the_elements(root: Path) -> None:
    code = (root / "safercities" / "plots" / "maps.py").read_text()
    full, light = (highlight(code, PythonLexer(), f()) for f in (HtmlFormatter, LightFormatter))
    assert unescape(re.sub("<[^>]+>", "", light)) == unescape(re.sub("<[^>]+>", "", full))
    assert light.count("<span") < full.count("<span") / 2


def test_names_and_commas_have_the_colour_of_text() -> None:
    for scheme in SCHEMES:
        style = get_style_by_name(scheme)
        assert len({style.style_for_token(kind)["color"] for kind in (Name, Punctuation)}) == 1


def test_properties_and_animations_that_nothing_reads_go() -> None:
    sheet = (
        "a{--x: 1;--y: var(--x);--z: 2;color: var(--z)}b{--page: 3}"
        "@media print{c{--gone: 1}}@keyframes turn{from{top:0}}@keyframes stay{from{top:0}}"
        "d{animation: stay 1s}"
    )
    assert drop_unread(sheet, '<p style="top: var(--page)">') == (
        "a{--z:2;color:var(--z)}b{--page:3}@keyframes stay{from{top:0}}d{animation:stay 1s}"
    )


def test_words_of_scripts_can_be_left_out() -> None:
    names = used_names(['<p class="menu-a">'], ['"menu-b open"'], re.compile("menu"))
    assert names == {"menu-a", "open"}
