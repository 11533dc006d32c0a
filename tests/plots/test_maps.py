"""The street map draws each street where and as it should."""

import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from safercities.plots import PALETTE, note_fictional, street_map


@pytest.fixture
def ax():
    return plt.subplots(layout="constrained")[1]


def lines_of(collection) -> list:
    return [segment.tolist() for segment in collection.get_segments()]


def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_streets_lie_at_their_ends(ax, streets):
    drawn = street_map(ax, streets)
    assert lines_of(drawn)[1] == [[500_000, 3_000_000], [500_000, 3_001_000]]
    assert ax.get_aspect() == 1
    assert ax.get_ylim()[0] < 3_000_000 < 3_001_000 < ax.get_ylim()[1]
    assert ax.get_ylim()[0] < ax.get_ylim()[1]  # north is up


def test_wider_roads_have_broader_lines(ax, streets):
    lane, residential, arterial = street_map(ax, streets).get_linewidths()
    assert lane < residential < arterial


def test_numbers_follow_the_street_not_the_row(ax, streets):
    drawn = street_map(ax, streets, pd.Series({"S3": 9.0, "S1": 1.0}), vmin=0, vmax=10, label="lux")
    assert lines_of(drawn)[0][1] == [501_000, 3_000_000]
    assert drawn.get_array().tolist() == [1, 9]
    assert drawn.get_clim() == (0, 10)
    without = next(c for c in ax.collections if c is not drawn)
    assert len(without.get_segments()) == 1


def test_colour_bar_says_where_values_go_beyond(ax, streets):
    street_map(ax, streets, pd.Series({"S1": 1.0, "S2": 40.0}), vmin=0, vmax=10, label="lux")
    bar = ax.figure.axes[-1]
    assert bar.get_xlabel() == "lux"
    assert ax.figure.axes[-1]._colorbar.extend == "max"


def test_words_get_their_colours_and_a_legend(ax, streets):
    colours = {"dark": PALETTE["night"], "lit": PALETTE["orange"]}
    drawn = street_map(ax, streets, pd.Series({"S1": "lit", "S3": "dark"}), colours=colours)
    assert [tuple(c) for c in drawn.get_colors()] == [
        to_rgba(PALETTE["orange"]),
        to_rgba(PALETTE["night"]),
    ]
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["dark", "lit", "no value"]


def test_words_without_colours_get_the_line_colours(ax, streets):
    street_map(ax, streets, pd.Series({"S1": "b", "S2": "a", "S3": "a"}))
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b"]


def test_missing_values_are_drawn_as_without_value(ax, streets):
    drawn = street_map(ax, streets, pd.Series({"S1": 1.0, "S2": np.nan}))
    assert len(drawn.get_segments()) == 1


def test_map_without_any_value_still_draws(ax, streets):
    street_map(ax, streets, pd.Series(dtype=float), vmin=0, vmax=10)
    ax.figure.canvas.draw()
    assert sum(len(c.get_segments()) for c in ax.collections if isinstance(c, LineCollection)) == 3


@pytest.mark.parametrize(
    ("extent", "metres", "text"),
    [(1_000, 200, "200 m"), (9_000, 2_000, "2 km"), (40, 10, "10 m"), (4_000, 1_000, "1 km")],
)
def test_scale_bar_is_a_round_length_and_true(ax, extent, metres, text):
    one = pd.DataFrame(
        {"street_id": ["S1"], "x1_m": [0], "y1_m": [0], "x2_m": [extent], "y2_m": [extent / 2]}
    )
    street_map(ax, one)
    start, end = ax.lines[0].get_xdata()
    assert end - start == metres
    assert text in texts(ax)
    assert "N" in texts(ax)


def test_city_is_drawn_in_a_second(ax):
    rng = np.random.default_rng(1)
    ends = rng.uniform(0, 5000, (6000, 2))
    streets = pd.DataFrame(
        {
            "street_id": [f"S{i}" for i in range(6000)],
            "x1_m": ends[:, 0],
            "y1_m": ends[:, 1],
            "x2_m": ends[:, 0] + 80,
            "y2_m": ends[:, 1],
        }
    )
    start = time.process_time()
    street_map(ax, streets, pd.Series(rng.uniform(0, 10, 6000), index=streets["street_id"]))
    ax.figure.canvas.draw()
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("change", "values", "message"),
    [
        ({"x1_m": np.nan}, None, "street S1 has no position"),
        ({}, pd.Series({"S9": 1.0}), "such as 'S9'"),
        ({}, pd.Series([1.0, 2.0, 3.0]), "such as 0.*Index the values by street_id"),
        ({}, pd.Series([1.0, 2.0], index=["S1", "S1"]), "street S1 stands there twice"),
    ],
)
def test_what_cannot_be_drawn_is_named(ax, streets, change, values, message):
    with pytest.raises(ValueError, match=message):
        street_map(ax, streets.assign(**change), values)


def test_wrong_tables_are_named(ax, streets):
    with pytest.raises(ValueError, match="column y2_m not found"):
        street_map(ax, streets.drop(columns="y2_m"))
    with pytest.raises(ValueError, match="at least one street"):
        street_map(ax, streets.iloc[:0])
    with pytest.raises(TypeError, match="expected a Series indexed by street_id, received list"):
        street_map(ax, streets, [1, 2, 3])


def test_a_word_without_colour_is_named(ax, streets):
    with pytest.raises(ValueError, match="no colour for 'lit'"):
        street_map(ax, streets, pd.Series({"S1": "lit"}), colours={"dark": "black"})
    with pytest.raises(ValueError, match="6 different words"):
        many = pd.concat([streets] * 2, ignore_index=True)
        many["street_id"] = list("abcdef")
        street_map(ax, many, pd.Series(list("uvwxyz"), index=list("abcdef")))


def test_fictional_note_lies_inside_the_figure_and_on_nothing(ax, streets):
    street_map(ax, streets, pd.Series({"S1": "lit"}), label="Light")
    note_fictional(ax)
    figure = ax.figure
    figure.canvas.draw()
    note = figure._supxlabel.get_window_extent()
    assert "fictional" in figure._supxlabel.get_text()
    assert figure.bbox.x0 <= note.x0
    assert note.x1 <= figure.bbox.x1
    assert not note.overlaps(ax.get_legend().get_window_extent())
