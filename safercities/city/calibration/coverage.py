"""Simulate many cities and count how often each interval covers the truth."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
import pandas as pd

from ...measures import wilson_interval
from ..parameters import Parameters
from ..scale import scaled
from ..simulate import simulate
from .headline import headline
from .lessons import lessons
from .rows import Records


def one_city(seed: int, parameters: Parameters) -> pd.DataFrame:
    """All estimates of one city: the columns of `Row`, then value, low, high and seed."""
    city = simulate(parameters, seed)
    records = Records(city)
    rows = pd.DataFrame([*headline(records), *lessons(records)])
    ends = pd.DataFrame(rows.pop("estimate").tolist(), columns=["value", "low", "high"])
    return pd.concat([rows, ends], axis=1).assign(seed=seed)


def run(
    seeds: Iterable[int],
    scale: float = 1.0,
    processes: int = 1,
    parameters: Parameters | None = None,
) -> Iterator[pd.DataFrame]:
    """The estimates of one city after the other.

    Parameters
    ----------
    seeds : whole numbers, one a city
    scale : float
        Size of each city; 1 is Lantern Bay's own.
    processes : int
        1 works in this process.
    """
    of_seed = partial(one_city, parameters=scaled(parameters or Parameters(), scale))
    if processes == 1:
        yield from map(of_seed, seeds)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(of_seed, seeds)


def covered(estimates: pd.DataFrame) -> pd.Series:
    """Whether each interval covers its truth."""
    return (estimates["low"] <= estimates["truth"]) & (estimates["truth"] <= estimates["high"])


def summary(estimates: pd.DataFrame) -> pd.DataFrame:
    """One row an estimate, in the order in which they first occur.

    Returns
    -------
    DataFrame
        name, group, note, cities, truth (mean over cities), mean (of the values; geometric for
        ratios), bias (mean error in standard deviations of the estimate), width (mean interval
        width over that of a perfect one, 2 * 1.96 standard deviations), covered (share of cities),
        low and high (its Wilson interval), monte_carlo_error (standard error of the share).
    """
    keys = ["name", "group", "note"]
    return pd.DataFrame(
        dict(zip(keys, key, strict=True)) | _counts(part)
        for key, part in estimates.groupby(keys, sort=False)
    )


def _counts(part: pd.DataFrame) -> dict:
    ratio = bool(part["ratio"].iloc[0])
    truth, value, low, high = (
        np.log(part[c].clip(lower=1e-9)) if ratio else part[c]
        for c in ("truth", "value", "low", "high")
    )
    error = value - truth
    spread = error.std()
    hits, cities = int(covered(part).sum()), len(part)
    share = wilson_interval(hits, cities)
    return {
        "cities": cities,
        "truth": part["truth"].mean(),
        "mean": float(np.exp(value.mean())) if ratio else value.mean(),
        "bias": error.mean() / spread,
        "width": (high - low).mean() / (2 * 1.96 * spread),
        "covered": share.value,
        "low": share.low,
        "high": share.high,
        "monte_carlo_error": (share.value * (1 - share.value) / cities) ** 0.5,
    }
