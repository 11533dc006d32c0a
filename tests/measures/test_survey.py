"""Survey shares against worked numbers, statsmodels, samplics, and repeated sampling."""

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from safercities.measures import (
    design_effect,
    effective_size,
    is_safe_after_dark,
    survey_difference,
    survey_share,
    wilson_interval,
)

HIT = np.array([1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0])
WEIGHT = np.array([10, 12, 9, 20, 25, 18, 30, 28, 35, 11, 14, 16])
STRATUM = np.array(list("aaabbbcccbac"))
WOMAN = np.array(list("wmwwmmwwmmww")) == "w"


def standard_error(estimate) -> float:
    """The error of the share, read back from its interval on the logit scale."""
    low, high = (log(end / (1 - end)) for end in estimate[1:])
    return (high - low) / 2 / 1.959964 * estimate.value * (1 - estimate.value)


def test_effective_size_of_kish():
    # Half the people weigh 1, half 3: n_eff = n * 2**2 / 5 = 0.8 n.
    weights = [1] * 50 + [3] * 50
    assert effective_size(weights) == pytest.approx(80)
    variation = np.std(weights) / np.mean(weights)
    assert design_effect(weights) == pytest.approx(1 + variation**2)
    assert effective_size([7] * 30) == pytest.approx(30)


def test_equal_weights_without_strata_are_wilson():
    assert survey_share([1] * 7 + [0] * 23, [12.5] * 30) == pytest.approx(wilson_interval(7, 30))


def test_none_of_thirty_has_an_upper_end():
    for strata in (None, ["a", "b"] * 15):
        found = survey_share([0] * 30, [3] * 30, strata)
        assert tuple(found) == pytest.approx((0, 0, 0.114), abs=5e-4)


def test_worked_example_of_unequal_weights():
    # p = .45, n = 600 and a design effect of 1.6 give n_eff = 375 and 40.0 to 50.0 %.
    spread = sqrt(0.6)
    weights = np.tile([1 - spread, 1 + spread], 300)
    hit = np.zeros(600, dtype=bool)
    hit[: 2 * 135] = True
    found = survey_share(hit, weights)
    assert design_effect(weights) == pytest.approx(1.6)
    assert found.value == pytest.approx(0.45)
    assert found[1:] == pytest.approx((0.400, 0.500), abs=0.001)


def test_stratified_error_worked_by_hand():
    # Share 1/2, so z is 1/12 for a hit and -1/12 for the others. People agree within b and c;
    # stratum a gives the variance 2 / (2 - 1) * (1/12**2 + 1/12**2) = 1/36.
    found = survey_share([1, 0, 1, 1, 0, 0], [1] * 6, list("aabbcc"))
    assert standard_error(found) == pytest.approx(1 / 6, rel=1e-6)


def test_stratified_errors_are_those_of_samplics():
    # TaylorEstimator of samplics 0.6.0 (proportion; samp_weight, stratum, domain) gave these.
    everyone = survey_share(HIT, WEIGHT, STRATUM)
    women = survey_share(HIT, WEIGHT, STRATUM, within=WOMAN)
    men = survey_share(HIT, WEIGHT, STRATUM, within=~WOMAN)
    assert everyone.value == pytest.approx(0.5263157894736842)
    assert standard_error(everyone) == pytest.approx(0.17446138477792345, rel=1e-6)
    assert women.value == pytest.approx(0.47244094488188976)
    assert standard_error(women) == pytest.approx(0.2303385964689024, rel=1e-6)
    assert men.value == pytest.approx(0.594059405940594)
    assert standard_error(men) == pytest.approx(0.23900031833918306, rel=1e-6)


def test_without_strata_a_subgroup_is_a_sample_of_its_own():
    found = survey_share(HIT, WEIGHT, within=WOMAN)
    assert tuple(found) == pytest.approx(tuple(survey_share(HIT[WOMAN], WEIGHT[WOMAN])))


