"""The course's headline estimates from one city's published tables, each beside its truth."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ...measures import Estimate, light_condition, rate_ratio, street_light
from .. import lux, publish, recover, tables
from ..near import neighbours_of, pairs_within
from ..parameters import replaced
from ..simulate import City
from ..survey import harassment_prevalence

PRIORITY_LX = 3.0  # the course's line for a street that comes first
BEFORE, AFTER = ("2023-01-01", "2024-01-01"), ("2025-01-01", "2026-01-01")
NIGHT = pd.Timedelta(days=30)


class Row(NamedTuple):
    """One estimate of one city.

    group: "headline" (the course's method), "lesson" (an interval that fails, and why the course
    teaches it) or "remedy" (what mends it). ratio: whether the estimate is a ratio, so that its
    error counts on the log scale.
    """

    name: str
    group: str
    truth: float
    estimate: Estimate
    ratio: bool = True


def headline(city: City) -> list[Row]:
    """All headline estimates of one city."""
    return [*darkness(city), *outages(city), *relighting(city), *light(city), *people(city)]


def darkness(city: City) -> list[Row]:
    """Case-control-hour odds ratios: outdoors, and two burglaries indoors as placebo."""
    incidents, sun = tables.incidents(city), tables.sun_times(city)
    rows = []
    for offence in city.parameters.crime.offences:
        outdoors = offence.settings[0] + offence.settings[1] > 0
        settings = ("street", "vehicle") if outdoors else ("dwelling", "premises")
        found = recover.darkness(incidents, sun, [offence.name], settings)
        truth = offence.darkness if outdoors else 1.0
        rows.append(Row(f"darkness: {offence.name}", "headline", truth, found))
    return rows


def outages(city: City) -> list[Row]:
    """Whole-street outages: next door and on the dark street, by weeks and as in the lab."""
    effects = city.parameters.effects
    incidents, sun = tables.incidents(city), tables.sun_times(city)
    given = incidents, tables.lamp_faults(city), tables.streets(city), sun
    rows = []
    for place, truth in (
        ("next door", effects.outage_neighbour),
        ("dark street", effects.outage_same_street),
    ):
        beside = place == "next door"
        weeks = recover.outages_next_door(*given, next_door=beside)
        days = outage_30_days_around(*given, next_door=beside)
        rows.append(Row(f"outage: {place}, weeks", "headline", truth, weeks))
        rows.append(Row(f"outage: {place}, 30 days", "headline", truth, days))
    return rows


def outage_30_days_around(incidents, tickets, streets, sun, next_door: bool) -> Estimate:
    """The lab's form: the outage against the 30 days before and after it."""
    out = tickets[(tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")]
    out = out.reset_index(drop=True)
    keys = streets["street_id"].to_numpy()
    row, street = np.arange(len(out)), out["street_id"].to_numpy()
    if next_door:
        place = pd.Index(keys).get_indexer(street)
        x, y = (streets[f"{c}1_m"] + streets[f"{c}2_m"] for c in "xy")
        row, beside = neighbours_of(place, pairs_within(x / 2, y / 2, 100.0))
        street = keys[beside]
    watch = pd.DataFrame({"street_id": street})
    for name in ("reported_at", "closed_at"):
        watch[name] = pd.to_datetime(out[name]).to_numpy()[row]
    watch["row"] = np.arange(len(watch))

    when = pd.to_datetime(incidents["occurred_at"])
    chosen = incidents["offence"].isin(recover.light.NIGHT_OUTAGE_OFFENCES)
    chosen &= light_condition(when, sun) == "dark"
    crime = pd.DataFrame({"street_id": incidents["street_id"], "time": when})[chosen]
    hits = watch.merge(crime, on="street_id")
    time, begin, finish = hits["time"], hits["reported_at"], hits["closed_at"]
    during = int(((time >= begin) & (time < finish)).sum())
    near = int(((time >= begin - NIGHT) & (time < finish + NIGHT)).sum())
    days = (watch["closed_at"] - watch["reported_at"]) / pd.Timedelta(days=1)
    return rate_ratio(during, days.sum(), near - during, 60.0 * len(watch))


def relighting(city: City) -> list[Row]:
    """Relit streets against streets that wait: property crime by night, by day, and violence."""
    incidents, sun = tables.incidents(city), tables.sun_times(city)
    groups = street_groups(city)
    given = incidents, sun, groups["done"], groups["waiting"], BEFORE, AFTER
    truth = city.parameters.effects.relit
    violence = ("street_robbery", "assault")
    return [
        Row("relighting: property, night", "headline", truth, recover.before_after(*given)),
        Row(
            "relighting: property, day",
            "headline",
            1.0,
            recover.before_after(*given, light="light"),
        ),
        Row(
            "relighting: violence, night",
            "headline",
            1.0,
            recover.before_after(*given, offences=violence),
        ),
    ]


def street_groups(city: City) -> dict[str, np.ndarray]:
    """Keys of the relit and the waiting streets, from the table of projects."""
    sites = publish.projects(city)
    sites = sites[sites["project"] == "relighting"]
    return {name: part["street_id"].to_numpy() for name, part in sites.groupby("status")}


def light(city: City) -> list[Row]:
    """The weighted share of priority streets, and how much longer repairs take."""
    return [
        Row(
            "light: priority streets",
            "headline",
            priority_share(lux_census(city)).value,
            priority_share(tables.lux_survey(city)),
            ratio=False,
        ),
        Row(
            "repair: under-served / other",
            "headline",
            city.parameters.faults.under_served_repair,
            repair_ratio(city),
        ),
    ]


def priority_share(survey: pd.DataFrame) -> Estimate:
    """Weighted share of streets whose mean is below 3 lx."""
    weight = survey.groupby("street_id")["weight"].first()
    mean = street_light(survey)["mean_lx"].reindex(weight.index)
    return recover.weighted_share(mean < PRIORITY_LX, weight)


def lux_census(city: City) -> pd.DataFrame:
    """The lux survey of every street that could have been drawn, each with weight 1."""
    everything = replaced(
        city.parameters, lux__streets=len(city.ground.streets), lux__under_served_oversampling=1.0
    )
    points = lux.survey(city.lamps, city.ground.streets, city.faults, everything, city.seed)
    return points.rename(columns={"street": "street_id"})


def repair_ratio(city: City) -> Estimate:
    """Ratio of geometric mean repair days of whole-street outages: under-served over other."""
    tickets = tables.lamp_faults(city)
    done = tickets[(tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")]
    closed, reported = (pd.to_datetime(done[c]) for c in ("closed_at", "reported_at"))
    days = np.log((closed - reported) / pd.Timedelta(days=1))
    streets = city.ground.streets["under_served"].to_numpy()
    slow = pd.Series(streets, index=tables.street_keys(city)).loc[done["street_id"]].to_numpy()
    parts = days[slow], days[~slow]
    difference = parts[0].mean() - parts[1].mean()
    half = 1.96 * sum(part.var() / len(part) for part in parts) ** 0.5
    return Estimate(*np.exp([difference, difference - half, difference + half]).tolist())


def people(city: City) -> list[Row]:
    """What the survey and the audits say, and what the reporting campaign did to the records."""
    p = city.parameters
    survey = publish.survey(city)
    offences = {offence.name: offence for offence in p.crime.offences}
    asked = survey[survey["outcome"] == "interviewed"]
    rows = []
    for name in ("theft_from_vehicle", "bicycle_theft"):
        victims = asked[asked[name] == "yes"]
        told = recover.weighted_share(victims[f"{name}_reported"] == "yes", victims["weight"])
        rows.append(Row(f"reported: {name}", "headline", offences[name].reported, told, False))
    women = recover.interviewed(survey, p.survey.waves[0]).query("sex == 'woman'")
    share = recover.weighted_share(women["harassment"] == "yes", women["weight"])
    truth = harassment_prevalence(p, 0)["woman"]
    rows.append(Row("survey: women harassed, 2023", "headline", truth, share, False))

    start = pd.Timestamp(p.projects.campaign_start)
    spans = [
        tuple(str((start + pd.DateOffset(years=shift)).date()) for shift in years)
        for years in ((-1, 0), (0, 1))
    ]
    recorded = recover.yearly_ratio(tables.incidents(city), "harassment", *spans)
    truth = p.effects.harassment_after_campaign * p.projects.campaign_reported
    truth /= offences["harassment"].reported
    rows.append(Row("records: harassment, campaign", "headline", truth, recorded))

    strict = [f"X{number:02d}" for number in range(1, p.audit.strict_raters + 1)]
    agreed = recover.kappa_interval(publish.audits(city), "people", left_out=strict)
    rows.append(Row("audit: kappa of two raters", "headline", p.audit.agreement**2, agreed, False))
    return rows
