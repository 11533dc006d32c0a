"""Near repeats: do events follow one another in place and time more often than by chance?"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from . import checks
from .near import pair_blocks


class Knox(NamedTuple):
    """Result of a Knox test.

    Attributes
    ----------
    observed : int
        Pairs that are close in place and in time.
    expected : float
        Such pairs if place and time had nothing to do with each other.
    ratio : float
        observed / expected.
    p : float
        One-sided: how often chance alone gives as many pairs or more.
    """

    observed: int
    expected: float
    ratio: float
    p: float


def knox_test(points, days, metres: float, max_days: float, rng, simulations: int = 999) -> Knox:
    """Knox test for near repeats.

    It counts the pairs of events at most `metres` and at most `max_days` apart. If the dates
    were dealt out among the places by chance, the mean number would be exactly
    N_place * N_time / N, with N_place pairs close in place, N_time close in time, N in all.
    To find p the dates are permuted:

        p = (1 + simulations with as many pairs or more) / (1 + simulations).

    Parameters
    ----------
    points : array or DataFrame, shape (n, 2)
        Events: metres east, metres north.
    days : array, shape (n,)
        Time of each event in days from any origin. Whole days are enough.
    metres, max_days : float
        Largest distances of a close pair, these values included.
    rng : numpy.random.Generator
    simulations : int

    Returns
    -------
    Knox

    Notes
    -----
    Knox 1964, Applied Statistics 13(1):25-30. The test says that pairs occur, not that one event
    causes the next: if an offence moves through the city with the seasons, the test sees that
    as well.

    Examples
    --------
    >>> places = [[0, 0], [10, 0], [900, 0], [910, 0], [5000, 0], [9000, 0]]
    >>> result = knox_test(places, [1, 2, 50, 51, 100, 150], 100, 7, np.random.default_rng(1))
    >>> result.observed, round(result.expected, 3)
    (2, 0.267)
    """
    limits = [checks.number(metres, "metres")], [checks.number(max_days, "max_days")]
    (row,) = _bands(points, days, *limits, rng, simulations)
    return Knox(*row[4:])


def near_repeat_table(
    points, days, distance_bands, day_bands, rng, simulations: int = 999
) -> pd.DataFrame:
    """The Knox test for bands of distance and time.

    Parameters
    ----------
    points, days, rng, simulations
        As in `knox_test`.
    distance_bands, day_bands : sequence of float
        Upper ends of the bands in rising order. The first band starts with 0 itself; each other
        one starts just above the band before. A first band that ends at 0 holds repeats at the
        very same place.

    Returns
    -------
    DataFrame
        One row for each two bands: metres_from, metres_to, days_from, days_to, observed,
        expected, ratio, p (one-sided, for this band alone: many bands are many tests). ratio is
        nan where no pair is expected.

    Examples
    --------
    >>> places = [[0, 0], [10, 0], [900, 0], [910, 0], [5000, 0], [9000, 0]]
    >>> rng = np.random.default_rng(1)
    >>> table = near_repeat_table(places, [1, 2, 50, 51, 100, 150], [100, 1000], [7, 60], rng)
    >>> table.pivot(index="metres_to", columns="days_to", values="observed").to_numpy().tolist()
    [[2, 0], [0, 4]]
    """
    limits = (
        _limits(distance_bands, "distance_bands"),
        _limits(day_bands, "day_bands"),
    )
    rows = _bands(points, days, *limits, rng, simulations)
    names = ["metres_from", "metres_to", "days_from", "days_to", *Knox._fields]
    return pd.DataFrame(rows, columns=names)


def _bands(points, days, metres, max_days, rng, simulations) -> list[tuple]:
    """One row for each two bands: their four ends and the four parts of `Knox`."""
    where, when = checks.points(points, "points"), checks.row_of_numbers(days, "days")
    n, rounds = len(where), checks.count(simulations, "simulations")
    if len(when) != n or n < 2:
        raise ValueError(f"days: expected one for each of at least 2 points, received {len(when)}")
    rng = checks.generator(rng)
    i, j, band = _close_pairs(where, metres)
    shape = len(metres), len(max_days)

    def observed(times):
        apart = np.abs(times[i] - times[j])
        close = apart <= max_days[-1]
        both = band[close] * shape[1] + np.searchsorted(max_days, apart[close])
        return np.bincount(both, minlength=shape[0] * shape[1]).reshape(shape)

    found = observed(when)
    permuted = (observed(rng.permutation(when)) for _ in range(rounds))
    at_least = sum((by_chance >= found for by_chance in permuted), np.zeros(shape, dtype=int))
    p = (1 + at_least) / (1 + rounds)
    in_time = _pairs_in_time(when, max_days)
    in_place = np.bincount(band, minlength=shape[0])
    expected = np.outer(in_place, in_time) / (n * (n - 1) / 2)
    ratio = np.divide(found, expected, out=np.full(shape, np.nan), where=expected > 0)
    starts = [0, *metres[:-1]], [0, *max_days[:-1]]
    parts = found, expected, ratio, p
    return [
        (starts[0][a], metres[a], starts[1][b], max_days[b], *(part[a, b].item() for part in parts))
        for a in range(shape[0])
        for b in range(shape[1])
    ]


def _close_pairs(where, metres):
    """Each pair within the largest distance once, and its band."""
    # A radius of 0 would make no cells; a millimetre keeps the same pairs apart.
    parts = []
    for i, j, distance in pair_blocks(where, where, max(metres[-1], 1e-3)):
        once = (i < j) & (distance <= metres[-1])
        parts.append(
            (
                i[once].astype(np.int32),
                j[once].astype(np.int32),
                np.searchsorted(metres, distance[once]),
            )
        )
    return (np.concatenate(part) for part in zip(*parts, strict=True))


def _pairs_in_time(when, max_days) -> np.ndarray:
    """Number of pairs in each band of days."""
    ordered = np.sort(when)
    position = np.arange(len(ordered))
    reach = [np.searchsorted(ordered, ordered + limit, side="right") for limit in max_days]
    up_to = [int((end - position - 1).sum()) for end in reach]
    return np.diff(up_to, prepend=0)


def _limits(values, name: str) -> np.ndarray:
    limits = checks.numbers(values, name)
    if limits.ndim != 1 or not limits.size or (np.diff(limits) <= 0).any():
        raise ValueError(f"{name}: expected upper ends in rising order, such as [100, 200, 400]")
    return limits
