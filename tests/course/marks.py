"""Collects the marks of every figure that a lab draws; runs inside the lab's kernel."""

from collections.abc import Iterator

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from safercities.plots.palette import FAINT
from tests.contrast import Colour, stands_out

NOTHING = ("None", "none", "", " ", None)
# Why a mark may be faint: a map's streets without a value only show where the others lie.
MAY_BE_FAINT = [("LineCollection", FAINT.lower())]
FOUND: dict[tuple[str, str, str], float] = {}  # kind, colour, what the axes show: best contrast


def line_colours(line: Line2D) -> Iterator[list[Colour]]:
    """Colours of the line and of its markers, whichever are drawn."""
    if line.get_linestyle() not in NOTHING and line.get_linewidth():
        yield [line.get_color()]
    if line.get_marker() not in NOTHING:
        colours = line.get_markerfacecolor(), line.get_markeredgecolor()
        yield [colour for colour in colours if colour not in NOTHING]


def collection_colours(drawn: Collection) -> Iterator[list[Colour]]:
    """Fill and edge of each part: points of a scatter, lines of a map."""
    fills, edges = list(drawn.get_facecolor()), list(drawn.get_edgecolor())
    if not any(drawn.get_linewidth()):
        edges = []
    for place in range(max(len(fills), len(edges))):
        yield [colours[place % len(colours)] for colours in (fills, edges) if colours]


def mark_colours(mark: Artist) -> Iterator[list[Colour]]:
    """For each part of a mark, the colours of which one must stand out."""
    if isinstance(mark, Line2D):
        yield from line_colours(mark)
    elif isinstance(mark, Collection):
        yield from collection_colours(mark)
    else:
        edge = [mark.get_edgecolor()] if mark.get_linewidth() else []
        yield [mark.get_facecolor(), *edge]


def collect(axes: Axes) -> None:
    """Note each mark of the axes with its best contrast against them."""
    paper = axes.get_facecolor()
    for mark in [*axes.lines, *axes.collections, *axes.patches]:
        if mark.get_visible():
            for colours in mark_colours(mark):
                best = max(colours, key=lambda colour: stands_out(colour, paper))
                shows = axes.get_title(loc="left") or axes.get_ylabel() or axes.get_xlabel()
                FOUND[type(mark).__name__, to_hex(best), shows] = stands_out(best, paper)


def faint() -> list[tuple[str, str, str]]:
    """Marks that do not stand out 3 to 1, without those that may.

    Raises
    ------
    ValueError
        If no mark at all was drawn.
    """
    if not FOUND:
        raise ValueError("no figure was drawn")
    low = (mark for mark, ratio in FOUND.items() if ratio < 3)
    return [mark for mark in low if mark[:2] not in MAY_BE_FAINT]


def listen() -> None:
    """From now on, collect from each figure when it has been drawn."""
    draw = Figure.draw

    def draw_and_collect(figure: Figure, *arguments: object) -> None:
        draw(figure, *arguments)
        for axes in figure.axes:
            collect(axes)

    Figure.draw = draw_and_collect
