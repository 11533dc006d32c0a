"""Shares from a weighted survey, with the interval that its design deserves."""

from math import exp, log, sqrt

import numpy as np
import pandas as pd

from . import checks
from .estimate import Estimate, normal_quantile
from .proportions import wilson_of_share


def effective_size(weights) -> float:
    """Kish's effective sample size: (sum of weights)**2 / (sum of squared weights).

    Parameters
    ----------
    weights : array, shape (n,)

    Returns
    -------
    float
        Size of an unweighted sample of the same precision; n if all weights are equal.

    Examples
    --------
    >>> effective_size([1, 1, 1, 1]), round(effective_size([3, 1, 1, 1]), 2)
    (4.0, 3.0)
    """
    weight = _weights(weights)
    return float(weight.sum() ** 2 / (weight**2).sum())


def design_effect(weights) -> float:
    """Kish's design effect of unequal weights: sample size / effective size.

    Examples
    --------
    >>> round(design_effect([3, 1, 1, 1]), 2)
    1.33
    """
    return len(_weights(weights)) / effective_size(weights)


def survey_share(hit, weights, strata=None, level: float = 0.95, *, within=None) -> Estimate:
    """Weighted share of people with its interval.

    share = sum of w y / sum of w, with y = 1 for a hit and 0 otherwise.

    Without strata the interval is Wilson's, at Kish's effective size. With strata it is built
    from the linearised (Taylor) variance of a stratified sample,

        z = w (y - share) / sum of w,
        variance = sum over strata of n_h / (n_h - 1) * sum of (z - mean of z in the stratum)**2,

    on the logit scale, so that it stays between 0 and 1. People are taken as drawn one by one
    within their stratum, from many more people than are in the sample.

    Parameters
    ----------
    hit : array of bool (or 0 and 1), shape (n,)
        No missing values: leave people without an answer out of `within`, and report them.
    weights : array, shape (n,)
        Survey weights, above 0.
    strata : array, shape (n,), optional
        The strata that people were drawn from, such as neighbourhood (and wave).
    level : float
        Confidence level of the interval.
    within : array of bool, shape (n,), optional
        The subgroup to estimate, such as women. With strata give all people and choose by
        `within`: how many of a subgroup fall into each stratum is then chance, as it was in the
        survey. Outside the subgroup `hit` may be missing.

    Returns
    -------
    Estimate
        Share from 0 to 1. Where all or none are hits the logit does not exist, and the interval
        is Wilson's at the effective size, with strata too.

    Raises
    ------
    ValueError
        If lengths differ, a value is missing, the subgroup is empty, or a stratum has one person:
        its variance is unknown. Join it with a like stratum first.

    Notes
    -----
    The linearised variance of a ratio is the standard one of survey software.

    Examples
    --------
    >>> [round(end, 3) for end in survey_share([1, 0, 0, 1, 1, 0], [2, 1, 1, 1, 1, 2])]
    [0.5, 0.176, 0.824]
    """
    weight = _weights(weights)
    people = len(weight)
    chosen = np.ones(people, bool) if within is None else _flags(within, "within", people)
    if not chosen.any():
        raise ValueError("within: nobody is in this group")
    yes = _hits(hit, chosen)
    own = weight * chosen
    share = float((own * yes).sum() / own.sum())
    if strata is None or not 0 < share < 1:
        return wilson_of_share(share, effective_size(weight[chosen]), level)
    error = own * (yes - share) / own.sum()
    spread = sqrt(_stratified_variance(error, strata)) / (share * (1 - share))
    middle, reach = log(share / (1 - share)), normal_quantile(checks.level(level)) * spread
    return Estimate(share, *(1 / (1 + exp(-end)) for end in (middle - reach, middle + reach)))


def survey_difference(
    hit_a, weights_a, hit_b, weights_b, level: float = 0.95, *, strata_a=None, strata_b=None
) -> Estimate:
    """Share in group a minus share in group b, with its own interval.

    The interval joins those of the two shares (Newcombe's method):

        low  = d - sqrt((share_a - low_a)**2 + (high_b - share_b)**2)
        high = d + sqrt((high_a - share_a)**2 + (share_b - low_b)**2)

    Two intervals that overlap do not show that there is no difference; this interval does the
    comparison. The two groups are taken as independent samples.

    Parameters
    ----------
    hit_a, weights_a, hit_b, weights_b : array
        As in `survey_share`, for each group.
    level : float
        Confidence level of the interval.
    strata_a, strata_b : array, optional
        As in `survey_share`.

    Returns
    -------
    Estimate
        From -1 to 1.

    Examples
    --------
    >>> ones = [1] * 100
    >>> difference = survey_difference([1] * 60 + [0] * 40, ones, [1] * 45 + [0] * 55, ones)
    >>> [round(end, 3) for end in difference]
    [0.15, 0.012, 0.28]
    """
    a = survey_share(hit_a, weights_a, strata_a, level)
    b = survey_share(hit_b, weights_b, strata_b, level)
    difference = a.value - b.value
    return Estimate(
        difference,
        difference - sqrt((a.value - a.low) ** 2 + (b.high - b.value) ** 2),
        difference + sqrt((a.high - a.value) ** 2 + (b.value - b.low) ** 2),
    )


def _weights(weights) -> np.ndarray:
    weight = checks.numbers(weights, "weights", positive=True)
    if weight.ndim != 1 or not weight.size:
        raise ValueError("weights: expected one number for each person")
    return weight


def _flags(values, name: str, people: int) -> np.ndarray:
    """Yes or no for each person, as an array of bool without missing values."""
    flags = pd.Series(np.asarray(values, dtype=object))
    if len(flags) != people:
        raise ValueError(f"{name}: expected {people} values, received {len(flags)}")
    if flags.isna().any():
        raise ValueError(
            f"{name}: {int(flags.isna().sum())} of {people} values are missing. Leave these "
            "people out with `within` or a filter, and report how many they are."
        )
    if not flags.isin([0, 1]).all():
        raise ValueError(f"{name}: expected True or False for each person")
    return flags.astype(bool).to_numpy()


def _hits(hit, chosen: np.ndarray) -> np.ndarray:
    """Hits of the chosen as 0 and 1; 0 for all others."""
    answers = np.asarray(hit, dtype=object)
    if answers.shape != chosen.shape:
        raise ValueError(f"hit: expected {len(chosen)} values, received {answers.size}")
    yes = np.zeros(len(chosen))
    yes[chosen] = _flags(answers[chosen], "hit", int(chosen.sum()))
    return yes


def _stratified_variance(error: np.ndarray, strata) -> float:
    """Sum over strata of n / (n - 1) times the squares around the stratum's mean."""
    stratum = pd.Series(np.asarray(strata, dtype=object))
    if len(stratum) != len(error):
        raise ValueError(f"strata: expected {len(error)} values, received {len(stratum)}")
    if stratum.isna().any():
        raise ValueError(f"strata: {int(stratum.isna().sum())} values are missing")
    groups = pd.Series(error).groupby(stratum)
    size, variance = groups.size(), groups.var(ddof=1)
    if (size == 1).any():
        raise ValueError(
            f"strata: {size.index[size == 1][0]} has one person, so its variance is unknown "
            f"({int((size == 1).sum())} such strata). Join it with a like stratum."
        )
    return float((size * variance).sum())
