"""Near repeats, yearly change, and a clean table from the police export, found again."""

import numpy as np
import pandas as pd

from ...measures import Estimate, rate_ratio
from ...measures.near import pairs_within
from ..raw import BUDDHIST_ERA, WORDING


def knox(
    incidents: pd.DataFrame,
    offence: str,
    metres: float = 200.0,
    days: float = 14.0,
    permutations: int = 99,
    seed: int = 1,
) -> tuple[float, float]:
    """Knox test of near repeats by permuting dates.

    Returns
    -------
    ratio : float
        Pairs close in space and time, over their mean when dates are permuted.
    p : float
        (1 + permutations with as many pairs) / (1 + permutations).
    """
    chosen = incidents[incidents["offence"] == offence]
    when = pd.to_datetime(chosen["occurred_at"])
    day = ((when - when.min()) / pd.Timedelta(days=1)).to_numpy()
    i, j = pairs_within(chosen["x_m"], chosen["y_m"], metres)
    i, j = i[i < j], j[i < j]
    rng = np.random.default_rng(seed)

    def close(times):
        return int((np.abs(times[i] - times[j]) <= days).sum())

    observed = close(day)
    by_chance = np.array([close(rng.permutation(day)) for _ in range(permutations)])
    p = (1 + (by_chance >= observed).sum()) / (1 + permutations)
    return observed / by_chance.mean(), float(p)


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
        table[f"{name}_day"] = parsed_days(table.pop(f"{name}_date"))
    table["reported"] = parsed_days(table["reported"])
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


def parsed_days(text: pd.Series) -> pd.Series:
    """Days from 2024-03-01, 01/03/2024 or 01/03/2567 (Buddhist era); blank is missing."""
    parts = text.str.extract(r"^(?P<a>\d+)[-/](?P<m>\d+)[-/](?P<b>\d+)$").astype(float)
    iso = parts["a"] > 31
    year = parts["a"].where(iso, parts["b"])
    day = parts["b"].where(iso, parts["a"])
    year = year.where(year < 2400, year - BUDDHIST_ERA)
    return pd.to_datetime(pd.DataFrame({"year": year, "month": parts["m"], "day": day}))
