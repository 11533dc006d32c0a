"""Sun and clock: minutes since the first day, and which of them are dark."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ..measures import sun_times
from .parameters import Parameters, Place

DAY = 1440  # minutes


@dataclass(frozen=True)
class Sky:
    """Dawn and dusk of each day in minutes after midnight, shape (days,)."""

    first_day: date
    offset_hours: int
    dawn: np.ndarray
    dusk: np.ndarray

    @property
    def days(self) -> int:
        return len(self.dawn)

    def is_dark(self, minute: np.ndarray) -> np.ndarray:
        """Whether the sun is more than 6 degrees below the horizon at these minutes."""
        day, clock = np.divmod(minute, DAY)
        return (clock < self.dawn[day]) | (clock >= self.dusk[day])

    def dark_share(self) -> np.ndarray:
        """Share of each hour that is dark, shape (days, 24)."""
        start = np.arange(24)[None, :] * 60.0
        morning = np.clip((self.dawn[:, None] - start) / 60, 0, 1)
        evening = np.clip((start + 60 - self.dusk[:, None]) / 60, 0, 1)
        return np.clip(morning + evening, 0, 1)


def days_of(place: Place) -> pd.DatetimeIndex:
    """All days of the period."""
    first = pd.Timestamp(place.first_day)
    return pd.date_range(first, first + pd.DateOffset(years=place.years), inclusive="left")


def sun_table(parameters: Parameters) -> pd.DataFrame:
    """The table sun_times for the period; see `safercities.measures.sun_times`."""
    place = parameters.place
    return sun_times(days_of(place), place.latitude, place.longitude, place.utc_offset_hours)


def sun_of_other_years(table: pd.DataFrame, place: Place) -> pd.DataFrame:
    """The sun table of another period at the same place: each day as on that date of a known year.

    From year to year dawn and dusk of a date move by less than a minute and a half. This needs no
    astronomy, so that a plan can be simulated where the package astral is missing.
    """
    known = table.assign(key=table["date"].dt.strftime("%m-%d")).drop_duplicates("key")
    days = days_of(place)
    key = pd.Series(days.strftime("%m-%d")).where(lambda k: k.isin(known["key"]), "02-28")
    rows = known.set_index("key").loc[key].reset_index(drop=True)
    shift = pd.Series(days) - rows["date"]
    for event in ("dawn", "sunrise", "sunset", "dusk"):
        rows[event] = rows[event] + shift
    return rows.assign(date=days)


def sky_of(parameters: Parameters, table: pd.DataFrame) -> Sky:
    """The sky from a table with the columns dawn and dusk (local times)."""
    dawn, dusk = (_clock_minutes(table[column]) for column in ("dawn", "dusk"))
    place = parameters.place
    return Sky(place.first_day, place.utc_offset_hours, dawn, dusk)


def _clock_minutes(times: pd.Series) -> np.ndarray:
    """Minutes after local midnight, with seconds as a fraction."""
    clock = times.dt
    return (clock.hour * 60 + clock.minute + clock.second / 60).to_numpy()


def minute_of(day: date, place: Place) -> int:
    """Minutes from the start of the period to the start of `day`."""
    return (day - place.first_day).days * DAY


def local_times(minute: np.ndarray, place: Place) -> np.ndarray:
    """Minutes since the start as text: ISO 8601 with the offset; blank for negative minutes."""
    minute = np.asarray(minute)
    start = np.datetime64(place.first_day, "s")
    text = np.datetime_as_string(start + np.maximum(minute, 0).astype("timedelta64[m]"), unit="s")
    sign = "+" if place.utc_offset_hours >= 0 else "-"
    text = np.char.add(text, f"{sign}{abs(place.utc_offset_hours):02d}:00")
    return np.where(minute < 0, "", text)
