"""Mean, minimum and uniformity, and the light of each street."""

import numpy as np
import pandas as pd
import pytest

from safercities.measures import mean_min_uniformity, street_light


def test_uniformity_is_minimum_over_mean():
    light = mean_min_uniformity([10, 4, 1, 5])
    assert (light.mean, light.minimum, light.uniformity) == (5, 1, 0.2)


def test_uniformity_of_a_dark_street_is_missing():
    assert np.isnan(mean_min_uniformity([0, 0]).uniformity)


@pytest.mark.parametrize(
    ("lux", "message"),
    [
        ([], "at least one reading"),
        ([3, np.nan, np.nan], r"received nan \(2 of 3 values\)"),
        ([3, -1], "received -1"),
    ],
)
def test_unusable_readings_are_refused(lux, message):
    with pytest.raises(ValueError, match=message):
        mean_min_uniformity(lux)


@pytest.fixture
def survey():
    return pd.DataFrame(
        {
            "street_id": ["S2", "S1", "S1", "S2", "S2", "S3", "S4"],
            "horizontal_lx": [2.0, 6.0, 2.0, 8.0, np.nan, 0.0, np.nan],
            "vertical_lx": [1.0, 3.0, 1.0, 4.0, 1.0, 0.0, 0.5],
        },
        index=[9, 8, 7, 6, 5, 4, 3],
    )


def test_each_street_is_measured_on_its_own(survey):
    light = street_light(survey)
    assert list(light.index) == ["S1", "S2", "S3"]
    assert list(light.columns) == ["mean_lx", "min_lx", "uniformity", "points"]
    assert light.loc["S1"].tolist() == [4, 2, 0.5, 2]
    assert light.loc["S2"].tolist() == [5, 2, 0.4, 2]
    assert np.isnan(light.loc["S3", "uniformity"])
    for street in ["S1", "S2"]:
        readings = survey.loc[survey["street_id"] == street, "horizontal_lx"].dropna()
        assert tuple(light.loc[street].iloc[:3]) == mean_min_uniformity(readings)


def test_another_column_can_be_measured(survey):
    assert street_light(survey, value="vertical_lx").loc["S2"].tolist() == [2, 1, 0.5, 3]


def test_survey_is_left_as_it_was(survey):
    before = survey.copy()
    street_light(survey)
    pd.testing.assert_frame_equal(survey, before)


def test_empty_survey_gives_an_empty_table(survey):
    assert street_light(survey.iloc[:0]).shape == (0, 4)


def test_missing_column_is_named(survey):
    with pytest.raises(ValueError, match=r"survey: column lux not found.*horizontal_lx"):
        street_light(survey, value="lux")


def test_negative_reading_is_refused(survey):
    survey.loc[9, "horizontal_lx"] = -2
    with pytest.raises(ValueError, match=r"horizontal_lx.*received -2"):
        street_light(survey)


def test_a_list_is_not_a_survey():
    with pytest.raises(TypeError, match="survey: expected a pandas DataFrame, received list"):
        street_light([1, 2])
