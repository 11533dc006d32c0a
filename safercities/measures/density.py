"""Kernel density: a smooth map of events for each square kilometre."""

import numpy as np
import pandas as pd

from . import checks
from .near import pair_blocks

SQUARE_METRES = 1e6  # in a square kilometre
MOST_CELLS = 1_000_000


def kernel_density(points, at, bandwidth: float) -> np.ndarray:
    """Density of events at given places, with the quartic kernel.

    With d the distance from the place to an event and h the bandwidth,

        density = sum of 3 / (pi h**2) * (1 - d**2 / h**2)**2 over all events with d < h.

    Each event spreads over a circle of radius h and adds 1 to the whole map. Near the edge of
    the study area a part of it falls outside, so densities there are too low.

    Parameters
    ----------
    points : array or DataFrame, shape (n, 2)
        Events: metres east, metres north.
    at : array or DataFrame, shape (m, 2)
        Places asked for, in the same metres.
    bandwidth : float
        Radius h in metres, above 0.

    Returns
    -------
    array, shape (m,)
        Events per square kilometre.

    Notes
    -----
    The bandwidth changes the map much more than the size of its cells (Chainey 2013).

    Examples
    --------
    >>> density = kernel_density([[0, 0]], [[0, 0], [100, 0], [200, 0]], bandwidth=200)
    >>> density.round(2).tolist()
    [23.87, 13.43, 0.0]
    """
    events, places = checks.points(points, "points"), checks.points(at, "at")
    h = checks.number(bandwidth, "bandwidth", positive=True)
    total = np.zeros(len(places))
    for i, _, distance in pair_blocks(places, events, h):
        total += np.bincount(i, (1 - (distance / h) ** 2) ** 2, minlength=len(places))
    return 3 / (np.pi * h**2) * total * SQUARE_METRES


def density_grid(points, bandwidth: float, cell: float, extent=None) -> pd.DataFrame:
    """`kernel_density` at the middles of square cells.

    Parameters
    ----------
    points : array or DataFrame, shape (n, 2)
        Events: metres east, metres north.
    bandwidth : float
        Radius of the kernel in metres.
    cell : float
        Side of a cell in metres.
    extent : (west, south, east, north), optional
        The map's edges in metres. Default: the box around all events, wider by the bandwidth.

    Returns
    -------
    DataFrame
        One row a cell, from the south-west, eastwards first: x_m, y_m (its middle), per_km2.

    Raises
    ------
    ValueError
        If the map would have more than a million cells.

    Examples
    --------
    >>> grid = density_grid([[0, 0], [50, 0]], bandwidth=200, cell=25)
    >>> round(float((grid["per_km2"] * 0.025**2).sum()), 2)  # all events are on the map
    2.0
    """
    events = checks.points(points, "points")
    h = checks.number(bandwidth, "bandwidth", positive=True)
    side = checks.number(cell, "cell", positive=True)
    if extent is None:
        edges = np.concatenate([events.min(axis=0) - h, events.max(axis=0) + h])
    else:
        edges = checks.row_of_numbers(extent, "extent")
        if len(edges) != 4 or (edges[:2] >= edges[2:]).any():
            raise ValueError("extent: expected west, south, east, north in metres")
    across, up = np.ceil((edges[2:] - edges[:2]) / side - 1e-9).astype(int)
    if across * up > MOST_CELLS:
        raise ValueError(f"cell: {side:g} m makes {across * up:,} cells. Choose larger cells.")
    x, y = np.meshgrid(
        *(edges[k] + side * (np.arange(n) + 0.5) for k, n in enumerate([across, up]))
    )
    middles = np.column_stack([x.ravel(), y.ravel()])
    per_km2 = kernel_density(events, middles, h)
    return pd.DataFrame({"x_m": middles[:, 0], "y_m": middles[:, 1], "per_km2": per_km2})
