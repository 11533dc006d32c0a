"""Rates, their intervals and limits, and the comparison of two of them."""

import numpy as np

from . import checks
from .estimate import Estimate
from .proportions import wilson_interval


def poisson_interval(count: int, level: float = 0.95) -> tuple[float, float]:
    """Exact (Garwood) interval for the mean of a Poisson count.

    The lower end is the mean that makes `count` or more events have probability
    (1 - level) / 2; the upper end makes `count` or fewer events have that probability. Both
    are found by halving an interval.

    Parameters
    ----------
    count : int
        Events counted.
    level : float
        Confidence level.

    Returns
    -------
    (low, high) : tuple of float

    Examples
    --------
    >>> [round(end, 2) for end in poisson_interval(16)]
    [9.15, 25.98]
    """
    events = checks.count(count, "count")
    tail = (1 - checks.level(level)) / 2
    low = _mean_with_chance_of_at_most(events - 1, 1 - tail) if events else 0.0
    return low, _mean_with_chance_of_at_most(events, tail)


def rate_per_km_year(count, length_km, years, level: float = 0.95) -> Estimate:
    """Incidents for each kilometre of street and year, with an exact Poisson interval.

    rate = count / (length_km * years). The interval is that of `poisson_interval`, divided by
    the same exposure. It takes incidents as independent; clustered incidents need a wider one.

    Parameters
    ----------
    count : int
        Incidents.
    length_km, years : float
        Length of street and time observed, both above 0.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Estimate
        Incidents per km-year.

    Raises
    ------
    ValueError
        If `count` is not a whole number of 0 or more, or the exposure is not positive.

    Examples
    --------
    >>> [round(rate, 2) for rate in rate_per_km_year(16, length_km=4, years=2)]
    [2.0, 1.14, 3.25]
    """
    exposure = checks.number(length_km, "length_km", positive=True) * checks.number(
        years, "years", positive=True
    )
    low, high = poisson_interval(count, level)
    return Estimate(float(count) / exposure, low / exposure, high / exposure)


def rate_ratio(count_a, exposure_a, count_b, exposure_b, level: float = 0.95) -> Estimate:
    """Rate in group a divided by the rate in group b, with a score interval.

    ratio = (count_a / exposure_a) / (count_b / exposure_b). Of all events together the share p
    falls in group a; Wilson's interval for p gives the ratio's interval by
    p / (1 - p) * exposure_b / exposure_a.

    Parameters
    ----------
    count_a, count_b : int
        Events in each group.
    exposure_a, exposure_b : float
        Exposure in the same unit, such as km-years or hours, above 0.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Estimate
        With count_b = 0 value and upper end are infinite.

    Raises
    ------
    ValueError
        If both counts are 0, a count is not whole or negative, or an exposure is not positive.

    Examples
    --------
    >>> [round(ratio, 2) for ratio in rate_ratio(30, 10, 20, 10)]
    [1.5, 0.86, 2.62]
    """
    a, b = checks.count(count_a, "count_a"), checks.count(count_b, "count_b")
    scale = checks.number(exposure_b, "exposure_b", positive=True) / checks.number(
        exposure_a, "exposure_a", positive=True
    )
    if a + b == 0:
        raise ValueError("count_a, count_b: a ratio of rates needs at least one event")
    return Estimate(*(_odds(share) * scale for share in wilson_interval(a, a + b, level)))


def rate(count, exposure, per: float = 100_000, level: float = 0.95) -> Estimate:
    """Events for each `per` units of exposure, with an exact Poisson interval.

    rate = count / exposure * per. The exposure must fit the offence: residents, dwellings,
    vehicles, or the people present.

    Parameters
    ----------
    count : int
        Events.
    exposure : float
        Number at risk, above 0. For several years give person-years.
    per : float
        Unit of the rate, such as 1,000 dwellings or 100,000 people.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Estimate

    Examples
    --------
    >>> [round(end, 1) for end in rate(16, 20_000)]
    [80.0, 45.7, 129.9]
    """
    unit = checks.number(per, "per", positive=True) / checks.number(
        exposure, "exposure", positive=True
    )
    low, high = poisson_interval(count, level)
    return Estimate(float(count) * unit, low * unit, high * unit)


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


def _odds(share: float) -> float:
    """share / (1 - share), infinite for a share of 1."""
    return share / (1 - share) if share < 1 else float("inf")


def _mean_with_chance_of_at_most(events: int, chance: float) -> float:
    """Poisson mean for which `events` or fewer events have the given probability."""
    numbers = np.arange(events + 1)
    log_factorials = np.concatenate([[0.0], np.cumsum(np.log(numbers[1:]))])

    def chance_of_at_most(mean: float) -> float:
        return float(np.exp(numbers * np.log(mean) - mean - log_factorials).sum())

    # The interval's ends lie well within fifteen standard deviations of the count.
    low, high = 0.0, events + 15 * (events + 1) ** 0.5 + 15
    while high - low > 1e-10 * high:
        middle = (low + high) / 2
        if chance_of_at_most(middle) > chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


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
