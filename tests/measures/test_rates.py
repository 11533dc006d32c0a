"""Rates and their ratio against scipy and statsmodels."""

import pytest
from scipy.stats import chi2
from statsmodels.stats.rates import confint_poisson_2indep

from safercities.measures import poisson_interval, rate_per_km_year, rate_ratio


@pytest.mark.parametrize("count", [0, 1, 2, 16, 250, 36_000])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_poisson_interval_is_exact(count, level):
    tail = (1 - level) / 2
    expected = (
        chi2.ppf(tail, 2 * count) / 2 if count else 0,
        chi2.ppf(1 - tail, 2 * count + 2) / 2,
    )
    assert poisson_interval(count, level) == pytest.approx(expected, rel=1e-7)


def test_sixteen_events_lie_near_the_rule_of_thumb():
    # (sqrt(16) - 1)**2 = 9 to (sqrt(16) + 1)**2 = 25.
    low, high = poisson_interval(16)
    assert (low, high) == pytest.approx((9, 25), abs=1)


def test_rate_per_km_year_worked_by_hand():
    # 24 incidents on 4 km in 3 years: 24 / 12 = 2.
    estimate = rate_per_km_year(24, length_km=4, years=3)
    assert estimate.value == 2
    assert (estimate.low * 12, estimate.high * 12) == pytest.approx(poisson_interval(24))


def test_street_without_incidents_still_has_an_upper_end():
    estimate = rate_per_km_year(0, length_km=0.1, years=3)
    assert (estimate.value, estimate.low) == (0, 0)
    assert estimate.high == pytest.approx(3.689 / 0.3, rel=1e-3)


@pytest.mark.parametrize("counts", [(30, 10, 20, 10), (5, 2.5, 40, 11)])
def test_rate_ratio_agrees_with_the_score_interval_of_statsmodels(counts):
    estimate = rate_ratio(*counts)
    a, exposure_a, b, exposure_b = counts
    low, high = confint_poisson_2indep(*counts, method="score", compare="ratio")
    assert estimate.value == pytest.approx((a / exposure_a) / (b / exposure_b))
    assert (estimate.low, estimate.high) == pytest.approx((low, high), rel=1e-6, abs=1e-9)


def test_no_event_in_the_first_group():
    estimate = rate_ratio(0, 3, 9, 3)
    assert estimate.value == estimate.low == 0
    # At the upper end r the score test just rejects: 9 events in b, none in a, and
    # z**2 = (0 - 9 r)**2 / (r * 9) = 9 r with equal exposure.
    assert estimate.high == pytest.approx(1.959964**2 / 9, rel=1e-6)


def test_swapping_the_groups_turns_the_ratio_over():
    one, other = rate_ratio(30, 8, 20, 11), rate_ratio(20, 11, 30, 8)
    assert (1 / one.value, 1 / one.high, 1 / one.low) == pytest.approx(tuple(other))


def test_no_event_in_the_second_group():
    estimate = rate_ratio(4, 1, 0, 1)
    assert estimate.value == estimate.high == float("inf")
    assert 0 < estimate.low < 4


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (rate_per_km_year, (3, 0, 1), "length_km: expected finite positive"),
        (rate_per_km_year, (3, 1, -1), "years: .*received -1"),
        (rate_per_km_year, (2.5, 1, 1), "count: expected a whole number"),
        (rate_per_km_year, (float("nan"), 1, 1), "count: .*received nan"),
        (rate_ratio, (0, 1, 0, 1), "at least one event"),
        (rate_ratio, (1, 1, 2, 0), "exposure_b: expected finite positive"),
    ],
)
def test_wrong_numbers_are_named(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)
