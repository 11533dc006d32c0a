"""Concentration in place and time is found again in the published tables by the measures."""

import numpy as np
import pandas as pd
import pytest

from safercities.city.parameters import Parameters
from safercities.city.raw import WORDING
from safercities.measures import (
    chance_concentration,
    clean_dates,
    default_time_share,
    forecast_accuracy,
    generalised_gini,
    near_repeat_table,
    share_of_places,
)

PLANTED = Parameters()
POLICE, CRIME = PLANTED.police, PLANTED.crime
FILLED_IN = {"00:00": POLICE.midnight_share, "12:00": POLICE.noon_share}


@pytest.fixture(scope="module")
def yearly_counts(published) -> pd.DataFrame:
    """Incidents by street (all streets) and year."""
    incidents, streets = published["incidents"], published["streets"]["street_id"]
    year = incidents["occurred_at"].str[:4].rename("year")
    counts = incidents.groupby(["street_id", year]).size().unstack(fill_value=0)
    return counts.reindex(streets, fill_value=0)


def test_concentration_is_that_of_the_planted_risks(published, yearly_counts, city) -> None:
    """Half of the crime falls on as many streets as if drawn from the risks the city planted."""
    counts = yearly_counts.sum(axis=1)
    names = [offence.name for offence in CRIME.offences]
    by_offence = published["incidents"]["offence"].value_counts()[names].to_numpy()
    events, streets, rng = counts.sum(), len(counts), np.random.default_rng(1)
    planted = chance_concentration(events, streets, rng, 199, weights=by_offence @ city.risk)
    evenly = chance_concentration(events, streets, rng, 199)
    # Relighting, outages and near repeats move a few percent of incidents between streets.
    assert share_of_places(counts) == pytest.approx(planted.mean(), abs=0.003)
    assert share_of_places(counts) < 0.25 * evenly.min()
    assert generalised_gini(counts) > 0.75


def test_last_years_hot_spots_hold_this_years_crime(yearly_counts) -> None:
    before, after = yearly_counts["2023"], yearly_counts["2024"]
    found = forecast_accuracy(before, after, area_share=0.02)
    dealt_out = after.sample(frac=1, random_state=1).set_axis(after.index)
    by_chance = forecast_accuracy(before, dealt_out, area_share=0.02)
    assert found.pai > 10 and found.pei > 0.8
    assert by_chance.pai == pytest.approx(1, abs=0.5)


def test_near_repeats_of_burglary_are_as_many_and_as_near_as_planted(published) -> None:
    burglary = published["incidents"].query("offence == 'residential_burglary'")
    when = pd.to_datetime(burglary["occurred_at"])
    days = (when - when.min()) / pd.Timedelta(days=1)
    near, soon = CRIME.near_repeat_m, CRIME.near_repeat_days
    table = near_repeat_table(
        burglary[["x_m", "y_m"]],
        days,
        [near, 2 * near],
        [soon, 2 * soon],
        np.random.default_rng(1),
    )
    first, others = table.iloc[0], table.iloc[1:]
    assert first["p"] == 0.001
    assert (others["p"] > 0.001).all() and others["ratio"].between(0.9, 1.1).all()
    # Each planted repeat makes one close pair, unless its street leads it beyond the distance.
    # Pairs by chance vary by about the root of their number.
    extra, planted = first["observed"] - first["expected"], CRIME.near_repeat_share * len(burglary)
    chance = 3 * np.sqrt(first["expected"])
    assert 0.75 * planted - chance < extra < planted + chance


@pytest.mark.parametrize("clock", FILLED_IN)
def test_default_times_are_as_many_as_planted(published, clock) -> None:
    raw = published["incidents_raw"]
    names = {word: name for name, words in WORDING.items() for word in words}
    filled_in = raw["offence"].map(names).isin(POLICE.default_offences)
    found = default_time_share(raw.loc[filled_in, "from_time"], clock, level=0.999)
    assert found.low < FILLED_IN[clock] < found.high
    assert found.low > 0
    known = default_time_share(raw.loc[~filled_in, "from_time"], clock, level=0.999)
    assert known.low < 0 < known.high


def test_dates_of_the_export_become_one_calendar(published) -> None:
    raw = published["incidents_raw"]
    dates = clean_dates(raw["from_date"])
    incidents = pd.to_datetime(published["incidents"]["occurred_at"].str[:10])
    assert dates.notna().all()
    assert dates.min() >= incidents.min() - pd.Timedelta(days=2)
    assert dates.max() <= incidents.max()
    assert (raw.loc[raw["from_date"].str.contains("/"), "station"] == POLICE.mixed_station).all()
