"""Protecting people in tables and on maps."""

import numpy as np
import pandas as pd

from . import checks
from .near import pair_blocks


def k_anonymity(table: pd.DataFrame, keys) -> pd.Series:
    """How many rows share each row's combination of keys.

    Parameters
    ----------
    table : DataFrame
    keys : str or list of str
        Columns by which somebody could know a person: age group, sex, place, date.

    Returns
    -------
    Series of int, index of `table`
        1: this person is alone with these keys. The table's k is the smallest value. A missing
        key counts as a value of its own.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["w", "w", "m"], "age": ["16-24", "16-24", "65+"]})
    >>> k_anonymity(people, ["sex", "age"]).tolist()
    [2, 2, 1]
    """
    names = [keys] if isinstance(keys, str) else list(keys)
    if not names:
        raise ValueError("keys: expected at least one column")
    checks.columns(table, names, "table")
    groups = table.groupby(names, dropna=False, sort=False)
    return groups[names[0]].transform("size").astype(int).rename("k")


def donut_mask(points, inner: float, outer: float, rng) -> np.ndarray:
    """Move each point by a random way: at least `inner`, at most `outer` metres.

    The new point is uniform over the ring's area: with u uniform from 0 to 1, the distance is
    sqrt(inner**2 + u (outer**2 - inner**2)), and every direction is equally likely.

    Parameters
    ----------
    points : array or DataFrame, shape (n, 2)
        Metres east, metres north.
    inner, outer : float
        Radii of the ring in metres, 0 <= inner < outer.
    rng : numpy.random.Generator
        Keep the seed secret: who has it can undo the mask.

    Returns
    -------
    array, shape (n, 2)

    Notes
    -----
    Hampton et al. 2010, American Journal of Epidemiology 172(9):1062-1069,
    doi 10.1093/aje/kwq248. Where few people live the ring must be wider: see `spatial_k`.

    Examples
    --------
    >>> moved = donut_mask([[0, 0]] * 1000, inner=50, outer=150, rng=np.random.default_rng(1))
    >>> distance = np.hypot(*moved.T)
    >>> bool(distance.min() >= 50 and distance.max() <= 150)
    True
    """
    where = checks.points(points, "points")
    least = checks.number(inner, "inner")
    most = checks.number(outer, "outer", positive=True)
    if least >= most:
        raise ValueError(f"inner: expected less than outer = {most:g}, received {least:g}")
    rng = checks.generator(rng)
    distance = np.sqrt(rng.uniform(least**2, most**2, len(where)))
    angle = rng.uniform(0, 2 * np.pi, len(where))
    return where + (distance * [np.cos(angle), np.sin(angle)]).T


def spatial_k(points, masked, homes) -> np.ndarray:
    """How many homes lie at least as close to each masked point as the true one does.

    Parameters
    ----------
    points, masked : array or DataFrame, shape (n, 2)
        True and published places, row by row.
    homes : array or DataFrame, shape (m, 2)
        All homes that could be meant, the true ones included.

    Returns
    -------
    array of int, shape (n,)
        1: the nearest home to the published point is the true one.

    Examples
    --------
    >>> homes = [[0, 0], [30, 0], [60, 0], [500, 0]]
    >>> spatial_k([[0, 0]], [[50, 0]], homes).tolist()
    [3]
    """
    true, public = checks.points(points, "points"), checks.points(masked, "masked")
    if true.shape != public.shape:
        raise ValueError(f"masked: expected {len(true)} points, received {len(public)}")
    moved = np.hypot(*(public - true).T)
    number = np.zeros(len(true), dtype=int)
    around = checks.points(homes, "homes")
    for i, _, distance in pair_blocks(public, around, max(moved.max(), 1e-3)):
        number += np.bincount(i[distance <= moved[i]], minlength=len(true))
    return number
