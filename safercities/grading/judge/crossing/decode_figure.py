"""A figure of our own with the facts of the trainee's, so that a test asks it as any other."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from safercities.grading.judge.crossing.decode import need, part
from safercities.grading.judge.crossing.encode_figure import WORDS

SCALES = ("linear", "log", "symlog", "logit", "asinh")
MAX_ARTISTS = 5_000


def _figure(decoder: Any, node: dict, depth: int) -> Figure:
    figure, shown = Figure(), part(node, "axes", list)
    need(len(shown) <= 50, "a figure has too many axes")
    for number, facts in enumerate(shown):
        need(type(facts) is dict, "axes are no axes")
        _fill(decoder, figure.add_subplot(len(shown), 1, number + 1), facts, depth + 1)
    title = part(node, "suptitle", str)
    if title:
        figure.suptitle(title)
    return figure


def _axes(decoder: Any, node: dict, depth: int) -> Axes:
    made = Figure().add_subplot()
    _fill(decoder, made, node, depth)
    return made


def _array(decoder: Any, node: dict, key: str, depth: int, width: int = 0) -> np.ndarray:
    held = decoder.value(part(node, key, dict), depth)
    right = isinstance(held, np.ndarray) and held.ndim == (2 if width else 1)
    need(right and (not width or held.shape[1] == width), "a picture's data have a wrong shape")
    return held


def _texts(node: dict, key: str) -> list[str]:
    found = part(node, key, list)
    need(len(found) <= MAX_ARTISTS and all(type(t) is str for t in found), "texts are no texts")
    return found


def _floats(node: dict, key: str) -> list[float]:
    found = part(node, key, list)
    need(len(found) <= MAX_ARTISTS and all(type(n) is float for n in found), "wrong numbers")
    return found


def _fill(decoder: Any, made: Axes, node: dict, depth: int) -> None:
    words = part(node, "words", dict)
    words = {name: part(words, name, str) for name in WORDS}
    need(words["xscale"] in SCALES and words["yscale"] in SCALES, "no such scale")
    parts = [part(node, key, list) for key in ("lines", "bars", "points", "texts")]
    need(sum(map(len, parts)) <= MAX_ARTISTS, "a picture has too many parts")
    for line in node["lines"]:
        _add_line(made, line, *(_array(decoder, line, key, depth) for key in "xy"))
    for bars in node["bars"]:
        _add_bars(made, bars, _array(decoder, bars, "boxes", depth, 4))
    for x, y, width, height in _array(decoder, node, "boxes", depth, 4)[:MAX_ARTISTS]:
        made.add_patch(Rectangle((x, y), width, height))
    for points in node["points"]:
        at = _array(decoder, points, "at", depth, 2).astype(float)
        made.scatter(*at.T, label=part(points, "label", str))
    for x, y, text in node["texts"]:
        need(type(x) is float and type(y) is float and type(text) is str, "a text has no place")
        made.text(x, y, text)
    made.set(**words)
    for axis, ticks in zip((made.xaxis, made.yaxis), part(node, "ticks", list), strict=True):
        axis.set_ticks(_floats(ticks, "at"), labels=_texts(ticks, "said"))
    # After the ticks, which would widen them.
    left, right, low, high = _floats(node, "limits")
    made.set(xlim=(left, right), ylim=(low, high))
    if node.get("legend") is not None:
        _add_legend(made, _texts(node, "legend"), part(node, "legend_title", str))


def _add_line(made: Axes, line: dict, x: np.ndarray, y: np.ndarray) -> None:
    need(x.dtype != object and y.dtype != object, "a line is not made of numbers or times")
    style, marker = part(line, "style", str), part(line, "marker", str)
    need(style in Line2D.lineStyles and marker in map(str, Line2D.markers), "no such line")
    made.plot(x, y, label=part(line, "label", str), linestyle=style, marker=marker)


def _add_bars(made: Axes, bars: dict, boxes: np.ndarray) -> None:
    need(len(boxes) <= MAX_ARTISTS, "a picture has too many bars")
    x, y, width, height = boxes.astype(float).T
    label = part(bars, "label", str)
    if part(bars, "sideways", bool):
        made.barh(y, width, height, left=x, align="edge", label=label)
    else:
        made.bar(x, height, width, bottom=y, align="edge", label=label)


def _add_legend(made: Axes, texts: list[str], title: str) -> None:
    made.legend([Line2D([], []) for _ in texts], texts, title=title or None)


READERS = {"figure": _figure, "axes": _axes}
