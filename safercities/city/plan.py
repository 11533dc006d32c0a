"""A city that responds: what a plan changes in the years to come.

A plan is a table, one row a measure: what, where, when, how much and at what cost.

| column | values |
|---|---|
| measure | relighting, path or faster_repair |
| street_id | the street; blank for the whole city (faster_repair only) |
| starts_on | first day, 2026-01-01 or later |
| amount | above 0, up to 1: share of the measure; faster_repair: new repair time over old |
| cost | in thousands of the city's own money |

`prepare` draws the years without a plan once. `simulate_plan` then plays any plan under the same
random numbers, so that the difference between the two worlds is what the plan did.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from . import crime, effects, faults, records
from .lamps import relight
from .parameters import Parameters
from .projects import done
from .randomness import stream
from .simulate import City
from .sky import DAY, Sky, sky_of, sun_of_other_years
from .tables import street_keys

MEASURES = ("relighting", "path", "faster_repair")
COLUMNS = ("measure", "street_id", "starts_on", "amount", "cost")


@dataclass(frozen=True)
class Future:
    """The years to come before anybody acts. Row numbers are keys, as in `City`."""

    parameters: Parameters
    seed: int
    sky: Sky
    street_ids: np.ndarray
    streets: pd.DataFrame
    lamps: pd.DataFrame
    candidates: pd.DataFrame
    sites: pd.DataFrame


@dataclass(frozen=True)
class Outcome:
    """Recorded offences with and without the plan, and what the plan costs."""

    without: pd.DataFrame
    with_plan: pd.DataFrame
    cost: float

    def by_offence(self, parameters: Parameters) -> pd.DataFrame:
        """Counts by offence: without, with_plan, prevented."""
        names = [offence.name for offence in parameters.crime.offences]
        counts = [
            np.bincount(table["offence"], minlength=len(names))
            for table in (self.without, self.with_plan)
        ]
        return pd.DataFrame(
            {
                "offence": names,
                "without": counts[0],
                "with_plan": counts[1],
                "prevented": counts[0] - counts[1],
            }
        )


def prepare(city: City, years: int = 2) -> Future:
    """Draw the candidates of the years after the records, on the same ground."""
    place = city.parameters.place
    first_day = date(place.first_day.year + place.years, 1, 1)
    parameters = replace(city.parameters, place=replace(place, first_day=first_day, years=years))
    sky = sky_of(parameters, sun_of_other_years(city.sun, parameters.place))
    seed = int(stream(city.seed, "future").integers(2**31))
    streets = city.ground.streets
    street_ids = street_keys(city)
    street_ids.setflags(write=False)  # a table made from it must not write through to it
    past = done(city.sites)
    sites = past.assign(start=past["start"].astype(int) - city.end)
    return Future(
        parameters=parameters,
        seed=seed,
        sky=sky,
        street_ids=street_ids,
        streets=streets,
        lamps=city.lamps,
        candidates=crime.candidates(streets, city.risk, sky, parameters, seed),
        sites=sites,
    )


def empty_plan() -> pd.DataFrame:
    """A plan that does nothing."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})


def simulate_plan(future: Future, plan: pd.DataFrame) -> Outcome:
    """Play the years with and without a plan.

    Raises
    ------
    ValueError
        If the plan lacks a column, or names an unknown measure or street, a day outside the years,
        or an amount out of range; the message names the row.
    """
    sites, repairs = _read(future, plan)
    return Outcome(
        without=_recorded(future, *_read(future, empty_plan())),
        with_plan=_recorded(future, sites, repairs),
        cost=float(pd.to_numeric(plan["cost"]).sum()) if len(plan) else 0.0,
    )


def _recorded(future, sites, repairs):
    parameters = future.parameters
    first_day = int(np.datetime64(parameters.place.first_day).astype(int))
    new = sites[(sites["kind"] == "relighting") & (sites["start"] >= 0)]
    installed = pd.DataFrame(
        {"street": new["street"], "installed": first_day + new["start"] // DAY}
    )
    lamps = relight(future.lamps, installed, future.streets, parameters)
    broken = faults.simulate(lamps, future.lamps, future.streets, parameters, future.seed)
    broken = _mended_sooner(broken, repairs)
    factor = effects.factor(future.candidates, future.streets, broken, sites, parameters)
    happened = effects.happen(future.candidates, factor, parameters)
    return records.recorded(future.candidates, happened, parameters)


def _mended_sooner(broken, repairs):
    """Shorten the repair of faults that begin on a row's street (-1: all) from its start on."""
    share = np.ones(len(broken))
    street, began = broken["street"].to_numpy(), broken["began"].to_numpy()
    for row in repairs.itertuples():
        there = (began >= row.start) & ((street == row.street) | (row.street < 0))
        share = np.where(there, np.minimum(share, row.amount), share)
    wait = (broken["ended"] - broken["reported"]).to_numpy()
    return broken.assign(ended=broken["reported"] + np.round(wait * share).astype(int))


def _read(future, plan):
    """The plan's sites together with those of the past, and its repair contracts."""
    missing = [name for name in COLUMNS if name not in plan]
    if missing:
        raise ValueError(f"the plan has no column {missing[0]}; it needs {', '.join(COLUMNS)}")
    plan = plan.reset_index(drop=True)
    street = pd.Series(np.arange(len(future.street_ids)), index=future.street_ids)
    whole_city = plan["street_id"].isna() | (plan["street_id"] == "")
    number = plan["street_id"].map(street).where(~whole_city, -1)
    day = pd.to_datetime(plan["starts_on"], errors="coerce")
    start = (day - pd.Timestamp(future.parameters.place.first_day)).dt.days
    amount = pd.to_numeric(plan["amount"], errors="coerce")
    repair = plan["measure"] == "faster_repair"
    _refuse(plan, ~plan["measure"].isin(MEASURES), "measure", f"one of {', '.join(MEASURES)}")
    _refuse(plan, number.isna(), "street_id", "a street of this city")
    _refuse(plan, whole_city & ~repair, "street_id", "a street; only faster_repair covers the city")
    years = f"a day from {future.parameters.place.first_day} on, within the years simulated"
    _refuse(plan, ~start.between(0, future.sky.days - 1), "starts_on", years)
    _refuse(plan, ~(amount.between(0, 1) & (amount > 0)), "amount", "more than 0, up to 1")
    table = pd.DataFrame(
        {
            "kind": plan["measure"],
            "street": number.astype(int),
            "start": start.astype(int) * DAY,
            "amount": amount.astype(float),
        }
    )
    past = future.sites[["kind", "street", "start"]].assign(amount=1.0)
    return pd.concat([past, table[~repair]], ignore_index=True), table[repair]


def _refuse(plan, wrong, column, wanted):
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        received = plan[column].iloc[row]
        raise ValueError(f"plan, row {row}, {column}: expected {wanted}, received {received!r}")
