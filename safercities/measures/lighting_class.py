"""Lighting classes P1 to P6 for streets where people walk (EN 13201-2:2015)."""

import numpy as np
import pandas as pd

from .checks import numbers

P_CLASSES = pd.DataFrame(
    {"mean_lx": [15, 10, 7.5, 5, 3, 2], "min_lx": [3, 2, 1.5, 1, 0.6, 0.4]},
    index=pd.Index(["P1", "P2", "P3", "P4", "P5", "P6"], name="lighting_class"),
)
"""Least maintained mean and least minimum of horizontal illuminance, in lux, for each class."""

BELOW = "below P6"


def lighting_class(mean_lx, min_lx):
    """Best class of EN 13201-2:2015 whose mean and minimum a street both reaches.

    Parameters
    ----------
    mean_lx, min_lx : scalar, array or Series, same shape
        Mean and minimum horizontal illuminance of the street in lux.

    Returns
    -------
    str, array of str, or Series of str
        "P1" (brightest) to "P6", or "below P6". A Series keeps the index of `mean_lx`.

    Raises
    ------
    ValueError
        If the shapes differ, a value is missing or negative, or a minimum is above its mean.

    Examples
    --------
    >>> lighting_class(6.0, 1.2)
    'P4'
    >>> lighting_class(6.0, 0.7)
    'P5'
    """
    mean, minimum = numbers(mean_lx, "mean_lx"), numbers(min_lx, "min_lx")
    if mean.shape != minimum.shape:
        raise ValueError(
            f"min_lx: expected the shape of mean_lx {mean.shape}, received {minimum.shape}"
        )
    both_series = isinstance(mean_lx, pd.Series) and isinstance(min_lx, pd.Series)
    if both_series and not mean_lx.index.equals(min_lx.index):
        raise ValueError("mean_lx, min_lx: expected the same index, received two")
    # Equal readings have a mean that can differ from their minimum in the last digit.
    if (minimum > mean * (1 + 1e-9)).any():
        raise ValueError("min_lx: a minimum is above its mean; were the two swapped?")
    reached = [
        (mean >= least.mean_lx) & (minimum >= least.min_lx) for least in P_CLASSES.itertuples()
    ]
    names = np.select(reached, list(P_CLASSES.index), default=BELOW)
    if isinstance(mean_lx, pd.Series):
        return pd.Series(names, index=mean_lx.index, name="lighting_class")
    return names if names.ndim else str(names)
