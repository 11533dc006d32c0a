"""Plans: same random numbers, effects as planted, quick, and without astronomy."""

import subprocess
import sys
import time

import pandas as pd
import pytest

from safercities.city.parameters import Parameters
from safercities.city.plan import COLUMNS, empty_plan, prepare, simulate_plan
from safercities.city.scale import scaled
from safercities.city.simulate import simulate
from safercities.city.sky import days_of, sun_of_other_years, sun_table
from safercities.city.volume import recorded_incidents
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def future(city):
    return prepare(city)


def plan_of(streets, measure="relighting", start="2026-01-01", amount=1.0, cost=4.0):
    rows = {"measure": measure, "street_id": list(streets), "starts_on": start}
    return pd.DataFrame(rows | {"amount": amount, "cost": cost})


def test_a_plan_that_does_nothing_changes_nothing(future) -> None:
    outcome = simulate_plan(future, empty_plan())
    assert outcome.cost == 0
    pd.testing.assert_frame_equal(outcome.without, outcome.with_plan)


def test_relighting_every_dim_street_prevents_about_what_is_planted(future) -> None:
    plan = plan_of(future.street_ids[:2000])
    outcome = simulate_plan(future, plan)
    property_at_night = {"theft_from_person", "theft_from_vehicle", "vandalism"}
    names = pd.Series([o.name for o in future.parameters.crime.offences])

    def count(table):
        rows = table[table["street"].lt(2000) & table["dark"]]
        return names[rows["offence"]].isin(property_at_night).sum()

    already = future.sites.query("kind == 'relighting' and street < 2000")
    assert 0.83 < count(outcome.with_plan) / count(outcome.without) < 0.90
    assert outcome.cost == pytest.approx(8000)
    assert len(already) < 400
    violent = outcome.by_offence(future.parameters).set_index("offence")
    assert violent.loc["assault", "prevented"] == 0
    assert violent.loc["theft_from_vehicle", "prevented"] > 50


def test_half_a_measure_does_less_than_the_whole(future) -> None:
    whole, half = (
        len(simulate_plan(future, plan_of(future.street_ids[:1500], amount=amount)).with_plan)
        for amount in (1.0, 0.4)
    )
    assert whole < half < len(simulate_plan(future, empty_plan()).with_plan)


def test_faster_repair_prevents_crime_next_door(future) -> None:
    plan = plan_of([""], measure="faster_repair", amount=0.2, cost=360)
    found = simulate_plan(future, plan).by_offence(future.parameters).set_index("offence")
    assert found.loc["theft_from_vehicle", "prevented"] > 5
    assert found.loc["residential_burglary", "prevented"] == 0


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("measure", "curfew", "row 1, measure: expected one of relighting"),
        ("street_id", "S9999", "row 1, street_id: expected a street of this city"),
        ("street_id", "", "row 1, street_id: expected a street; only faster_repair"),
        ("starts_on", "2024-01-01", "row 1, starts_on: expected a day from 2026-01-01"),
        ("starts_on", "soon", "row 1, starts_on"),
        ("amount", 1.5, "row 1, amount: expected more than 0, up to 1"),
        ("amount", "much", "row 1, amount"),
    ],
)
def test_a_wrong_cell_of_a_plan_is_named(future, column, value, sentence) -> None:
    plan = plan_of(future.street_ids[:3]).astype(object)
    plan.loc[1, column] = value
    with pytest.raises(ValueError, match=sentence):
        simulate_plan(future, plan)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_of_a_plan_is_named(future, column) -> None:
    with pytest.raises(ValueError, match=f"no column {column}"):
        simulate_plan(future, plan_of(future.street_ids[:3]).drop(columns=column))


def test_two_years_of_a_plan_take_less_than_two_seconds(city) -> None:
    start = time.process_time()
    future = prepare(city)
    simulate_plan(future, plan_of(future.street_ids[:300]))
    assert time.process_time() - start < 2


def test_a_plan_needs_no_package_but_numpy_and_pandas() -> None:
    """With a sun table at hand, the whole way runs where astral and others are missing."""
    code = """
import sys
for name in ("astral", "matplotlib", "scipy", "frictionless", "pyproj"):
    sys.modules[name] = None
import pandas as pd
from safercities.city.parameters import Parameters
from safercities.city.plan import empty_plan, prepare, simulate_plan
from safercities.city.scale import scaled
from safercities.city.simulate import simulate
sun = pd.read_csv("datasets/sun_times.csv", parse_dates=[0, 1, 2, 3, 4])
city = simulate(scaled(Parameters(), 0.12), 4, sun)
print(len(simulate_plan(prepare(city), empty_plan()).without))
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 1000


def test_the_sun_of_other_years_is_within_two_minutes_of_astronomy() -> None:
    known = Parameters()
    later = scaled(known, 1)
    place = type(known.place)(first_day=pd.Timestamp("2027-01-01").date(), years=2)
    found = sun_of_other_years(sun_table(later), place)
    true = sun_table(type(known)(place=place))
    assert list(found["date"]) == list(days_of(place))
    for event in ("dawn", "dusk"):
        assert (found[event] - true[event]).abs().max() < pd.Timedelta(minutes=2)


def test_drawing_offence_by_offence_gives_the_same_records(small_city) -> None:
    c = small_city
    built = c.sites[c.sites["status"] == "done"]
    found = recorded_incidents(
        c.ground.streets, c.risk, c.sky, c.faults, built, c.parameters, c.seed
    )
    pd.testing.assert_frame_equal(found, c.incidents, check_like=True, check_dtype=False)


def test_the_same_seed_gives_the_same_future() -> None:
    p = scaled(Parameters(), 0.12)
    sun = sun_table(p)
    runs = [simulate_plan(prepare(simulate(p, 3, sun)), empty_plan()).without for _ in range(2)]
    pd.testing.assert_frame_equal(*runs)
