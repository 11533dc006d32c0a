"""Time profiles: how an offence spreads over days and hours before darkness acts on it."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from .parameters import Crime, Offence
from .sky import Sky


@cache
def _profiles() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).with_name("time_profiles.csv"))


def profile(offence: Offence, unit: str, crime: Crime) -> np.ndarray:
    """The target profile by "hour" (24 values) or "weekday" (7, Monday first); adds up to 1.

    In the hours that the source fills by default (midnight, noon) the mean of the two hours
    beside stands instead.
    """
    table = _profiles()
    name = offence.profile or offence.name
    rows = table[(table["offence"] == name) & (table["unit"] == unit)].sort_values("value")
    if rows.empty:
        raise ValueError(
            f"{name}: no {unit} profile in time_profiles.csv. Set the offence's `profile` to "
            f"one of {sorted(table['offence'].unique())}."
        )
    values = rows["percent"].to_numpy(dtype=float).copy()
    if unit == "hour" and rows["source"].iloc[0].startswith("Vancouver"):
        beside = (np.roll(values, 1) + np.roll(values, -1)) / 2
        hours = list(crime.default_hours)
        values[hours] = beside[hours]
    return values / values.sum()


def day_weights(offence: Offence, crime: Crime, days: pd.DatetimeIndex) -> np.ndarray:
    """Relative number of offences by day, mean 1: weekday times season, shape (days,)."""
    weekday = profile(offence, "weekday", crime)[days.day_of_week] * 7
    season = 1 + offence.summer * np.cos(2 * np.pi * (days.day_of_year - 196) / 365.25)
    weight = weekday * np.asarray(season)
    return weight / weight.mean()


def hour_weights(
    offence: Offence, crime: Crime, days: np.ndarray, sky: Sky, darkness: float
) -> tuple[np.ndarray, float]:
    """Hourly weights by daylight, such that darkness brings the profile back to its target.

    The rate at hour h of day d is ``day[d] * hour[h] * darkness`` in the dark and without the last
    factor in the light. It is not scaled again day by day, so the odds ratio of a case hour and a
    control hour recovers `darkness` itself.

    Returns
    -------
    hour : array, shape (24,)
        Adds up to 1.
    mean_factor : float
        Mean darkness factor over the period, weighted by the rate.
    """
    target = profile(offence, "hour", crime)
    factor = 1 + (darkness - 1) * sky.dark_share()
    by_hour = (days[:, None] * factor).mean(axis=0)
    hour = target / by_hour
    hour = hour / hour.sum()
    return hour, float((hour * by_hour).sum())
