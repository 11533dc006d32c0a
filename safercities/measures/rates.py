"""Rates for people or kilometres of street, their intervals, and the ratio of two rates."""

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
