"""Sun times of a place, and whether an event happened in darkness."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pandas as pd

from .checks import columns
from .moments import moments, same_clock

TWILIGHT_DEGREES = 6
"""Civil twilight: between sunset and dusk the sun is less than 6 degrees below the horizon."""

_EVENTS = ["dawn", "sunrise", "sunset", "dusk"]


def sun_times(dates, latitude: float, longitude: float, utc_offset_hours: float) -> pd.DataFrame:
    """Dawn, sunrise, sunset and dusk for each date at one place.

    Dawn and dusk are the ends of civil twilight, with the sun 6 degrees below the horizon.
    Needs the package astral, whose formulas these are.

    Parameters
    ----------
    dates : list, Series or DatetimeIndex
        Local dates.
    latitude, longitude : float
        Decimal degrees, north and east positive.
    utc_offset_hours : float
        Offset of the local clock from UTC in hours, the same all year.

    Returns
    -------
    DataFrame
        date (midnight, no offset), dawn, sunrise, sunset, dusk (local times with offset, to the
        second).

    Raises
    ------
    ImportError
        If astral is not installed.
    ValueError
        If a coordinate or date is wrong, or the sun does not rise, set or reach 6 degrees below
        the horizon on a date (far from the equator).
    """
    try:
        import astral  # noqa: F401
    except ImportError as error:
        raise ImportError(
            "sun_times needs the package astral. Install it with: pip install astral. "
            "The course data have the finished table in datasets/sun_times.csv."
        ) from error
    _check_place(latitude, longitude, utc_offset_hours)
    days = moments(pd.Series(list(dates), dtype=object), "dates")
    if days.isna().any():
        raise ValueError("dates: expected dates, received a missing one")
    days = days.dt.tz_localize(None).dt.normalize()
    offset = timedelta(hours=float(utc_offset_hours))
    rows = [_sun_of_day((latitude, longitude), day.to_pydatetime(), offset) for day in days]
    table = pd.DataFrame(rows, columns=_EVENTS)
    for event in _EVENTS:
        table[event] = pd.to_datetime(table[event]).dt.round("s")
    table.insert(0, "date", days.to_numpy())
    return table


def light_condition(times, sun_times_table: pd.DataFrame):
    """Say for each event whether it was dark, twilight or light.

    light: from sunrise to sunset. dark: before dawn or from dusk on (sun more than 6 degrees
    below the horizon). twilight: between.

    Parameters
    ----------
    times : Series or list of times
        When events happened: with an offset from UTC, or without one if the table has none.
    sun_times_table : DataFrame
        date, dawn, sunrise, sunset, dusk, as from `sun_times` or datasets/sun_times.csv.

    Returns
    -------
    Series or array of str
        "dark", "twilight" or "light"; a Series keeps its index.

    Raises
    ------
    ValueError
        If a time is missing in either table, or there is not exactly one row for a local date.
    """
    columns(sun_times_table, ["date", *_EVENTS], "sun_times_table")
    sun = {event: moments(sun_times_table[event], event) for event in _EVENTS}
    unknown = [event for event, moment in sun.items() if moment.isna().any()]
    if unknown:
        raise ValueError(f"sun_times_table: {', '.join(unknown)} has missing times")
    when = moments(times, "times")
    if when.isna().any():
        raise ValueError(
            f"times: {int(when.isna().sum())} of {len(when)} are missing, the first in row "
            f"{when.index[when.isna()][0]}. Drop these events first, and report how many."
        )
    if when.empty:
        when = when.dt.tz_localize(sun["sunset"].dt.tz)
    same_clock(when, sun["sunset"])
    if when.dt.tz is not None and len(sun_times_table):
        when = when.dt.tz_convert(sun["sunset"].dt.tz)
    rows = _row_of_date(when, moments(sun_times_table["date"], "date"))
    at = {event: moment.iloc[rows].array for event, moment in sun.items()}
    now = when.array
    light = (now >= at["sunrise"]) & (now < at["sunset"])
    dark = (now < at["dawn"]) | (now >= at["dusk"])
    names = np.select([light, dark], ["light", "dark"], default="twilight")
    if isinstance(times, pd.Series):
        return pd.Series(names, index=times.index, name="light_condition")
    return names


def _check_place(latitude, longitude, utc_offset_hours) -> None:
    """Raise if a coordinate or the clock is off the globe."""
    for name, value, limit in [
        ("latitude", latitude, 90),
        ("longitude", longitude, 180),
        ("utc_offset_hours", utc_offset_hours, 14),
    ]:
        if not -limit <= value <= limit:
            raise ValueError(f"{name}: expected -{limit} to {limit}, received {value}")


def _sun_of_day(place, date: datetime, offset: timedelta) -> list[datetime]:
    """Dawn, sunrise, sunset and dusk of one local date, on the local clock.

    astral counts events by the date in UTC and misses those near midnight UTC. So the place is
    moved along its circle of latitude by the clock's offset, and time starts at local midnight.
    """
    from astral import Observer, SunDirection, sun

    midnight = date - offset
    moved = Observer(place[0], place[1] - 15 * offset / timedelta(hours=1))

    def event(zenith: float, direction: SunDirection, with_refraction: bool) -> datetime:
        moment = sun.time_of_transit(moved, midnight, zenith, direction, with_refraction)
        start = datetime(midnight.year, midnight.month, midnight.day, tzinfo=UTC)
        return (date + (moment - start)).replace(tzinfo=timezone(offset))

    low, edge = 90 + TWILIGHT_DEGREES, 90 + sun.SUN_APPARENT_RADIUS
    try:
        # Twilight is defined by the sun's true height; sunrise and sunset by the edge that one
        # can see, which the air lifts (refraction).
        return [
            event(low, SunDirection.RISING, with_refraction=False),
            event(edge, SunDirection.RISING, with_refraction=True),
            event(edge, SunDirection.SETTING, with_refraction=True),
            event(low, SunDirection.SETTING, with_refraction=False),
        ]
    except ValueError as error:
        raise ValueError(
            f"{date:%Y-%m-%d} at latitude {place[0]}: the sun does not rise, set or reach "
            f"{TWILIGHT_DEGREES} degrees below the horizon on this date"
        ) from error


def _row_of_date(when: pd.Series, dates: pd.Series) -> np.ndarray:
    """Position in `dates` of each event's own date."""
    again = dates[dates.duplicated()]
    if len(again):
        raise ValueError(f"sun_times_table: two rows for {again.iloc[0]:%Y-%m-%d}")
    days = when.dt.tz_localize(None).dt.normalize()
    rows = pd.Index(dates).get_indexer(days)
    if (rows < 0).any():
        raise ValueError(
            f"sun_times_table: no row for {days[rows < 0].iloc[0]:%Y-%m-%d}. "
            f"It has {len(dates)} dates"
            + (f", {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}." if len(dates) else ".")
        )
    return rows
