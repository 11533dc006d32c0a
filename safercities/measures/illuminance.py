"""Mean, minimum and uniformity of measured illuminance."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from .checks import columns, numbers


class Illuminance(NamedTuple):
    """Mean and minimum in lux, and uniformity = minimum / mean (0 to 1)."""

    mean: float
    minimum: float
    uniformity: float


def mean_min_uniformity(lux) -> Illuminance:
    """Mean, minimum and uniformity of the readings on one grid.

    Uniformity is minimum / mean. It is missing (nan) where every reading is 0.

    Parameters
    ----------
    lux : array-like, shape (n,)
        Readings in lux, one a grid point, at least one.

    Returns
    -------
    Illuminance

    Raises
    ------
    ValueError
        If there is no reading, or one is missing or negative.

    Examples
    --------
    >>> mean_min_uniformity([9, 4, 2, 4, 6])
    Illuminance(mean=5.0, minimum=2.0, uniformity=0.4)
    """
    readings = numbers(lux, "lux").ravel()
    if readings.size == 0:
        raise ValueError("lux: expected at least one reading, received none")
    mean, minimum = float(readings.mean()), float(readings.min())
    return Illuminance(mean, minimum, minimum / mean if mean > 0 else float("nan"))


def street_light(survey: pd.DataFrame, value: str = "horizontal_lx") -> pd.DataFrame:
    """Mean, minimum and uniformity of the light on each surveyed street.

    Parameters
    ----------
    survey : DataFrame
        One row a grid point, with columns street_id and `value`. Points without a reading are
        not counted; a street without any reading is left out.
    value : str
        The column with the readings in lux.

    Returns
    -------
    DataFrame
        Indexed by street_id: mean_lx, min_lx, uniformity (nan where the mean is 0), points
        (readings used).

    Raises
    ------
    ValueError
        If a column is not found, or a reading is negative.
    """
    columns(survey, ["street_id", value], "survey")
    measured = survey[["street_id", value]].dropna()
    numbers(measured[value], value)
    by_street = measured.groupby("street_id")[value]
    light = by_street.agg(mean_lx="mean", min_lx="min", points="count")
    light["uniformity"] = light["min_lx"] / light["mean_lx"].where(light["mean_lx"] > 0, np.nan)
    return light[["mean_lx", "min_lx", "uniformity", "points"]]
