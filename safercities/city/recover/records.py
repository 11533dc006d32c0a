"""Near repeats, yearly change, and a clean table from the police export, found again."""

import numpy as np
import pandas as pd

from ...measures import Estimate, Knox, clean_dates, knox_test, rate_ratio
from ..raw import WORDING


def knox(
    incidents: pd.DataFrame,
    offence: str,
    metres: float = 200.0,
    days: float = 14.0,
    simulations: int = 999,
    seed: int = 1,
) -> Knox:
    """Knox test of the near repeats of one offence."""
    chosen = incidents[incidents["offence"] == offence]
    when = pd.to_datetime(chosen["occurred_at"])
    day = (when - when.min()) / pd.Timedelta(days=1)
    rng = np.random.default_rng(seed)
    return knox_test(chosen[["x_m", "y_m"]], day, metres, days, rng, simulations)


def yearly_ratio(
    incidents: pd.DataFrame, offence: str, before: tuple[str, str], after: tuple[str, str]
) -> Estimate:
    """Rate of an offence in one span of days over the rate in another."""
    when = pd.to_datetime(incidents.loc[incidents["offence"] == offence, "occurred_at"])

    def count_and_days(span):
        first, last = (pd.Timestamp(day, tz=when.dt.tz) for day in span)
        return int(((when >= first) & (when < last)).sum()), (last - first).days

    return rate_ratio(*count_and_days(after), *count_and_days(before))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """A clean table from the police export.

    Dates become one calendar, words one name an offence. Cases sent twice, and events entered
    twice under another number, stay once. Positions that occur too often to be true (the police
    station), are 0, 0 or swapped become missing. Hours of 00:00 and 12:00 sharp are marked.

    Returns
    -------
    DataFrame
        case_no, offence, from_day, from_time, until_day, until_time, place, district, x, y,
        default_hour (True where the hour may be filled in).
    """
    table = raw.drop_duplicates().copy()
    for name in ("from", "until"):
        table[f"{name}_day"] = clean_dates(table.pop(f"{name}_date"))
    table["reported"] = clean_dates(table["reported"])
    words = {word: name for name, spellings in WORDING.items() for word in spellings}
    table["offence"] = table["offence"].map(words)
    same = ["offence", "from_day", "from_time", "until_day", "until_time", "place", "x", "y"]
    table = table.drop_duplicates(same)
    position = table.groupby(["x", "y"])["case_no"].transform("size")
    swapped = table["x"] > table["y"]
    table[["x", "y"]] = np.where(
        swapped.to_numpy()[:, None], table[["y", "x"]], table[["x", "y"]]
    ).astype(float)
    wrong = (position > 20) | (table["x"] == 0)
    table.loc[wrong, ["x", "y"]] = np.nan
    table["default_hour"] = table["from_time"].isin(["00:00", "12:00"])
    return table.reset_index(drop=True)
