"""Intervals that fail on purpose, because the course teaches why, and what mends each."""

import numpy as np
import pandas as pd

from ...measures import Estimate, light_condition, rate_ratio, wilson_interval
from .. import recover, tables
from ..simulate import City
from .headline import AFTER, BEFORE, Row, lux_census, street_groups

DARK_SPOT_LX = 0.5
OFFENCE = "theft_from_vehicle"


def lessons(city: City) -> list[Row]:
    """All lessons of one city, each followed by its remedy."""
    return [*two_halves(city), *dark_points(city), *naive_relighting(city)]


def two_halves(city: City) -> list[Row]:
    """Every other street against the rest: the true ratio of rates per kilometre is 1.

    Incidents pile up on a few streets, so the total of a group of streets varies far more than a
    Poisson count. The remedy takes the street as the unit.
    """
    streets = tables.streets(city)
    incidents = tables.incidents(city)
    chosen = incidents.loc[incidents["offence"] == OFFENCE, "street_id"]
    count = chosen.value_counts().reindex(streets["street_id"], fill_value=0).to_numpy()
    km = streets["length_m"].to_numpy() / 1000
    halves = [(count[start::2], km[start::2]) for start in (0, 1)]
    (a, km_a), (b, km_b) = halves
    poisson = rate_ratio(int(a.sum()), km_a.sum(), int(b.sum()), km_b.sum())
    spread = sum(_relative_variance(y, x) for y, x in halves) ** 0.5
    ends = np.exp(np.log(poisson.value) + np.array([-1.96, 1.96]) * spread)
    return [
        Row("two halves: incidents as units", "lesson", 1.0, poisson),
        Row("two halves: streets as units", "remedy", 1.0, Estimate(poisson.value, *ends.tolist())),
    ]


def dark_points(city: City) -> list[Row]:
    """Share of points below 0.5 lx. The points of one street are alike."""
    everywhere = (lux_census(city)["horizontal_lx"] < DARK_SPOT_LX).mean()
    survey = tables.lux_survey(city)
    survey["dark"] = survey["horizontal_lx"] < DARK_SPOT_LX
    street = survey.groupby("street_id").agg(share=("dark", "mean"), weight=("weight", "first"))
    weight = street["weight"] / street["weight"].sum()
    share = float((street["share"] * weight).sum())
    points = wilson_interval(round(share * len(survey)), len(survey))
    half = 1.96 * float(((weight * (street["share"] - share)) ** 2).sum()) ** 0.5
    by_street = Estimate(share, share - half, share + half)
    return [
        Row("dark spots: points as units", "lesson", everywhere, points, False),
        Row("dark spots: streets as units", "remedy", everywhere, by_street, False),
    ]


def naive_relighting(city: City) -> list[Row]:
    """Relit streets before and after, alone. They were chosen because they were bad.

    The remedy is among the headlines: the comparison with streets that wait.
    """
    incidents, sun = tables.incidents(city), tables.sun_times(city)
    when = pd.to_datetime(incidents["occurred_at"])
    chosen = incidents["offence"].isin(recover.PROPERTY_OFFENCES)
    chosen &= light_condition(when, sun) == "dark"
    chosen &= incidents["street_id"].isin(street_groups(city)["done"])
    day = incidents.loc[chosen, "occurred_at"].str[:10]
    before, after = (int(((day >= a) & (day < b)).sum()) for a, b in (BEFORE, AFTER))
    found = rate_ratio(after, 1.0, before, 1.0)
    truth = city.parameters.effects.relit
    return [Row("relighting: no comparison", "lesson", truth, found)]


def _relative_variance(count, km) -> float:
    """Variance of log(sum of counts / sum of km), with the streets as independent units."""
    off = count - count.sum() / km.sum() * km
    return float((off**2).sum() / count.sum() ** 2)
