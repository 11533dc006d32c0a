"""Which places lie near which: all pairs within a distance, without comparing every pair."""

import numpy as np


def pairs_within(x, y, radius: float) -> tuple[np.ndarray, np.ndarray]:
    """Ordered pairs (i, j), i != j, of points at most `radius` apart.

    Points fall into square cells as wide as the radius; only points in neighbouring cells are
    compared, so the cost grows with the number of pairs and not with its square.

    Parameters
    ----------
    x, y : array, shape (n,)
    radius : float

    Returns
    -------
    i, j : arrays of int, sorted by i, then j
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    column = np.floor((x - x.min()) / radius).astype(np.int64)
    row = np.floor((y - y.min()) / radius).astype(np.int64)
    width = column.max() + 3
    cell = (row + 1) * width + column + 1
    order = np.argsort(cell, kind="stable")
    sorted_cell = cell[order]
    found_i, found_j = [], []
    for shift in (-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1):
        first = np.searchsorted(sorted_cell, cell + shift, side="left")
        count = np.searchsorted(sorted_cell, cell + shift, side="right") - first
        i = np.repeat(np.arange(len(x)), count)
        within = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
        j = order[first[i] + within]
        close = (np.hypot(x[i] - x[j], y[i] - y[j]) <= radius) & (i != j)
        found_i.append(i[close])
        found_j.append(j[close])
    i, j = np.concatenate(found_i), np.concatenate(found_j)
    in_order = np.lexsort((j, i))
    return i[in_order], j[in_order]


def neighbours_of(place, pairs) -> tuple[np.ndarray, np.ndarray]:
    """Neighbours of each of some places.

    Parameters
    ----------
    place : array of int, shape (n,)
    pairs : the result of `pairs_within`

    Returns
    -------
    row : array of int, shape (m,)
        Position in `place`; repeats once for each neighbour.
    neighbour : array of int, shape (m,)
    """
    i, j = pairs
    first = np.searchsorted(i, place, side="left")
    count = np.searchsorted(i, place, side="right") - first
    row = np.repeat(np.arange(len(place)), count)
    within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, j[first[row] + within]
