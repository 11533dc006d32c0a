"""What an explorer draws stands out from its dark panel: 3 to 1 (WCAG 2.1, 1.4.11).

The panel is the same on a light and on a dark page.
"""

import runpy
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import vl_convert
from matplotlib.colors import to_rgb, to_rgba

from tests.conftest import ROOT
from tests.contrast import Colour, stands_out

EXPLORERS = sorted((ROOT / "book").glob("*/explorer.py"))
SHAPES = ("path", "line", "rect", "circle")
# Explorer and kind of mark: why some of these marks may fade into the panel.
MAY_FADE = {
    ("04-where-and-when", "mark-rect"): "cells without crime are meant to fade; hot ones are edged",
    ("05-lighting", "mark-rect"): "the ground is as dark as its light; that is what it shows",
    ("05-lighting", "mark-area"): "beams decorate; lamps and ground carry what is measured",
}


def colour_of(paint: str | None, opacity: float) -> list[Colour]:
    """A colour as matplotlib knows it; nothing for no paint and for a gradient."""
    if paint in (None, "none", "transparent") or paint.startswith("url("):
        return []
    if paint.startswith("rgb("):
        red, green, blue = (int(part) / 255 for part in paint[4:-1].split(","))
        return [(red, green, blue, opacity)]
    return [to_rgba(paint, opacity)]


def marks(svg: ET.Element) -> Iterator[tuple[str, list[Colour]]]:
    """Kind of each mark, words excepted, with the colours of its fill and its edge."""
    for group in svg.iter("{http://www.w3.org/2000/svg}g"):
        kind, _, role = (group.get("class") or "").partition(" ")
        if not role.startswith("role-mark") or kind == "mark-text":
            continue
        for shape in (part for part in group if part.tag.rpartition("}")[2] in SHAPES):
            whole = float(shape.get("opacity") or 1)
            yield (
                kind,
                [
                    colour
                    for paint in ("fill", "stroke")
                    for colour in colour_of(
                        shape.get(paint), whole * float(shape.get(f"{paint}-opacity") or 1)
                    )
                ],
            )


def stand_out(colours: list[Colour], panel: Colour) -> bool:
    return any(stands_out(colour, panel) >= 3 for colour in colours)


@pytest.mark.parametrize("path", EXPLORERS, ids=lambda path: path.parent.name)
def test_marks_stand_out(path: Path) -> None:
    chart = runpy.run_path(str(path))["build"]()
    specification = chart.to_dict() | {"width": 640}
    panel = to_rgb(specification["background"])
    drawn = list(marks(ET.fromstring(vl_convert.vegalite_to_svg(specification))))
    seen = {kind for kind, colours in drawn if stand_out(colours, panel)}
    faint = {kind for kind, colours in drawn if not stand_out(colours, panel)}
    assert faint == {kind for name, kind in MAY_FADE if name == path.parent.name}
    assert faint - {"mark-area"} <= seen  # what matters among them is seen
