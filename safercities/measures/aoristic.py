"""The clock of an offence when its time is known only from ... until."""

import numpy as np
import pandas as pd

from .moments import moments, same_clock

HOURS = np.arange(24)


def aoristic_weights(start, end) -> np.ndarray:
    """Share of each event's time window that falls into each hour of the day.

    An event that happened at some time between `start` and `end` counts in each hour with the
    part of its window that lies in this hour, to the exact second. 08:00 to 16:00 gives eight
    hours 0.125 each. A window longer than a day runs over the clock more than once; its parts
    add up, so that 24 or 48 hours give each hour 1/24.

    Parameters
    ----------
    start, end : Series or list of time, length n
        First and last possible time, on the local clock. Where `end` is missing or equal to
        `start` the time is known, and its hour has weight 1.

    Returns
    -------
    array, shape (n, 24)
        Rows add up to 1; column 0 is the hour from 00:00.

    Raises
    ------
    ValueError
        If a start is missing, or an end comes before its start; the message names the row.

    Notes
    -----
    Ratcliffe and McCullagh 1998, International Journal of Geographical Information Science
    12(7):751-764, doi 10.1080/136588198241644. The method takes every moment of the window as
    equally likely.

    Examples
    --------
    >>> weights = aoristic_weights(["2024-03-01T08:00"], ["2024-03-01T16:00"])
    >>> float(weights[0, 8]), float(weights[0, 15]), float(weights[0, 16])
    (0.125, 0.125, 0.0)
    """
    first, last = moments(start, "start"), moments(end, "end")
    same_clock(first, last)
    first, last = _seconds(first), _seconds(last)
    if len(first) != len(last):
        raise ValueError(f"end: expected {len(first)} times as in `start`, received {len(last)}")
    if np.isnan(first.to_numpy()).any():
        raise ValueError(f"start: the time in row {first.index[first.isna()][0]} is missing")
    begin = first.to_numpy()
    until = np.where(np.isnan(last.to_numpy()), begin, last.to_numpy())
    if (until < begin).any():
        raise ValueError(f"end: row {first.index[until < begin][0]} ends before it starts")
    length = (until - begin)[:, None]
    known = (begin % 86_400 // 3600)[:, None] == HOURS
    within = _seconds_by_hour(until) - _seconds_by_hour(begin)
    return np.where(length > 0, within / np.where(length > 0, length, 1), known)


def hourly_profile(start, end=None) -> pd.Series:
    """Expected number of events in each hour of the day.

    Parameters
    ----------
    start, end
        As in `aoristic_weights`; without `end` all times are taken as known.

    Returns
    -------
    Series, length 24
        Index hour, 0 to 23; adds up to the number of events.

    Examples
    --------
    >>> hourly_profile(["2024-03-01T22:30"], ["2024-03-02T00:30"]).loc[[22, 23, 0]].tolist()
    [0.25, 0.5, 0.25]
    """
    weights = aoristic_weights(start, start if end is None else end)
    return pd.Series(weights.sum(axis=0), index=pd.Index(HOURS, name="hour"), name="events")


def _seconds(when: pd.Series) -> pd.Series:
    """Seconds on the local clock since 1970, nan where missing."""
    if when.isna().all():
        return pd.Series(np.nan, index=when.index)
    local = when.dt.tz_localize(None)
    return (local - pd.Timestamp("1970-01-01")) / pd.Timedelta(seconds=1)


def _seconds_by_hour(until: np.ndarray) -> np.ndarray:
    """Seconds from 1970 until each moment that fell into each hour of the day, shape (n, 24)."""
    days, rest = np.divmod(until[:, None], 86_400)
    return days * 3600 + np.clip(rest - 3600 * HOURS, 0, 3600)
