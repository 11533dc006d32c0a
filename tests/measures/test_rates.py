"""Rates and their ratio against scipy and statsmodels."""

import numpy as np
import pytest
from scipy.stats import chi2, poisson
from statsmodels.stats.rates import confint_poisson_2indep, etest_poisson_2indep

from safercities.measures import (
    funnel_limits,
    poisson_difference_p,
    poisson_interval,
    rate,
    rate_per_km_year,
    rate_ratio,
)


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


def test_rate_has_the_unit_asked_for():
    found = rate(16, 40_000)
    assert found.value == pytest.approx(40)
    assert found[1:] == pytest.approx([end * 2.5 for end in poisson_interval(16)])
    assert rate(16, 40_000, per=1000) == pytest.approx([end / 100 for end in found])


@pytest.mark.parametrize(
    ("counts", "p"),
    [((16, 25), 0.1648), ((20, 10), 0.0688), ((30, 18), 0.0842), ((100, 80), 0.1365)],
)
def test_known_values_of_the_e_test(counts, p):
    assert poisson_difference_p(*counts) == pytest.approx(p, abs=5e-5)
    assert poisson_difference_p(*counts[::-1]) == pytest.approx(p, abs=5e-5)


@pytest.mark.parametrize("counts", [(0, 3), (1, 0), (7, 19), (120, 150)])
@pytest.mark.parametrize("sizes", [(1, 1), (2.5, 10), (365, 100)])
def test_e_test_agrees_with_statsmodels(counts, sizes):
    (a, b), (size_a, size_b) = counts, sizes
    options = {"method": "wald", "compare": "diff", "value": 0}
    _, expected = etest_poisson_2indep(a, size_a, b, size_b, **options)
    assert poisson_difference_p(a, b, size_a, size_b) == pytest.approx(expected, abs=1e-9)


def test_equal_rates_have_a_p_of_one():
    assert poisson_difference_p(0, 0) == 1
    assert poisson_difference_p(40, 80, 1, 2) == pytest.approx(1)


@pytest.mark.parametrize("level", [0.95, 0.998])
def test_funnel_limits_are_exact_quantiles(level):
    sizes = np.array([1, 30, 400, 5_000, 2e6])
    tail = (1 - level) / 2
    low, high = funnel_limits(0.07, sizes, level)
    assert low * sizes == pytest.approx(poisson.ppf(tail, 0.07 * sizes))
    assert high * sizes == pytest.approx(poisson.ppf(1 - tail, 0.07 * sizes))


def test_funnel_limits_in_the_unit_of_the_rate():
    sizes = np.array([[9_000, 20_000], [40_000, 80_000]])
    plain, scaled = funnel_limits(0.004, sizes), funnel_limits(400, sizes, per=100_000)
    for one, other in zip(plain, scaled, strict=True):
        assert one.shape == sizes.shape
        assert other == pytest.approx(one * 100_000)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: rate(3, 0), "exposure: .*positive"),
        (lambda: rate(2.5, 10), "count: expected a whole number"),
        (lambda: poisson_difference_p(3, -1), "count_b: .*received -1"),
        (lambda: poisson_difference_p(3, 1, 0), "exposure_a: .*positive"),
        (lambda: funnel_limits(0, [5]), "rate: .*positive"),
        (lambda: funnel_limits(2, [5, 0]), "exposure: .*positive"),
    ],
)
def test_wrong_rates_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
