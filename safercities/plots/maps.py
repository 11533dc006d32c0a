"""Maps of streets in metres."""

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from .palette import FAINT, INK, LIGHT_MAP, LINE_COLOURS, QUIET

ENDS = ["x1_m", "y1_m", "x2_m", "y2_m"]
WIDTHS = {"arterial": 2.0, "collector": 1.4, "residential": 0.9, "lane": 0.6}


def street_map(
    ax,
    streets: pd.DataFrame,
    values: pd.Series | None = None,
    *,
    label: str = "",
    cmap=LIGHT_MAP,
    vmin: float | None = None,
    vmax: float | None = None,
    colours: dict | None = None,
) -> LineCollection:
    """Draw streets as lines, north up, with a scale bar.

    Parameters
    ----------
    ax : matplotlib Axes
    streets : DataFrame
        One row a street: street_id, x1_m, y1_m, x2_m, y2_m (easting and northing in metres);
        road_class, where there is one, sets the line's width.
    values : Series, optional
        What to show, indexed by street_id. Numbers get a colour bar, words a legend. Streets
        without a value are drawn thin and grey.
    label : str
        Title of the colour bar or legend, with the unit.
    cmap, vmin, vmax
        Colour map and its ends, for numbers.
    colours : dict, optional
        Word -> colour, in the order of the legend, for words.

    Returns
    -------
    LineCollection
        The streets that have a value (all streets without `values`).

    Raises
    ------
    ValueError
        If a column or a colour is missing, an end is missing, there is no street, or `values`
        names a street that is not there.
    """
    _check(streets, values)
    lines = streets[ENDS].to_numpy(dtype=float).reshape(-1, 2, 2)
    widths = _widths(streets)
    ax.set_aspect("equal")
    ax.axis("off")
    if values is None:
        drawn = _draw(ax, lines, widths, color=QUIET)
    else:
        shown = values.reindex(streets["street_id"]).to_numpy()
        has_value = ~pd.isna(shown)
        _draw(ax, lines[~has_value], widths[~has_value] * 0.7, color=FAINT)
        # The fewer streets have a value, the broader they are drawn, or a survey is not seen.
        broader = 1 - has_value.mean()
        ink = {"linewidths": widths[has_value] + broader, "lines": lines[has_value]}
        if pd.api.types.is_numeric_dtype(values):
            drawn = _draw_numbers(ax, shown[has_value], label, cmap, vmin, vmax, **ink)
        else:
            drawn = _draw_words(ax, shown[has_value], label, colours, (~has_value).any(), **ink)
    ax.autoscale_view()
    _scale_bar(ax, lines)
    return drawn


def note_fictional(ax, text: str = "Lantern Bay is fictional. All records are simulated.") -> None:
    """Write at the foot of the figure that the city is not a real one."""
    ax.figure.supxlabel(text, x=0.98, ha="right", fontsize=10, color=QUIET)


def _check(streets: pd.DataFrame, values) -> None:
    """Raise if the streets or values cannot be drawn."""
    missing = [name for name in ["street_id", *ENDS] if name not in streets.columns]
    if missing:
        raise ValueError(f"streets: column {', '.join(missing)} not found")
    if streets.empty:
        raise ValueError("streets: expected at least one street, received none")
    if streets[ENDS].isna().any(axis=None):
        broken = streets.loc[streets[ENDS].isna().any(axis=1), "street_id"].iloc[0]
        raise ValueError(f"streets: street {broken} has no position for one of its ends")
    if values is None:
        return
    if not isinstance(values, pd.Series):
        raise TypeError(
            f"values: expected a Series indexed by street_id, received {type(values).__name__}"
        )
    if values.index.has_duplicates:
        raise ValueError(
            f"values: street {values.index[values.index.duplicated()][0]} stands there twice"
        )
    unknown = values.index.difference(streets["street_id"])
    if len(unknown):
        raise ValueError(
            f"values: {len(unknown)} of {len(values)} names are not in streets, such as "
            f"{unknown[0]!r}. Index the values by street_id."
        )


def _widths(streets: pd.DataFrame) -> np.ndarray:
    """Line width in points of each street."""
    if "road_class" not in streets.columns:
        return np.full(len(streets), WIDTHS["residential"])
    return streets["road_class"].map(WIDTHS).fillna(WIDTHS["residential"]).to_numpy(dtype=float)


def _draw(ax, lines, linewidths, **how) -> LineCollection:
    """Add lines to the axes."""
    collection = LineCollection(lines, linewidths=linewidths, capstyle="round", **how)
    ax.add_collection(collection)
    return collection


def _draw_numbers(ax, numbers, label, cmap, vmin, vmax, *, lines, linewidths):
    """Lines coloured by number, with a colour bar."""
    drawn = _draw(ax, lines, linewidths, cmap=cmap)
    drawn.set_array(numbers.astype(float))
    drawn.set_clim(vmin, vmax)
    above = vmax is not None and len(numbers) and numbers.max() > vmax
    below = vmin is not None and len(numbers) and numbers.min() < vmin
    extend = {(True, True): "both", (True, False): "max", (False, True): "min"}
    bar = ax.figure.colorbar(
        drawn,
        ax=ax,
        label=label,
        location="bottom",
        shrink=0.7,
        aspect=30,
        pad=0.02,
        extend=extend.get((bool(above), bool(below)), "neither"),
    )
    bar.outline.set_visible(False)
    return drawn


def _draw_words(ax, words, label, colours, some_without, *, lines, linewidths):
    """Lines coloured by word, with a legend."""
    if colours is None:
        names = sorted(set(words))
        if len(names) > len(LINE_COLOURS):
            raise ValueError(
                f"values: {len(names)} different words; give a colour for each with colours={{...}}"
            )
        colours = dict(zip(names, LINE_COLOURS, strict=False))
    unknown = sorted(set(words) - set(colours))
    if unknown:
        raise ValueError(f"colours: no colour for {', '.join(map(repr, unknown))}")
    drawn = _draw(ax, lines, linewidths, colors=[colours[word] for word in words])
    keys = [Line2D([], [], color=colour, lw=3, label=word) for word, colour in colours.items()]
    if some_without:
        keys.append(Line2D([], [], color=FAINT, lw=1.5, label="no value"))
    ax.legend(handles=keys, title=label, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=2)
    return drawn


def _scale_bar(ax, lines) -> None:
    """Draw a bar of a round length in the lower left corner, and the way north."""
    x_low, y_low = lines.reshape(-1, 2).min(axis=0)
    x_high, y_high = lines.reshape(-1, 2).max(axis=0)
    extent = max(x_high - x_low, y_high - y_low)
    if extent == 0:
        return
    length = _round_length(extent / 4)
    y = y_low - 0.05 * extent
    ax.plot([x_low, x_low + length], [y, y], color=INK, lw=2.5, solid_capstyle="butt")
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    ax.text(x_low + length + 0.015 * extent, y, text, va="center", fontsize=11, color=INK)
    ax.annotate(
        "N",
        xy=(x_high, y + 0.03 * extent),
        xytext=(x_high, y - 0.03 * extent),
        ha="center",
        va="center",
        fontsize=11,
        color=INK,
        arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.2},
    )


def _round_length(metres: float) -> float:
    """Largest of 1, 2 or 5 times a power of ten that is not above `metres`."""
    power = 10 ** np.floor(np.log10(metres))
    return float(max(step * power for step in (1, 2, 5) if step * power <= metres * (1 + 1e-9)))
