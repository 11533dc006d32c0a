"""Reading columns of dates and times, with errors that name the row."""

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype


def moments(values, name: str) -> pd.Series:
    """Return `values` as a Series of datetimes; blanks become missing (NaT).

    Parameters
    ----------
    values : Series or list of str or datetime
        ISO 8601 times, all with one offset from UTC or all without.
    name : str
        The column's name, for the error message.

    Raises
    ------
    ValueError
        If a value is not a time, or the offsets are mixed.
    """
    series = values if isinstance(values, pd.Series) else pd.Series(values, dtype=object)
    if is_datetime64_any_dtype(series):
        return series.rename(name)
    if is_numeric_dtype(series) and series.notna().any():
        raise ValueError(f"{name}: expected ISO 8601 times, received numbers ({series.dtype})")
    try:
        # Blanks alone would be read as numbers without the cast.
        read = pd.to_datetime(series.astype(object), format="ISO8601").rename(name)
    except ValueError as error:
        raise ValueError(_what_is_wrong(series, name)) from error
    if not is_datetime64_any_dtype(read):  # pandas 2 reads mixed offsets into plain objects
        raise ValueError(_what_is_wrong(series, name))
    return read


def same_clock(first: pd.Series, second: pd.Series) -> None:
    """Raise if one Series of times has an offset from UTC and the other has none."""
    if first.isna().all() or second.isna().all():
        return
    if (first.dt.tz is None) != (second.dt.tz is None):
        without, other = (first, second) if first.dt.tz is None else (second, first)
        raise ValueError(
            f"{without.name} has no offset from UTC but {other.name} has one, so they cannot be "
            "compared. Give both an offset, for example with .dt.tz_localize('UTC+09:00')."
        )


def _what_is_wrong(series: pd.Series, name: str) -> str:
    """Say which value of a column of times cannot be read, or that offsets are mixed."""
    read = pd.to_datetime(series.astype(object), format="ISO8601", errors="coerce", utc=True)
    unread = series[read.isna() & series.notna() & (series != "")]
    if len(unread):
        return (
            f"{name}: expected ISO 8601 times such as 2024-03-01T21:40:00+09:00, received "
            f"{unread.iloc[0]!r} in row {unread.index[0]} ({len(unread)} such rows)"
        )
    return (
        f"{name}: the times have different offsets from UTC. Bring them to one clock first: "
        "pd.to_datetime(column, utc=True).dt.tz_convert('UTC+09:00')."
    )
