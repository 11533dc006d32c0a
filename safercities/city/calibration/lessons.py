"""Intervals that fail, because of how the numbers came about, each with what mends it."""

import numpy as np

from ...measures import Estimate, rate_ratio, street_light, survey_share
from .. import recover
from .headline import AFTER, BEFORE, outage_against_around, watched
from .rows import Records, Row
from .truth import lux_census

OFFENCE = "theft_from_vehicle"
PRIORITY_LX = 3.0  # the course's line for a street that comes first


def lessons(records: Records) -> list[Row]:
    """All lessons of one city, each with its remedy, here or among the headlines."""
    return [
        *two_halves(records),
        *relighting_alone(records),
        *outage_30_days(records),
        *priority_streets(records),
    ]


def two_halves(records: Records) -> list[Row]:
    """Every other street against the rest: the true ratio of rates per kilometre is 1.

    Incidents pile up on a few streets, so the total of a group of streets varies far more than a
    Poisson count. The remedy takes the street as the unit.
    """
    streets = records.streets
    chosen = records.incidents.loc[records.incidents["offence"] == OFFENCE, "street_id"]
    count = chosen.value_counts().reindex(streets["street_id"], fill_value=0).to_numpy()
    km = streets["length_m"].to_numpy() / 1000
    halves = [(count[start::2], km[start::2]) for start in (0, 1)]
    (a, km_a), (b, km_b) = halves
    poisson = rate_ratio(int(a.sum()), km_a.sum(), int(b.sum()), km_b.sum())
    variance = sum(
        float(((y - y.sum() / x.sum() * x) ** 2).sum() / y.sum() ** 2) for y, x in halves
    )
    ends = np.exp(np.log(poisson.value) + np.array([-1.96, 1.96]) * variance**0.5)
    by_street = Estimate(poisson.value, *ends.tolist())
    few = "over-dispersion: incidents crowd on few streets"
    return [
        Row("two halves: incidents as units", 1.0, poisson, "lesson", note=few),
        Row("two halves: streets as units", 1.0, by_street, "remedy"),
    ]


def relighting_alone(records: Records) -> list[Row]:
    """Relit streets before and after, alone: the remedy is `relighting` in the headlines.

    They were chosen because they were bad, and would have had fewer incidents anyway.
    """
    crimes = records.night(recover.PROPERTY_OFFENCES)
    crimes = crimes[crimes["street_id"].isin(records.relighting_sites("done"))]
    day = crimes["occurred_at"].str[:10]
    before, after = (int(((day >= first) & (day < end)).sum()) for first, end in (BEFORE, AFTER))
    found = rate_ratio(after, 1.0, before, 1.0)
    truth = records.city.parameters.effects.relit
    worst = "regression to the mean: sites were chosen because they were bad"
    return [Row("relighting, no comparison: property, night", truth, found, "lesson", note=worst)]


def outage_30_days(records: Records) -> list[Row]:
    """Outages against the 30 days around each: the remedy is `outage, around` in the headlines."""
    truth = records.city.parameters.effects.outage_neighbour
    found = outage_against_around(records, watched(records, next_door=True), days=30.0)
    slow = "long repairs stand on quiet streets, and weigh more only during the outage"
    return [Row("outage, 30 days around: next door", truth, found, "lesson", note=slow)]


def priority_streets(records: Records) -> list[Row]:
    """Share of streets whose mean is below 3 lx, from the stratified lux survey.

    The effective sample size of Kish knows unequal weights but not strata, so its interval is too
    wide. The remedy adds up the variances within strata. It claims nothing for the share of the
    streets that was surveyed, since readings would come out otherwise on another night.
    """
    truth = (street_light(lux_census(records.city))["mean_lx"] < PRIORITY_LX).mean()
    weight = records.lux_survey.groupby("street_id")["weight"].first()
    yes = (street_light(records.lux_survey)["mean_lx"] < PRIORITY_LX).reindex(weight.index)
    simple = survey_share(yes, weight)
    streets = records.city.ground.streets.set_index(records.streets["street_id"])
    stratum = streets["road_class"] + streets["under_served"].astype(str)
    variance = 0.0
    for _, part in yes.astype(float).groupby(stratum[yes.index]):
        if len(part) > 1:
            variance += weight[part.index].sum() ** 2 * part.var() / len(part)
    half = 1.96 * variance**0.5 / weight.sum()
    value = simple.value
    strata = Estimate(value, value - half, value + half)
    wide = "too wide: strata make the survey more exact than its effective size says"
    return [
        Row("priority streets: effective size", truth, simple, "lesson", False, note=wide),
        Row("priority streets: strata", truth, strata, "remedy", False),
    ]