def test_intervals_cover_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(61)
    chance, sizes, people = np.array([0.1, 0.3, 0.7]), np.array([80, 120, 60]), [9e3, 4e3, 2e3]
    truth = np.average(chance, weights=people)
    strata = np.repeat(np.arange(3), sizes)
    weights = np.repeat(people / sizes, sizes)
    widths, hits = [], []
    for _ in range(600):
        hit = rng.random(sizes.sum()) < chance[strata]
        found = survey_share(hit, weights, strata)
        hits.append(found.low <= truth <= found.high)
        plain = survey_share(hit, weights)
        widths.append((plain.high - plain.low) / (found.high - found.low))
    # 600 draws: standard error of the coverage 0.009.
    assert 0.92 <= np.mean(hits) <= 0.98
    # Strata that differ make the survey more exact than weights alone know.
    assert np.mean(widths) > 1.05


@pytest.mark.parametrize(("a", "n", "b", "m"), [(60, 100, 45, 100), (3, 40, 0, 25), (9, 9, 2, 8)])
def test_difference_agrees_with_newcombe(a, n, b, m):
    hits = [1] * a + [0] * (n - a), [1] * b + [0] * (m - b)
    found = survey_difference(hits[0], [2] * n, hits[1], [5] * m)
    expected = confint_proportions_2indep(a, n, b, m, method="newcomb")
    assert found.value == pytest.approx(a / n - b / m)
    assert found[1:] == pytest.approx(expected)


def test_swapped_groups_turn_the_difference_over():
    one = survey_difference(HIT[:6], WEIGHT[:6], HIT[6:], WEIGHT[6:])
    other = survey_difference(HIT[6:], WEIGHT[6:], HIT[:6], WEIGHT[:6])
    assert (-one.value, -one.high, -one.low) == pytest.approx(tuple(other))


def test_overlapping_intervals_may_still_differ():
    a, b = [1] * 60 + [0] * 40, [1] * 45 + [0] * 55
    weights = [1] * 100
    assert survey_share(a, weights).low < survey_share(b, weights).high
    assert survey_difference(a, weights, b, weights).low > 0


def test_safe_after_dark_follows_the_indicator():
    answers = pd.Series(
        ["very_safe", "fairly_safe", "bit_unsafe", "very_unsafe", "never_out", np.nan],
        index=list("abcdef"),
    )
    safe = is_safe_after_dark(answers)
    assert safe.dtype == "boolean"
    assert safe.isna().tolist() == [False] * 4 + [True] * 2
    assert safe.dropna().to_dict() == {"a": True, "b": True, "c": False, "d": False}


def test_answers_of_no_use_are_named():
    with pytest.raises(ValueError, match="'safe' in row 1 is not one of very_safe"):
        is_safe_after_dark(["very_safe", "safe"])


def test_people_outside_the_subgroup_may_lack_an_answer():
    safe = is_safe_after_dark(["very_safe", "bit_unsafe", "never_out", "very_safe"])
    found = survey_share(safe, [1] * 4, within=safe.notna())
    assert found.value == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hit": [True, None, *HIT[2:]]}, "hit: 1 of 12 values are missing"),
        ({"hit": HIT + 1}, "hit: expected True or False"),
        ({"hit": HIT[:5]}, "hit: expected 12 values, received 5"),
        ({"weights": WEIGHT * 0}, "weights: .*positive"),
        ({"strata": [*STRATUM[:-1], "d"]}, "strata: d has one person"),
        ({"strata": [*STRATUM[:-1], None]}, "strata: 1 values are missing"),
        ({"strata": STRATUM[:5]}, "strata: expected 12 values"),
        ({"within": [False] * 12}, "within: nobody is in this group"),
        ({"level": 95}, "level"),
    ],
)
def test_wrong_input_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        survey_share(**({"hit": HIT, "weights": WEIGHT} | change))
