"""The row of lamps: the lantern's flux, geometry, and light that adds up."""

import numpy as np
import pytest

from safercities.measures import lamp_row as model
from safercities.measures import (
    luminous_intensity,
    row_illuminance,
    row_vertical_illuminance,
    street_grid_illuminance,
)

STREET = {"spacing_m": 30, "height_m": 6, "flux_lm": 4000, "width_m": 6}


def test_lantern_sends_out_exactly_its_flux():
    gamma = np.linspace(0, np.pi, 200_001)
    intensity = luminous_intensity(gamma, 4000)
    sent = np.trapezoid(2 * np.pi * intensity * np.sin(gamma), gamma)
    assert sent == pytest.approx(4000, rel=1e-6)


def test_lantern_is_a_wide_beam():
    gamma = np.linspace(0, np.pi / 2, 9001)
    intensity = luminous_intensity(gamma, 1000)
    assert np.degrees(gamma[intensity.argmax()]) == pytest.approx(60, abs=0.5)
    assert intensity.max() / intensity[0] == pytest.approx(2.2, abs=0.05)
    assert luminous_intensity(np.radians(120), 1000) == 0


def test_one_lamp_worked_by_hand():
    # 9425 lm give I0 = 1000 cd. Right below, at 10 m: 1000 / 10**2 = 10 lx. At 10 m distance
    # gamma is 45 degrees: I = 1000 * 0.7071 * (1 + 6 * 0.25) = 1768 cd, and
    # E = 1768 * 0.7071**3 / 10**2 = 6.25 lx. The next lamp is 1000 km away.
    lux = row_illuminance([0, 10], [0, 0], 1e6, 10, 3000 * np.pi, maintenance=1)
    assert lux == pytest.approx([10, 6.25], rel=1e-6)


def test_all_light_of_a_lamp_lands_on_the_ground():
    radius = np.concatenate([np.linspace(0, 100, 200_001), np.geomspace(100.01, 1e6, 100_000)])
    lux = row_illuminance(0, radius, 1e9, 8, 5000, maintenance=0.7)
    assert np.trapezoid(2 * np.pi * radius * lux, radius) == pytest.approx(3500, rel=1e-3)


def test_every_lamp_in_the_row_counts_once():
    whole = street_grid_illuminance(**STREET)["horizontal_lx"]
    only = [
        street_grid_illuminance(**STREET, lamps_out=set(range(-60, 61)) - {lamp})["horizontal_lx"]
        for lamp in range(-2, 4)  # ten heights are two spacings here
    ]
    assert sum(only).to_numpy() == pytest.approx(whole.to_numpy())


def test_light_is_the_same_from_both_ends():
    lux = street_grid_illuminance(**STREET)["horizontal_lx"].to_numpy().reshape(10, 3)
    assert lux == pytest.approx(lux[::-1])


def test_lamp_out_darkens_its_own_end_most():
    whole = street_grid_illuminance(**STREET)
    out = street_grid_illuminance(**STREET, lamps_out=(0,))
    share = (out["horizontal_lx"] / whole["horizontal_lx"]).groupby(whole["along_m"]).mean()
    assert share.is_monotonic_increasing
    assert share.iloc[0] < 0.1 < 0.9 < share.iloc[-1]


@pytest.mark.parametrize(("spacing", "height"), [(15, 12), (15, 4), (30, 6), (60, 12), (60, 4)])
def test_lamps_beyond_reach_add_less_than_two_in_a_thousand(monkeypatch, spacing, height):
    street = {"spacing_m": spacing, "height_m": height, "flux_lm": 4000, "width_m": 6}
    within = street_grid_illuminance(**street)["horizontal_lx"].mean()
    monkeypatch.setattr(model, "REACH_IN_HEIGHTS", 400)
    endless = street_grid_illuminance(**street)["horizontal_lx"].mean()
    assert 0 <= endless / within - 1 < 0.002


def test_many_streets_at_once_equal_one_by_one():
    spacing, height = np.array([[20.0], [35.0], [55.0]]), np.array([[12.0], [6.0], [4.0]])
    along, across = np.array([1.0, 8.0, 19.0]), np.array([0.5, 3.0, 6.0])
    together = row_illuminance(along, across, spacing, height, 4000)
    for row in range(3):
        alone = row_illuminance(along, across, spacing[row, 0], height[row, 0], 4000)
        assert together[row] == pytest.approx(alone, rel=1e-12)


def test_one_point_under_lamps_of_many_fluxes():
    lux = row_illuminance(3, 1, 30, 6, np.array([1000, 2000, 4000]))
    assert lux / lux[0] == pytest.approx([1, 2, 4])


def test_grid_points_are_the_middles_of_cells():
    grid = street_grid_illuminance(**STREET, points_along=5, points_across=2)
    assert sorted(set(grid["along_m"])) == [3, 9, 15, 21, 27]
    assert sorted(set(grid["across_m"])) == [1.5, 4.5]
    assert len(grid) == 10


def test_vertical_light_worked_by_hand():
    # A face 1.5 m up, 8.5 m below and 8.5 m before the only lamp: the beam is at 45 degrees,
    # I = 1768 cd, slant distance 12.02 m, E = 1768 / 12.02**2 * cos(45 degrees) = 8.65 lx.
    lamps_out = set(range(-5, 6)) - {1}
    lux = row_vertical_illuminance(91.5, 0, 100, 10, 3000 * np.pi, 1, lamps_out)
    assert lux == pytest.approx(1767.77 / (2 * 8.5**2) * 0.707107, rel=1e-4)


def test_a_face_does_not_see_the_lamp_behind_it():
    lamps_out = set(range(-60, 61)) - {0}
    assert row_vertical_illuminance(10, 2, 30, 6, 4000, 0.8, lamps_out) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"spacing_m": 0}, "spacing_m: expected finite positive"),
        ({"height_m": -6}, "height_m.*received -6"),
        ({"flux_lm": float("nan")}, "flux_lm.*received nan"),
        ({"maintenance": 80}, "maintenance: expected a share"),
        ({"width_m": [5, 6]}, "width_m: expected one number, received an array of shape"),
        ({"points_across": 0}, "at least 1"),
        ({"points_along": 2.5}, "points_along: expected a whole number"),
    ],
)
def test_wrong_numbers_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        street_grid_illuminance(**{**STREET, **change})


def test_words_are_not_numbers():
    with pytest.raises(TypeError, match="height_m: expected numbers"):
        street_grid_illuminance(**{**STREET, "height_m": "six"})


def test_points_must_lie_between_the_two_lamps():
    with pytest.raises(ValueError, match="between lamp 0 and lamp 1"):
        row_illuminance(31, 1, 30, 6, 4000)


def test_face_must_be_below_the_lamp():
    with pytest.raises(ValueError, match="face_height_m"):
        row_vertical_illuminance(10, 1, 30, 1.2, 4000)
