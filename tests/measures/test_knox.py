"""The Knox test against pointpats, all permutations of a small case, and pure chance."""

from itertools import permutations

import numpy as np
import pandas as pd
import pointpats
import pytest

from safercities.measures import knox_test, near_repeat_table

RNG = np.random.default_rng(51)
PLACES = RNG.uniform(0, 1000, (120, 2))
DAYS = RNG.integers(0, 200, 120)


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_agrees_with_pointpats():
    theirs = pointpats.Knox(PLACES, DAYS[:, None], 100, 10, permutations=999)
    ours = knox_test(PLACES, DAYS, 100, 10, rng())
    assert ours.observed == theirs.nst
    assert ours.expected == pytest.approx(theirs.expected[0, 0])
    # Both p values come from 999 permutations: standard error of the difference 0.022 at most.
    assert ours.p == pytest.approx(theirs.p_sim, abs=0.07)


def test_expected_is_the_mean_over_all_permutations():
    places, days = PLACES[:6], np.array([1, 2, 3, 50, 55, 90])
    counts = [
        knox_test(places, np.array(order), 400, 6, rng(), simulations=0).observed
        for order in permutations(days)
    ]
    result = knox_test(places, days, 400, 6, rng(), simulations=4000)
    assert result.expected == pytest.approx(np.mean(counts))
    exact = np.mean(np.array(counts) >= result.observed)
    # 4,000 simulations: standard error of p at most 0.008.
    assert result.p == pytest.approx(exact, abs=0.03)


def test_p_counts_the_observed_itself():
    places = np.repeat(np.arange(15)[:, None] * [1000, 0], 2, axis=0)
    days = np.repeat(np.arange(15) * 30, 2)
    result = knox_test(places, days, 1, 1, rng(), simulations=99)
    assert (result.observed, result.p) == (15, 0.01)


def test_p_is_small_by_chance_as_often_as_it_says():
    draws = np.random.default_rng(6)
    found = [
        knox_test(draws.uniform(0, 500, (40, 2)), draws.uniform(0, 99, 40), 80, 9, draws, 99).p
        for _ in range(300)
    ]
    # Binomial(300, 0.1): standard error 0.017. Ties make p a little too large, never too small.
    assert 0.04 < np.mean(np.array(found) <= 0.1) < 0.16


def test_planted_near_repeats_are_found():
    draws = np.random.default_rng(7)
    where, when = draws.uniform(0, 3000, (200, 2)), draws.uniform(0, 365, 200)
    again = where[:25] + draws.uniform(-50, 50, (25, 2)), when[:25] + draws.uniform(0, 7, 25)
    result = knox_test(np.vstack([where, again[0]]), np.append(when, again[1]), 100, 7, rng())
    assert result.observed >= 25
    assert result.p == 0.001


def test_bands_add_up_to_the_whole_test():
    table = near_repeat_table(PLACES, DAYS, [50, 100, 300], [2, 10], rng(), simulations=49)
    whole = knox_test(PLACES, DAYS, 300, 10, rng(), simulations=49)
    assert table["observed"].sum() == whole.observed
    assert table["expected"].sum() == pytest.approx(whole.expected)
    part = knox_test(PLACES, DAYS, 50, 2, rng(), simulations=49)
    assert table.loc[0, ["observed", "expected"]].tolist() == pytest.approx(part[:2])
    ends = table[["metres_from", "metres_to", "days_from", "days_to"]].to_numpy().tolist()
    assert ends[0] == [0, 50, 0, 2] and ends[-1] == [100, 300, 2, 10]


def test_a_first_band_of_nothing_holds_the_very_same_place():
    table = near_repeat_table([[0, 0], [0, 0], [9, 0]], [1, 1, 1], [0, 10], [0], rng(), 9)
    assert table["observed"].tolist() == [1, 2]


def test_the_largest_distance_belongs_to_the_band():
    assert knox_test([[0, 0], [100, 0]], [0, 7], 100, 7, rng(), 9).observed == 1


def test_no_pair_expected_gives_no_ratio():
    assert np.isnan(knox_test([[0, 0], [900, 0]], [0, 7], 100, 7, rng(), 9).ratio)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"days": DAYS[:3]}, "days: expected one for each of at least 2 points"),
        ({"days": pd.Series(DAYS, dtype=float).where(DAYS > 5)}, "days: .* are missing"),
        ({"points": PLACES.T}, "points: expected two columns"),
        ({"metres": -1}, "metres: .*received -1"),
    ],
)
def test_wrong_input_is_named(change, message):
    given = {"points": PLACES, "days": DAYS, "metres": 100, "max_days": 7, "rng": rng()}
    with pytest.raises(ValueError, match=message):
        knox_test(**(given | change))


def test_bands_rise_and_chance_needs_a_generator():
    with pytest.raises(ValueError, match="distance_bands: expected upper ends in rising order"):
        near_repeat_table(PLACES, DAYS, [100, 100], [7], rng())
    with pytest.raises(TypeError, match="rng: expected a numpy Generator"):
        knox_test(PLACES, DAYS, 100, 7, 1)
