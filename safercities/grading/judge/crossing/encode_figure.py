"""The facts of a matplotlib figure: what it says and the data it shows, not how it looks.

Knows the parts of matplotlib by their names, because importing it would cost a kernel that draws
nothing half a second.
"""

from typing import Any

import numpy as np

from safercities.grading.judge.crossing.limits import RefusedError


def writer_of(kind: type) -> Any:
    """The function that writes figures, axes or bars down; None for other parts of matplotlib."""
    writers = {"Figure": _figure, "Axes": axes, "BarContainer": _loose_bars}
    family = [base.__name__ for base in kind.__mro__]
    return next((writers[name] for name in family if name in writers), None)


def _is(part: Any, name: str) -> bool:
    return any(base.__name__ == name for base in type(part).__mro__)


def _figure(encoder: Any, figure: Any, depth: int) -> dict:
    title = figure.get_suptitle()
    shown = [axes(encoder, one, depth) for one in figure.axes]
    return {"t": "figure", "suptitle": title, "axes": shown}


def _loose_bars(encoder: Any, bars: Any, depth: int) -> dict:
    raise RefusedError("a set of bars: give the axes that they stand on")


def _bars(encoder: Any, bars: Any, depth: int) -> dict:
    boxes = np.array([_box(bar) for bar in bars.patches], dtype=float).reshape(-1, 4)
    label = str(bars.get_label())
    sideways = bars.orientation == "horizontal"
    return {"label": label, "sideways": sideways, "boxes": encoder.array(boxes, depth)}


def _box(bar: Any) -> list[float]:
    return [bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height()]


def _line(encoder: Any, line: Any, depth: int) -> dict:
    x, y = (_values(line.get_xdata()), _values(line.get_ydata()))
    return {
        "label": str(line.get_label()),
        "x": encoder.array(x, depth),
        "y": encoder.array(y, depth),
        "marker": str(line.get_marker()),
        "style": str(line.get_linestyle()),
    }


def _values(data: Any) -> np.ndarray:
    data = np.asarray(data)
    return data.astype("M8[us]") if data.dtype.kind == "M" else data


def _points(encoder: Any, points: Any, depth: int) -> dict:
    offsets = np.asarray(points.get_offsets(), dtype=float).reshape(-1, 2)
    return {"label": str(points.get_label()), "at": encoder.array(offsets, depth)}


def _ticks(axis: Any) -> dict:
    fixed = [label.get_text() for label in axis.get_ticklabels()]
    return {"at": [float(at) for at in axis.get_ticklocs()], "said": fixed}


def axes(encoder: Any, one: Any, depth: int) -> dict:
    """One set of axes: words, limits, lines, bars, points, other patches and the legend."""
    legend = one.get_legend()
    bars = [held for held in one.containers if _is(held, "BarContainer")]
    in_bars = {bar for held in bars for bar in held.patches}
    loose = [p for p in one.patches if p not in in_bars and _is(p, "Rectangle")]
    boxes = np.array([_box(patch) for patch in loose], dtype=float).reshape(-1, 4)
    return {
        "t": "axes",
        "words": {name: str(getattr(one, f"get_{name}")()) for name in WORDS},
        "limits": [float(end) for end in (*one.get_xlim(), *one.get_ylim())],
        "lines": [_line(encoder, line, depth) for line in one.lines],
        "bars": [_bars(encoder, held, depth) for held in bars],
        "points": [_points(encoder, points, depth) for points in one.collections],
        "boxes": encoder.array(boxes, depth),
        "texts": [[*map(float, text.get_position()), text.get_text()] for text in one.texts],
        "ticks": [_ticks(one.xaxis), _ticks(one.yaxis)],
        "legend": None if legend is None else [text.get_text() for text in legend.get_texts()],
        "legend_title": "" if legend is None else legend.get_title().get_text(),
    }


WORDS = ("title", "xlabel", "ylabel", "xscale", "yscale")
