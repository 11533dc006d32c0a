"""Darkness, outages and relighting, found again."""

import numpy as np
import pandas as pd

from ...measures import Estimate, light_condition, odds_ratio, rate_ratio
from ...measures.near import neighbours_of, pairs_within
from ..spans import HORIZON

WEEK = 7 * 1440  # minutes
CASE_HOUR = 18
CONTROL_HOURS = (14, 15, 21, 22)
NIGHT_OUTAGE_OFFENCES = ("street_robbery", "theft_from_vehicle", "theft_of_vehicle")
PROPERTY_OFFENCES = (
    "theft_from_person",
    "theft_from_vehicle",
    "theft_of_vehicle",
    "bicycle_theft",
    "residential_burglary",
    "commercial_burglary",
    "vandalism",
)


def darkness(
    incidents: pd.DataFrame, sun: pd.DataFrame, offences, settings=("street", "vehicle")
) -> Estimate:
    """Case-control-hour odds ratio of darkness.

    The case hour starts at 18:00: dark in winter, light in summer. Control hours are always light
    (14, 15) or always dark (21, 22). A control incident counts as dark if the same minute of the
    case hour was dark on that date; twilight is left out.
    """
    chosen = incidents["offence"].isin(offences) & incidents["setting"].isin(settings)
    when = pd.to_datetime(incidents.loc[chosen, "occurred_at"])
    hour = when.dt.hour
    case = light_condition(when[hour == CASE_HOUR], sun)
    shifted = when + pd.to_timedelta(CASE_HOUR - hour, unit="h")
    control = light_condition(shifted[hour.isin(CONTROL_HOURS)], sun)
    return odds_ratio(
        *(int((group == name).sum()) for group in (case, control) for name in ("dark", "light"))
    )


def outages_next_door(
    incidents: pd.DataFrame,
    tickets: pd.DataFrame,
    streets: pd.DataFrame,
    sun: pd.DataFrame,
    offences=NIGHT_OUTAGE_OFFENCES,
    near_m: float = 100.0,
    windows: int = 3,
    next_door: bool = True,
) -> Estimate:
    """Rate of incidents after dark near whole-street outages, against the same streets' own weeks.

    The time from the report to the repair is compared with the same hours of the same street some
    weeks before and after. The step between windows is in whole weeks and no shorter than the
    outage, so that no window falls into it.

    Parameters
    ----------
    windows : int
        Windows before, and as many after.
    next_door : bool
        Streets whose midpoints lie within `near_m` of the dark street's (True), or the dark street
        itself (False).
    """
    out = tickets[(tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")]
    number = pd.Series(np.arange(len(streets)), index=streets["street_id"])
    origin = pd.Timestamp("2000-01-01", tz="UTC")
    start, end = (_minutes(pd.to_datetime(out[c]), origin) for c in ("reported_at", "closed_at"))
    place = out["street_id"].map(number).to_numpy()
    if next_door:
        x = (streets["x1_m"] + streets["x2_m"]) / 2
        y = (streets["y1_m"] + streets["y2_m"]) / 2
        row, place = neighbours_of(place, pairs_within(x, y, near_m))
        start, end = start[row], end[row]

    when = pd.to_datetime(incidents["occurred_at"])
    chosen = incidents["offence"].isin(offences) & (light_condition(when, sun) == "dark")
    street = incidents.loc[chosen, "street_id"].map(number).to_numpy()
    minute = _minutes(when[chosen], origin)
    first, last = _minutes(pd.to_datetime(sun["dawn"].iloc[[0, -1]]), origin)
    step = np.ceil((end - start) / WEEK).astype(int) * WEEK
    events, exposure = 0, 0
    for times in [k for k in range(-windows, windows + 1) if k]:
        shift = times * step
        known = (start + shift >= first) & (end + shift <= last)
        events += _events((place, start + shift, end + shift), known, street, minute)
        exposure += (end - start)[known].sum()
    during = _events((place, start, end), np.ones(len(place), bool), street, minute)
    return rate_ratio(during, float((end - start).sum()), events, float(exposure))


def before_after(
    incidents: pd.DataFrame,
    sun: pd.DataFrame,
    treated,
    control,
    before: tuple[str, str],
    after: tuple[str, str],
    offences=PROPERTY_OFFENCES,
    light: str = "dark",
) -> Estimate:
    """Difference in differences on the log scale: the change of treated over the change of control.

    Parameters
    ----------
    treated, control : lists of street_id
    before, after : pairs of dates, first day and the day after the last

    Returns
    -------
    Estimate
        (after / before in treated) / (after / before in control), with a Poisson interval.
    """
    when = pd.to_datetime(incidents["occurred_at"])
    chosen = incidents["offence"].isin(offences) & (light_condition(when, sun) == light)
    street, when = incidents.loc[chosen, "street_id"], when[chosen]
    zone = when.dt.tz

    def count(streets, span):
        first, last = (pd.Timestamp(day, tz=zone) for day in span)
        return int((street.isin(streets) & (when >= first) & (when < last)).sum())

    return odds_ratio(
        count(treated, after), count(treated, before), count(control, after), count(control, before)
    )


def _minutes(times: pd.Series, origin) -> np.ndarray:
    return ((times - origin) // pd.Timedelta(minutes=1)).to_numpy()


def _events(spans, known, street, minute) -> int:
    """How many incidents fall in the known spans of their street; overlaps count twice."""
    place, start, end = (part[known].astype(np.int64) for part in spans)
    key = np.sort(street.astype(np.int64) * HORIZON + minute)
    base = place * HORIZON
    return int((np.searchsorted(key, base + end) - np.searchsorted(key, base + start)).sum())
