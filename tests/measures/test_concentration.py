"""Concentration against published values, its definition, and what chance alone gives."""

import numpy as np
import pytest

from safercities.measures import (
    chance_concentration,
    generalised_gini,
    gini,
    lorenz_curve,
    share_of_places,
)

SKEWED = np.random.default_rng(3).negative_binomial(0.3, 0.1, size=400)


@pytest.mark.parametrize(
    ("counts", "plain", "generalised"),
    [((10, 8, 2), 0.78, 0.78), ((5, 2, 1), 0.80, 0.75)],
)
def test_values_of_bernasco_and_steenbeek(counts, plain, generalised):
    counts = [*counts, *[0] * 7]
    assert gini(counts) == pytest.approx(plain)
    assert generalised_gini(counts) == pytest.approx(generalised)


def test_gini_is_half_the_relative_mean_difference():
    difference = np.abs(SKEWED[:, None] - SKEWED).mean()
    assert gini(SKEWED) == pytest.approx(difference / (2 * SKEWED.mean()))


def test_gini_is_twice_the_area_above_the_lorenz_curve():
    curve = lorenz_curve(SKEWED)
    x, y = curve["share_of_places"].to_numpy(), curve["share_of_events"].to_numpy()
    below = (np.diff(x) * (y[1:] + y[:-1]) / 2).sum()
    assert gini(SKEWED) == pytest.approx(1 - 2 * below)
    assert len(curve) == len(SKEWED) + 1
    assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, 1)
    assert (np.diff(y, 2) >= -1e-12).all()


def test_fewer_events_than_places_spread_evenly_are_not_concentrated():
    counts = [1] * 20 + [0] * 80
    assert gini(counts) == pytest.approx(0.8)
    assert generalised_gini(counts) == pytest.approx(0)


def test_share_of_places_is_read_off_the_lorenz_curve():
    curve = lorenz_curve(SKEWED)
    for share in (0.1, 0.25, 0.5, 0.8, 1):
        places = share_of_places(SKEWED, share)
        held = 1 - np.interp(1 - places, curve["share_of_places"], curve["share_of_events"])
        one_less = 1 - np.interp(
            1 - places + 1 / len(SKEWED), curve["share_of_places"], curve["share_of_events"]
        )
        assert held >= share - 1e-9 > one_less - 2e-9


def test_rounding_asks_for_no_extra_place():
    assert share_of_places([1] * 10, 0.3) == pytest.approx(0.3)
    # 0.55 * 100 is a little more than 55 in floating point.
    assert share_of_places([1] * 100, 0.55) == pytest.approx(0.55)


def test_chance_alone_puts_half_of_few_events_on_fourteen_percent_of_segments():
    by_chance = chance_concentration(1500, 3000, np.random.default_rng(5), simulations=50)
    assert by_chance.mean() == pytest.approx(0.14, abs=0.005)
    assert by_chance.std() < 0.005


def test_weights_change_where_events_fall():
    rng = np.random.default_rng(5)
    one = chance_concentration(200, 50, rng, simulations=3, weights=[1] + [0] * 49)
    assert one.tolist() == [1 / 50] * 3
    equal = chance_concentration(200, 50, rng, simulations=50)
    uneven = chance_concentration(200, 50, rng, simulations=50, weights=np.arange(50))
    assert uneven.mean() < equal.mean() - 0.05


def test_equal_seeds_give_equal_chance():
    one, other = (chance_concentration(90, 30, np.random.default_rng(8), 9) for _ in range(2))
    assert one.tolist() == other.tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gini([0, 0]), "counts: .*at least one event"),
        (lambda: gini([[1, 2]]), "counts: expected one number a place"),
        (lambda: gini([1, -1]), "counts: .*received -1"),
        (lambda: share_of_places([1], 50), "share: expected a share above 0 and at most 1"),
        (lambda: chance_concentration(1, 0, np.random.default_rng(1)), "events, places"),
        (
            lambda: chance_concentration(1, 3, np.random.default_rng(1), weights=[1, 1]),
            "weights: expected 3 numbers",
        ),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_chance_needs_a_generator():
    with pytest.raises(TypeError, match="rng: expected a numpy Generator"):
        chance_concentration(10, 5, 2015)
