"""PAI and PEI against a worked number, and a forecast judged on later events."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from safercities.measures import forecast_accuracy, hot_spots, pai, pei

RNG = np.random.default_rng(21)
BEFORE, AFTER = RNG.poisson(RNG.gamma(0.5, 6, 12), (2, 12))
SIZES = RNG.uniform(50, 200, 12)


def test_worked_example():
    # 15 % of crime in 2 % of the area.
    assert pai(15, 100, 2, 100) == pytest.approx(7.5)
    assert pei(15, 20) == pytest.approx(0.75)


def test_the_whole_city_is_no_forecast():
    result = forecast_accuracy(BEFORE, AFTER, area_share=1)
    assert (result.pai, result.pei) == (1, 1)
    assert result.hits == AFTER.sum()


def test_best_hits_are_those_of_the_best_choice():
    result = forecast_accuracy(BEFORE, AFTER, area_share=0.25)
    best = max(AFTER[list(chosen)].sum() for chosen in combinations(range(12), 3))
    assert result.best_hits == best
    assert result.pei == pytest.approx(result.hits / best)
    assert result.pai == pytest.approx(result.hits / AFTER.sum() / 0.25)


def test_a_forecast_that_comes_true_has_full_efficiency():
    assert forecast_accuracy(BEFORE, BEFORE, 0.25, SIZES).pei == pytest.approx(1)


@pytest.mark.parametrize("share", [0.2, 0.4, 0.7])
def test_no_choice_of_the_same_area_beats_the_best(share):
    result = forecast_accuracy(BEFORE, AFTER, share, SIZES)
    area = SIZES[hot_spots(BEFORE, share, SIZES)].sum()
    assert area <= share * SIZES.sum()
    for number in range(1, 13):
        for chosen in combinations(range(12), number):
            if SIZES[list(chosen)].sum() <= area:
                assert AFTER[list(chosen)].sum() <= result.best_hits + 1e-9
    assert 0 <= result.pei <= 1


def test_sizes_order_places_by_events_per_size():
    counts = pd.Series([10, 6, 1], index=["long", "short", "other"])
    assert hot_spots(counts, 0.5).tolist() == ["long"]
    assert hot_spots(counts, 0.5, [100, 20, 80]).tolist() == ["short"]
    assert hot_spots(counts, 0.7, [100, 20, 80]).tolist() == ["short", "long"]


def test_ties_keep_their_order():
    assert hot_spots([2, 3, 2, 2], 0.5).tolist() == [1, 0]


def test_labels_are_matched_and_not_positions():
    before = pd.Series([9, 1, 0], index=["a", "b", "c"])
    after = pd.Series([7, 2, 5], index=["c", "b", "a"])
    assert forecast_accuracy(before, after, 1 / 3).hits == 5


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pai(3, 2, 1, 9), "hits: expected at most events = 2"),
        (lambda: pai(1, 2, 0, 9), "area: .*positive"),
        (lambda: pei(3, 0), "best_hits: .*positive"),
        (lambda: hot_spots([1, 2], 0.4), "area_share: no place fits"),
        (lambda: hot_spots([1, 2], 20), "area_share: expected a share"),
        (lambda: hot_spots([1, 2], 1, [1]), "sizes: expected one size for each place"),
        (
            lambda: hot_spots(pd.Series([1, 2], index=["a", "a"]), 1),
            "counts: expected one row a place, but labels occur twice",
        ),
        (
            lambda: forecast_accuracy([1, 2], pd.Series([1, 2], index=[5, 6]), 0.5),
            "after: expected the same places",
        ),
        (lambda: forecast_accuracy([1, 2], [0, 0], 0.5), "events: .*positive"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
