"""Wilson's interval against a worked number and against statsmodels."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from safercities.measures import wilson_interval


def test_none_of_thirty():
    estimate = wilson_interval(0, 30)
    assert estimate.value == 0
    assert estimate.low == 0
    assert estimate.high == pytest.approx(0.114, abs=0.0005)


@pytest.mark.parametrize(("hits", "total"), [(0, 30), (1, 1), (7, 12), (450, 1000), (30, 30)])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
def test_agrees_with_statsmodels(hits, total, level):
    expected = proportion_confint(hits, total, alpha=1 - level, method="wilson")
    estimate = wilson_interval(hits, total, level=level)
    assert estimate.value == hits / total
    assert (estimate.low, estimate.high) == pytest.approx(expected, abs=1e-12)


def test_counting_the_others_mirrors_the_interval():
    one, other = wilson_interval(7, 30), wilson_interval(23, 30)
    assert (1 - one.high, 1 - one.low) == pytest.approx((other.low, other.high))


@pytest.mark.parametrize(
    ("hits", "total", "message"),
    [
        (0, 0, "n: expected at least 1"),
        (31, 30, "at most n = 30, received 31"),
        (-1, 30, "successes: .*received -1"),
        (0.4, 30, "successes: expected a whole number"),
        (1, float("nan"), "n: .*received nan"),
    ],
)
def test_wrong_counts_are_named(hits, total, message):
    with pytest.raises(ValueError, match=message):
        wilson_interval(hits, total)
