"""Which places lie near which: all pairs within a distance, without comparing every pair."""

from collections.abc import Iterator

import numpy as np

PAIRS_AT_ONCE = 1_000_000


def pair_blocks(first, second, radius: float) -> Iterator[tuple[np.ndarray, ...]]:
    """Pairs of a first and a second point at most `radius` apart, a block at a time.

    Points fall into square cells as wide as the radius; only points in neighbouring cells are
    compared, so the cost grows with the number of pairs and not with the product of the numbers
    of points. A block compares about a million pairs, so memory stays bounded.

    Parameters
    ----------
    first : array, shape (n, 2)
    second : array, shape (m, 2)
    radius : float

    Yields
    ------
    i, j : arrays of int
        Rows of `first` and of `second`.
    distance : array
    """
    corner = np.minimum(first.min(axis=0), second.min(axis=0))
    column, row = np.floor((first - corner) / radius).astype(np.int64).T
    columns, rows = np.floor((second - corner) / radius).astype(np.int64).T
    width = max(column.max(), columns.max()) + 3
    cell, cells = (row + 1) * width + column + 1, (rows + 1) * width + columns + 1
    order = np.argsort(cells, kind="stable")
    sorted_cells = cells[order]
    for shift in (-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1):
        start = np.searchsorted(sorted_cells, cell + shift, side="left")
        count = np.searchsorted(sorted_cells, cell + shift, side="right") - start
        block = np.cumsum(count) // PAIRS_AT_ONCE
        for members in np.split(np.arange(len(first)), np.flatnonzero(np.diff(block)) + 1):
            which, step = _repeated(count[members])
            i = members[which]
            j = order[start[i] + step]
            distance = np.hypot(first[i, 0] - second[j, 0], first[i, 1] - second[j, 1])
            close = distance <= radius
            yield i[close], j[close], distance[close]


def pairs_within(x, y, radius: float) -> tuple[np.ndarray, np.ndarray]:
    """Ordered pairs (i, j), i != j, of points at most `radius` apart.

    Parameters
    ----------
    x, y : array, shape (n,)
    radius : float

    Returns
    -------
    i, j : arrays of int, sorted by i, then j
    """
    points = np.column_stack([x, y]).astype(float)
    found = [(i[i != j], j[i != j]) for i, j, _ in pair_blocks(points, points, radius)]
    i, j = (np.concatenate(part) for part in zip(*found, strict=True))
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
    row, step = _repeated(np.searchsorted(i, place, side="right") - first)
    return row, j[first[row] + step]


def _repeated(count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each position as often as its count says, and the number of the repetition from 0."""
    row = np.repeat(np.arange(len(count)), count)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
