"""Lighting classes against the limits of EN 13201-2:2015."""

import numpy as np
import pandas as pd
import pytest

from safercities.measures import P_CLASSES, lighting_class

# EN 13201-2:2015, P classes: maintained mean and minimum horizontal illuminance in lux.
PUBLISHED = {
    "P1": (15, 3),
    "P2": (10, 2),
    "P3": (7.5, 1.5),
    "P4": (5, 1),
    "P5": (3, 0.6),
    "P6": (2, 0.4),
}


def test_table_is_the_published_one():
    assert {row.Index: (row.mean_lx, row.min_lx) for row in P_CLASSES.itertuples()} == PUBLISHED


@pytest.mark.parametrize(("name", "limits"), PUBLISHED.items())
def test_limits_belong_to_the_class(name, limits):
    mean, minimum = limits
    below = dict(zip(PUBLISHED, [*list(PUBLISHED)[1:], "below P6"], strict=True))[name]
    assert lighting_class(mean, minimum) == name
    assert lighting_class(mean - 0.01, minimum) == below
    assert lighting_class(mean, minimum - 0.01) == below


def test_the_weaker_of_mean_and_minimum_decides():
    assert lighting_class(20, 0.5) == "P6"
    assert lighting_class(2.5, 2.4) == "P6"
    assert lighting_class(20, 0) == "below P6"


def test_arrays_and_series_keep_their_shape():
    assert lighting_class([16, 1], [4, 0.1]).tolist() == ["P1", "below P6"]
    assert lighting_class(np.full((2, 3), 5.0), np.ones((2, 3))).shape == (2, 3)
    light = pd.DataFrame({"mean_lx": [5.0, 3.0], "min_lx": [1.0, 0.6]}, index=["S2", "S1"])
    classes = lighting_class(light["mean_lx"], light["min_lx"])
    assert classes.to_dict() == {"S2": "P4", "S1": "P5"}
    assert lighting_class(light["mean_lx"].iloc[:0], light["min_lx"].iloc[:0]).empty


@pytest.mark.parametrize(
    ("mean", "minimum", "message"),
    [
        ([5, 6], [1], r"expected the shape of mean_lx \(2,\), received \(1,\)"),
        (np.nan, 1, "mean_lx: .*received nan"),
        (5, -1, "min_lx: .*received -1"),
        (1, 5, "swapped"),
        (pd.Series([5.0], index=["a"]), pd.Series([1.0], index=["b"]), "same index"),
    ],
)
def test_wrong_input_is_named(mean, minimum, message):
    with pytest.raises(ValueError, match=message):
        lighting_class(mean, minimum)


def test_equal_readings_are_not_taken_for_swapped():
    readings = np.full(7, 5.1)
    assert lighting_class(readings.mean(), readings.min()) == "P4"
