"""The odds ratio against a published working and against statsmodels."""

from math import exp, log, sqrt

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import Table2x2

from safercities.measures import odds_ratio


def test_worked_example():
    # 40/60 against 80/160: (40 / 60) / (80 / 160) = 1.33; variance of the logarithm is
    # 1/40 + 1/60 + 1/80 + 1/160 = 0.0604.
    estimate = odds_ratio(40, 60, 80, 160)
    assert estimate.value == pytest.approx(4 / 3)
    assert estimate.low == pytest.approx(4 / 3 * exp(-1.959964 * sqrt(0.0604167)), rel=1e-6)
    assert estimate.high == pytest.approx(4 / 3 * exp(1.959964 * sqrt(0.0604167)), rel=1e-6)


@pytest.mark.parametrize("counts", [(40, 60, 80, 160), (3, 200, 11, 90), (512, 430, 2100, 2305)])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.99])
def test_agrees_with_statsmodels(counts, level):
    table = Table2x2(np.reshape(counts, (2, 2)))
    expected = (table.oddsratio, *table.oddsratio_confint(alpha=1 - level))
    assert tuple(odds_ratio(*counts, level=level)) == pytest.approx(expected)


def test_swapping_case_and_control_turns_the_ratio_over():
    one, other = odds_ratio(40, 60, 80, 160), odds_ratio(80, 160, 40, 60)
    assert (1 / one.value, 1 / one.high, 1 / one.low) == pytest.approx(tuple(other))


def test_no_effect_of_darkness_gives_one():
    estimate = odds_ratio(30, 60, 100, 200)
    assert estimate.value == pytest.approx(1)
    assert log(estimate.high) == pytest.approx(-log(estimate.low))


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((40, 0, 80, 160), "case_light: the odds ratio is not defined with 0"),
        ((40, 60, -1, 160), "control_dark: .*received -1"),
        ((40, 60.5, 80, 160), "case_light: expected a whole number, received 60.5"),
        ((40, float("nan"), 80, 160), "case_light: .*received nan"),
        (([40, 41], 60, 80, 160), "case_dark: expected one number"),
    ],
)
def test_wrong_counts_are_named(counts, message):
    with pytest.raises(ValueError, match=message):
        odds_ratio(*counts)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_level_is_a_share(level):
    with pytest.raises(ValueError, match="level"):
        odds_ratio(40, 60, 80, 160, level=level)
