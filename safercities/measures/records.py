"""Checks and repairs of records as they were sent: default times and mixed dates."""

import re

import pandas as pd

from . import checks
from .estimate import Estimate, normal_quantile
from .moments import moments

BUDDHIST_ERA = 543  # years ahead of the common era
FIRST_BUDDHIST_YEAR = 2400
PARTS = {"%Y": r"(?P<year>\d{4})", "%m": r"(?P<month>\d{1,2})", "%d": r"(?P<day>\d{1,2})"}


def default_time_share(times, clock: str = "00:00", level: float = 0.95) -> Estimate:
    """Share of records that stand at one time of day beyond what is to be expected there.

    A system that needs an hour fills in 00:00 or 12:00 when nobody knows it. People round to
    full and half hours too, so the number at this time is compared with the same minute of the
    hour before and of the hour after:

        excess = (at - (before + after) / 2) / all
        interval = excess -+ z sqrt(at + (before + after) / 4) / all

    Parameters
    ----------
    times : Series or list
        Times (datetimes or ISO 8601 text), or clock times as text such as "23:30"; missing
        values are left out.
    clock : str
        The time of day to test, as hours and minutes.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Estimate
        Share of all records; about 0 where nothing is filled in.

    Examples
    --------
    >>> times = ["00:00"] * 30 + ["23:00"] * 10 + ["01:00"] * 10 + ["09:10"] * 50
    >>> [round(end, 2) for end in default_time_share(times)]
    [0.2, 0.08, 0.32]
    """
    minute = _minute_of_day(times)
    asked = int(_minute_of_day([clock]).iloc[0])
    if minute.empty:
        raise ValueError("times: expected at least one time")
    at, before, after = (int((minute == (asked + step) % 1440).sum()) for step in (0, -60, 60))
    excess = at - (before + after) / 2
    half_width = normal_quantile(checks.level(level)) * (at + (before + after) / 4) ** 0.5
    ends = (excess, excess - half_width, excess + half_width)
    return Estimate(*(end / len(minute) for end in ends))


def clean_dates(text, formats=("%Y-%m-%d", "%d/%m/%Y")) -> pd.Series:
    """Dates from text in several formats, Buddhist-era years included.

    A year from 2400 on is of the Buddhist era, 543 years ahead of the common era.

    Parameters
    ----------
    text : Series or list of str
        Blanks and missing values become missing (NaT).
    formats : sequence of str
        Formats to try, with %Y (four digits), %m and %d.

    Returns
    -------
    Series of datetime

    Raises
    ------
    ValueError
        If a text fits no format or is no date, or if two formats read it as different dates;
        the message names the row.

    Examples
    --------
    >>> clean_dates(["2024-03-01", "29/02/2567", ""]).dt.strftime("%d %B %Y").tolist()
    ['01 March 2024', '29 February 2024', nan]
    """
    series = text if isinstance(text, pd.Series) else pd.Series(text, dtype=object)
    stripped = series.astype(object).where(series.notna(), "").astype(str).str.strip()
    dates = pd.Series(pd.NaT, index=series.index, dtype="datetime64[ns]", name=series.name)
    for pattern in formats:
        found = _read(stripped, pattern)
        two = dates.notna() & found.notna() & (dates != found)
        _refuse(stripped[two], "may be more than one date in the formats given")
        dates = dates.fillna(found)
    _refuse(stripped[dates.isna() & (stripped != "")], f"is no date in {', '.join(formats)}")
    return dates


def _minute_of_day(times) -> pd.Series:
    """Minutes since midnight; missing values are dropped."""
    series = times if isinstance(times, pd.Series) else pd.Series(times, dtype=object)
    series = series[series.notna()]
    clock = series.astype(str).str.extract(r"^\s*(\d{1,2}):(\d{2})\s*$").astype(float)
    if len(series) and clock.notna().all(axis=None):
        if ((clock[0] > 23) | (clock[1] > 59)).any():
            raise ValueError("times, clock: expected times of day from 00:00 to 23:59")
        return clock[0] * 60 + clock[1]
    when = moments(series, "times").dropna()
    return when.dt.hour * 60 + when.dt.minute if len(when) else pd.Series(dtype=float)


def _read(text: pd.Series, pattern: str) -> pd.Series:
    """Dates of those texts that fit one format; the rest is missing."""
    expression = re.escape(pattern).replace(r"\%", "%")
    for part, group in PARTS.items():
        if expression.count(part) != 1:
            raise ValueError(f"formats: expected %Y, %m and %d once each, received {pattern!r}")
        expression = expression.replace(part, group)
    parts = text.str.extract(f"^{expression}$").astype(float)
    buddhist = parts["year"] >= FIRST_BUDDHIST_YEAR
    parts["year"] -= BUDDHIST_ERA * buddhist
    return pd.to_datetime(parts[["year", "month", "day"]], errors="coerce").astype("datetime64[ns]")


def _refuse(texts: pd.Series, problem: str) -> None:
    if len(texts):
        raise ValueError(
            f"text: {texts.iloc[0]!r} in row {texts.index[0]} {problem} ({len(texts)} such rows)"
        )
