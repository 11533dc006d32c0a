"""Is a rate another one, or only chance? The e-test of two rates and the limits of a funnel."""

import numpy as np

from . import checks


def poisson_difference_p(count_a, count_b, exposure_a=1, exposure_b=1) -> float:
    """Two-sided p value for the difference of two Poisson rates (e-test).

    The statistic is |a / A - b / B| / sqrt(a / A**2 + b / B**2) with counts a, b and exposures
    A, B. Under the hypothesis of one rate, estimated as (a + b) / (A + B), p is the probability
    of all pairs of counts with at least the statistic found.

    Parameters
    ----------
    count_a, count_b : int
        Events in each group.
    exposure_a, exposure_b : float
        Exposure in the same unit, above 0.

    Returns
    -------
    float
        1 where both counts are 0.

    Notes
    -----
    Krishnamoorthy and Thomson 2004, Journal of Statistical Planning and Inference 119(1):23-35.
    Events are taken as independent; clustered events need a wider margin.

    Examples
    --------
    >>> round(poisson_difference_p(16, 25), 4)
    0.1648
    """
    a, b = checks.count(count_a, "count_a"), checks.count(count_b, "count_b")
    size_a = checks.number(exposure_a, "exposure_a", positive=True)
    size_b = checks.number(exposure_b, "exposure_b", positive=True)
    if a + b == 0:
        return 1.0
    common = (a + b) / (size_a + size_b)
    first_a, chance_a = _poisson_chances(common * size_a)
    first_b, chance_b = _poisson_chances(common * size_b)
    counts_b = first_b + np.arange(len(chance_b))
    found = _statistic(a, b, size_a, size_b) * (1 - 1e-12)
    # Row by row, so that large counts need no large matrix.
    return float(
        sum(
            chance * chance_b[_statistic(number, counts_b, size_a, size_b) >= found].sum()
            for number, chance in enumerate(chance_a, first_a)
        )
    )


def funnel_limits(rate, exposure, level: float = 0.95, *, per: float = 1):
    """Limits of a funnel plot: between them a place differs from `rate` by chance alone.

    A count below the lower limit, or above the upper one, has a probability of at most
    (1 - level) / 2 each if the place's true rate is `rate`.

    Parameters
    ----------
    rate : float
        Common rate of all places, for each `per` units of exposure, above 0.
    exposure : array, shape (n,)
        Exposure of each place, above 0.
    level : float
        0.95, or 0.998 for limits that chance rarely passes. Many places are many tests.
    per : float
        Unit of the rate, as in the function `rate`.

    Returns
    -------
    low, high : arrays, shape (n,)
        Rates for each `per` units; whole counts divided by the exposure.

    Examples
    --------
    >>> low, high = funnel_limits(0.002, [5_000, 50_000])
    >>> (low * [5_000, 50_000]).round().tolist(), (high * [5_000, 50_000]).round().tolist()
    ([4.0, 81.0], [17.0, 120.0])
    """
    unit = checks.number(per, "per", positive=True)
    sizes = checks.numbers(exposure, "exposure", positive=True)
    means = checks.number(rate, "rate", positive=True) / unit * sizes
    tail = (1 - checks.level(level)) / 2
    ends = np.array([_poisson_quantiles(mean, (tail, 1 - tail)) for mean in means.ravel()])
    low, high = ends.reshape(*means.shape, 2).T
    return low.T / sizes * unit, high.T / sizes * unit


def _poisson_chances(mean: float) -> tuple[int, np.ndarray]:
    """First count and the chances from there on; what is left out is below 1e-12 in all."""
    reach = 8 * mean**0.5 + 30
    counts = np.arange(max(0, int(mean - reach)), int(mean + reach) + 1)
    logs = np.append(0.0, np.cumsum(np.log(counts[1:] / mean)))
    chances = np.exp(logs.min() - logs)
    return int(counts[0]), chances / chances.sum()


def _poisson_quantiles(mean: float, shares) -> np.ndarray:
    """Smallest counts that at most so many fall with at least the given probabilities."""
    first, chances = _poisson_chances(mean)
    return first + np.searchsorted(np.cumsum(chances), shares)


def _statistic(a, b, size_a: float, size_b: float):
    """Difference of two rates over its standard error; 0 where both counts are 0."""
    variance = np.asarray(a / size_a**2 + b / size_b**2, dtype=float)
    difference = np.abs(a / size_a - b / size_b)
    return np.divide(difference, np.sqrt(variance), out=np.zeros_like(variance), where=variance > 0)
