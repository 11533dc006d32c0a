"""The course's headline estimates, each from one city's published tables and beside its truth."""

import numpy as np
import pandas as pd

from ...measures import Estimate, rate_ratio, survey_share
from ...measures.near import neighbours_of, pairs_within
from .. import recover
from ..recover.light import NIGHT_OUTAGE_OFFENCES
from ..survey import harassment_prevalence
from .rows import Records, Row
from .truth import women_unsafe

BEFORE, AFTER = ("2023-01-01", "2024-01-01"), ("2025-01-01", "2026-01-01")
VIOLENCE = ("street_robbery", "assault")


def headline(records: Records) -> list[Row]:
    """All headline estimates of one city."""
    return [
        *darkness(records),
        *outages(records),
        *relighting(records),
        repair(records),
        *survey(records),
        campaign(records),
        audits(records),
    ]


def darkness(records: Records) -> list[Row]:
    """Case-control-hour odds ratios: outdoors, and two burglaries indoors as placebo."""
    rows = []
    for offence in records.city.parameters.crime.offences:
        outdoors = offence.settings[0] + offence.settings[1] > 0
        settings = ("street", "vehicle") if outdoors else ("dwelling", "premises")
        found = recover.darkness(records.incidents, records.sun_times, [offence.name], settings)
        truth = offence.darkness if outdoors else 1.0
        rows.append(Row(f"darkness: {offence.name}", truth, found))
    return rows


def outages(records: Records) -> list[Row]:
    """Whole-street outages: the streets next door and the dark street itself.

    Twice: against the same hours in other weeks, and against the time just before and after, three
    times as long as the outage.
    """
    effects = records.city.parameters.effects
    given = records.incidents, records.lamp_faults, records.streets, records.sun_times
    rows = []
    for place, truth in (
        ("next door", effects.outage_neighbour),
        ("dark street", effects.outage_same_street),
    ):
        beside = place == "next door"
        weeks = recover.outages_next_door(*given, next_door=beside)
        around = outage_against_around(records, watched(records, beside), times=3.0)
        rows += [Row(f"outage, weeks: {place}", truth, weeks)]
        rows += [Row(f"outage, around: {place}", truth, around)]
    return rows


def watched(records: Records, next_door: bool) -> pd.DataFrame:
    """Completed whole-street outages by the street to watch: street_id, start, finish."""
    tickets, streets = records.lamp_faults, records.streets
    out = tickets[(tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")]
    start, finish = (pd.to_datetime(out[c]).to_numpy() for c in ("reported_at", "closed_at"))
    row, street = np.arange(len(out)), out["street_id"].to_numpy()
    if next_door:
        keys = streets["street_id"].to_numpy()
        x, y = ((streets[f"{c}1_m"] + streets[f"{c}2_m"]) / 2 for c in "xy")
        row, beside = neighbours_of(pd.Index(keys).get_indexer(street), pairs_within(x, y, 100.0))
        street = keys[beside]
    return pd.DataFrame({"street_id": street, "start": start[row], "finish": finish[row]})


def outage_against_around(
    records: Records, watch: pd.DataFrame, times: float = 0.0, days: float = 0.0
) -> Estimate:
    """Night rate during outages over the rate just before and after.

    Parameters
    ----------
    watch : DataFrame
        From `watched`.
    times, days : float
        The time before, and as much after: `times` the outage's own length, plus `days`.
    """
    hits = watch.merge(records.night(NIGHT_OUTAGE_OFFENCES), on="street_id")
    margin = times * (hits["finish"] - hits["start"]) + pd.Timedelta(days=days)
    when, start, finish = hits["when"], hits["start"], hits["finish"]
    during = int(((when >= start) & (when < finish)).sum())
    around = int(((when >= start - margin) & (when < finish + margin)).sum()) - during
    length = ((watch["finish"] - watch["start"]) / pd.Timedelta(days=1)).sum()
    return rate_ratio(during, length, around, 2 * (times * length + days * len(watch)))


def relighting(records: Records) -> list[Row]:
    """Relit streets against streets that wait: property crime by night and by day, and violence."""
    groups = records.relighting_sites("done"), records.relighting_sites("waiting")
    given = records.incidents, records.sun_times, *groups, BEFORE, AFTER
    night = recover.before_after(*given)
    day = recover.before_after(*given, light="light")
    violence = recover.before_after(*given, offences=VIOLENCE)
    return [
        Row("relighting: property, night", records.city.parameters.effects.relit, night),
        Row("relighting: property, day", 1.0, day),
        Row("relighting: violence, night", 1.0, violence),
    ]


def repair(records: Records) -> Row:
    """Geometric mean repair days of whole-street outages: under-served over other streets."""
    city, tickets = records.city, records.lamp_faults
    done = tickets[(tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")]
    closed, reported = (pd.to_datetime(done[c]) for c in ("closed_at", "reported_at"))
    days = np.log((closed - reported) / pd.Timedelta(days=1))
    under_served = city.ground.streets["under_served"].to_numpy()
    slow = pd.Series(under_served, index=records.streets["street_id"])[done["street_id"]]
    parts = days[slow.to_numpy()], days[~slow.to_numpy()]
    difference = parts[0].mean() - parts[1].mean()
    half = 1.96 * sum(part.var() / len(part) for part in parts) ** 0.5
    found = Estimate(*np.exp([difference, difference - half, difference + half]).tolist())
    return Row("repair: under-served / other", city.parameters.faults.under_served_repair, found)


def survey(records: Records) -> list[Row]:
    """Weighted shares: what victims reported, harassment of women, and women who feel unsafe."""
    p, rows = records.city.parameters, []
    asked = records.survey[records.survey["outcome"] == "interviewed"]
    for offence in p.crime.offences:
        if offence.name in ("theft_from_vehicle", "bicycle_theft"):
            victims = asked[asked[offence.name] == "yes"]
            told = victims[f"{offence.name}_reported"] == "yes"
            found = survey_share(told, victims["weight"])
            rows.append(Row(f"reported: {offence.name}", offence.reported, found, ratio=False))
    women = recover.interviewed(records.survey, p.survey.waves[0]).query("sex == 'woman'")
    harassed = survey_share(women["harassment"] == "yes", women["weight"])
    out = women[women["safe_after_dark"] != "never_out"]
    unsafe = out["safe_after_dark"].isin(["bit_unsafe", "very_unsafe"])
    feel = survey_share(unsafe, out["weight"])
    prevalence = harassment_prevalence(p, 0)["woman"]
    rows.append(Row("survey: women harassed", prevalence, harassed, ratio=False))
    rows.append(Row("survey: women unsafe", women_unsafe(records.city), feel, ratio=False))
    return rows


def campaign(records: Records) -> Row:
    """Recorded harassment in the year after the reporting campaign over the year before."""
    p = records.city.parameters
    start = pd.Timestamp(p.projects.campaign_start)
    year = [str((start + pd.DateOffset(years=shift)).date()) for shift in (-1, 0, 1)]
    found = recover.yearly_ratio(records.incidents, "harassment", year[:2], year[1:])
    reported = next(o.reported for o in p.crime.offences if o.name == "harassment")
    more = p.projects.campaign_reported / reported
    return Row("campaign: recorded harassment", more * p.effects.harassment_after_campaign, found)


def audits(records: Records) -> Row:
    """Cohen's kappa of two raters, without the strict ones."""
    audit = records.city.parameters.audit
    strict = [f"X{number:02d}" for number in range(1, audit.strict_raters + 1)]
    found = recover.kappa_interval(records.audits, "people", left_out=strict)
    return Row("audits: kappa of two raters", audit.agreement**2, found, ratio=False)
