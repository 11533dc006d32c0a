"""What is planted about light is found again in the published tables by the course's methods."""

import numpy as np
import pandas as pd
import pytest

from safercities.city import recover
from safercities.city.parameters import Parameters, replaced
from safercities.city.publish import published as tables_of
from safercities.city.rhythm import profile
from safercities.city.simulate import simulate
from safercities.measures import repair_kpis, share_of_places, street_light

PLANTED = Parameters()
OUTDOORS, INDOORS = ("street", "vehicle"), ("dwelling", "premises")


@pytest.mark.parametrize("offence", PLANTED.crime.offences, ids=lambda o: o.name)
def test_darkness_odds_ratio_covers_the_planted_multiplier(published, offence) -> None:
    settings = OUTDOORS if offence.darkness > 1 else INDOORS
    found = recover.darkness(
        published["incidents"], published["sun_times"], [offence.name], settings
    )
    assert found.low <= offence.darkness <= found.high


def test_theft_from_vehicle_shows_darkness_clearly(published) -> None:
    found = recover.darkness(published["incidents"], published["sun_times"], ["theft_from_vehicle"])
    assert 1.1 < found.low < 1.5 < found.high < 2.0


def test_a_whole_street_outage_raises_crime_next_door_and_not_on_the_dark_street(published) -> None:
    tables = [published[n] for n in ("incidents", "lamp_faults", "streets", "sun_times")]
    next_door = recover.outages_next_door(*tables)
    same = recover.outages_next_door(*tables, next_door=False)
    assert 1.1 < next_door.low <= PLANTED.effects.outage_neighbour <= next_door.high < 2.5
    assert same.low <= PLANTED.effects.outage_same_street <= same.high


def test_without_the_planted_outage_effect_the_method_finds_none() -> None:
    none = simulate(replaced(PLANTED, effects__outage_neighbour=1.0), 2015)
    tables = tables_of(none)
    found = recover.outages_next_door(
        *(tables[n] for n in ("incidents", "lamp_faults", "streets", "sun_times"))
    )
    assert found.low <= 1 <= found.high and found.value < 1.3


def relighting(published) -> tuple[pd.Series, pd.Series]:
    """Streets that were relit, and streets chosen by the same rule that still wait."""
    sites = published["projects"].query("project == 'relighting'")
    return tuple(sites.loc[sites["status"] == s, "street_id"] for s in ("done", "waiting"))


def test_relit_streets_have_the_lanterns_of_their_phase(published) -> None:
    sites = published["projects"].query("project == 'relighting' and status == 'done'")
    lamps = published["lamps"].query("installed_on >= '2023-01-01'")
    installed = lamps.groupby("street_id")["installed_on"].agg(["min", "max"])
    assert set(installed.index) == set(sites["street_id"])
    start = sites.set_index("street_id")["starts_on"].loc[installed.index]
    assert (installed["min"] == start).all() and (installed["max"] == start).all()


def test_relighting_lowers_property_crime_at_night_and_nothing_by_day(published) -> None:
    spans = ("2023-01-01", "2024-01-01"), ("2025-01-01", "2026-01-01")
    tables = published["incidents"], published["sun_times"], *relighting(published), *spans
    night = recover.before_after(*tables)
    assert night.low <= PLANTED.effects.relit <= night.high < 1
    day = recover.before_after(*tables, light="light")
    violence = recover.before_after(*tables, offences=("street_robbery", "assault"))
    assert day.low < 1 < day.high
    assert violence.low < 1 < violence.high


def test_the_naive_estimate_of_relighting_promises_too_much(published) -> None:
    """Sites were chosen because they were bad: waiting streets improve without any work."""
    incidents, sun = published["incidents"], published["sun_times"]
    done, waiting = relighting(published)
    spans = ("2023-01-01", "2024-01-01"), ("2025-01-01", "2026-01-01")
    others = published["streets"]["street_id"]
    others = others[~others.isin(pd.concat([done, waiting]))]
    drift = recover.before_after(incidents, sun, waiting, others, *spans)
    naive = recover.before_after(incidents, sun, done, others, *spans)
    honest = recover.before_after(incidents, sun, done, waiting, *spans)
    assert drift.high < 1
    assert naive.value < honest.value - 0.05


def test_half_of_all_incidents_fall_on_four_to_six_percent_of_segments(published) -> None:
    counts = published["incidents"]["street_id"].value_counts()
    counts = counts.reindex(published["streets"]["street_id"], fill_value=0)
    assert 0.04 <= share_of_places(counts, 0.5) <= 0.06
    assert 0.01 <= share_of_places(counts, 0.25) <= 0.02


def test_hillside_lanes_are_darker_and_wait_longer_for_repair(published) -> None:
    streets = published["streets"].merge(
        published["neighbourhoods"][["neighbourhood_id", "kind"]], on="neighbourhood_id"
    )
    dense = streets.set_index("street_id")["kind"].isin(["hillside", "old_quarter"])
    tickets = published["lamp_faults"]
    whole = tickets[tickets["fault_type"] == "street_out"]
    group = dense.loc[whole["street_id"]].map({True: "under-served", False: "other"}).to_numpy()
    kpis = repair_kpis(whole.assign(group=group), by="group")
    ratio = kpis.loc["under-served", "median_days"] / kpis.loc["other", "median_days"]
    assert 1.3 < ratio < 1.7
    assert 2.7 < kpis.loc["other", "median_days"] < 3.3
    lux = published["lux_survey"]
    dark = (lux["horizontal_lx"] < 0.5).groupby(dense.loc[lux["street_id"]].to_numpy()).mean()
    assert dark[True] > 3 * dark[False]


def test_light_levels_are_those_of_the_design(published) -> None:
    light = street_light(published["lux_survey"]).join(
        published["streets"].set_index("street_id")["road_class"]
    )
    by_class = light.groupby("road_class")["mean_lx"].mean()
    assert 5 < by_class["residential"] < 7.5
    assert 1.5 < by_class["lane"] < 2.5
    lanes = light.loc[light["road_class"].isin(["lane", "residential"]), "uniformity"]
    assert 0.1 < lanes.quantile(0.05) < lanes.quantile(0.95) < 0.45
    assert (published["lux_survey"]["horizontal_lx"] < 0.5).mean() == pytest.approx(
        0.095, abs=0.015
    )


def test_tickets_fall_in_2025_but_faults_do_not(published, city) -> None:
    tickets = published["lamp_faults"]
    year = tickets["reported_at"].str[:4]
    count = tickets.groupby(year).size()
    assert count["2025"] < 0.65 * count["2024"]
    assert (tickets.loc[year == "2025", "status"] != "duplicate").all()
    began = city.faults.loc[city.faults["fault_type"] == "lamp_out", "began"] // 1440
    faults = np.histogram(began, bins=[0, 365, 731, 1096])[0]
    assert faults[2] > 0.85 * faults[1]


def test_hours_stay_close_to_the_published_profiles(published) -> None:
    incidents = published["incidents"]
    hour = pd.to_datetime(incidents["occurred_at"]).dt.hour
    for offence in PLANTED.crime.offences:
        count = hour[incidents["offence"] == offence.name].value_counts()
        found = count.reindex(range(24), fill_value=0).to_numpy() / count.sum()
        target = profile(offence, "hour", PLANTED.crime)
        assert np.abs(found - target).sum() < 0.12, offence.name
        assert 0.8 < found[0] / target[0] < 1.25, f"{offence.name}: a spike at midnight"
