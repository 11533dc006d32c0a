"""Local clusters: Getis and Ord's Gi*, and the correction for many tests."""

from math import erfc, sqrt

import numpy as np

from . import checks
from .near import pair_blocks

Pairs = tuple[np.ndarray, np.ndarray]


def distance_neighbours(points, metres: float) -> Pairs:
    """Pairs of places at most some distance apart, each place with itself included.

    Parameters
    ----------
    points : array or DataFrame, shape (n, 2)
        Metres east, metres north.
    metres : float
        Distance, above 0.

    Returns
    -------
    place, neighbour : arrays of int, sorted by place
        Row numbers from 0; each pair occurs in both orders.

    Examples
    --------
    >>> place, neighbour = distance_neighbours([[0, 0], [100, 0], [500, 0]], metres=150)
    >>> neighbour[place == 0].tolist()
    [0, 1]
    """
    where = checks.points(points, "points")
    radius = checks.number(metres, "metres", positive=True)
    found = [(i, j) for i, j, _ in pair_blocks(where, where, radius)]
    i, j = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((j, i))
    return i[order], j[order]


def getis_ord_star(values, neighbours: Pairs) -> np.ndarray:
    """Gi* of each place: is the sum around it larger than the same number of places would give?

    With w_ij = 1 for each neighbour j of place i, itself included, W = sum of w_ij over j, n
    places, mean m and standard deviation s of all values (divided by n),

        z_i = (sum_j w_ij x_j - m W) / (s sqrt((n W - W**2) / (n - 1))).

    Parameters
    ----------
    values : array, shape (n,)
        One value a place. Give rates where places differ in size.
    neighbours : pair of arrays of int
        As from `distance_neighbours`.

    Returns
    -------
    array, shape (n,)
        z scores: high where high values lie together. nan for a place whose neighbours are all
        places, since nothing is left to compare with.

    Raises
    ------
    ValueError
        If all values are equal, or a place is not among its own neighbours.

    Notes
    -----
    Getis and Ord 1992, Geographical Analysis 24(3):189-206. Neighbouring places share
    neighbours, so their scores are alike. Many places mean many tests: see
    `benjamini_hochberg`.

    Examples
    --------
    >>> neighbours = distance_neighbours([[x, 0] for x in range(6)], metres=1)
    >>> getis_ord_star([9, 8, 1, 0, 0, 0], neighbours).round(2).tolist()
    [2.22, 1.71, 0.0, -1.52, -1.71, -1.21]
    """
    x = checks.row_of_numbers(values, "values")
    place, neighbour = (np.asarray(part) for part in neighbours)
    n, spread = len(x), x.std()
    if spread == 0:
        raise ValueError("values: all are equal, so there is nothing to find")
    if min(place.min(), neighbour.min()) < 0 or max(place.max(), neighbour.max()) >= n:
        raise ValueError(f"neighbours: expected row numbers from 0 to {n - 1}")
    if len(np.unique(place[place == neighbour])) != n:
        raise ValueError("neighbours: Gi* needs each place among its own neighbours")
    number = np.bincount(place, minlength=n)
    around = np.bincount(place, x[neighbour], minlength=n)
    scale = spread * np.sqrt((n * number - number**2) / (n - 1))
    return np.divide(around - x.mean() * number, scale, out=np.full(n, np.nan), where=scale > 0)


def normal_p(z) -> np.ndarray:
    """One-sided p: chance that a standard normal number is `z` or more.

    Parameters
    ----------
    z : array, shape (n,)
        nan gives nan.

    Examples
    --------
    >>> normal_p([0, 1.645, -1.645]).round(3).tolist()
    [0.5, 0.05, 0.95]
    """
    scores = np.asarray(z, dtype=float)
    return np.array([erfc(score / sqrt(2)) / 2 for score in scores.ravel()]).reshape(scores.shape)


def benjamini_hochberg(p_values, level: float = 0.05) -> np.ndarray:
    """Which of many tests to keep, if a share `level` of the kept may be false on average.

    Sort the p values. Keep all up to the largest p with p <= level * rank / number of tests.

    Parameters
    ----------
    p_values : array, shape (n,)
        0 to 1.
    level : float
        False discovery rate, between 0 and 1.

    Returns
    -------
    array of bool, shape (n,)

    Notes
    -----
    Benjamini and Hochberg's step-up rule. It holds for independent tests and for tests that go
    up together, as scores of places with common neighbours do.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.9]).tolist()
    [True, False, False, False]
    """
    p = checks.numbers(p_values, "p_values")
    if p.ndim != 1 or not p.size or (p > 1).any():
        raise ValueError("p_values: expected one row of numbers from 0 to 1")
    ordered = np.sort(p)
    below = np.flatnonzero(ordered <= checks.level(level) * np.arange(1, len(p) + 1) / len(p))
    return p <= ordered[below[-1]] if len(below) else np.zeros(len(p), dtype=bool)
