"""Rates, the e-test and funnel limits against published p values, statsmodels and scipy."""

import numpy as np
import pytest
from scipy.stats import poisson
from statsmodels.stats.rates import etest_poisson_2indep

from safercities.measures import funnel_limits, poisson_difference_p, poisson_interval, rate


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
