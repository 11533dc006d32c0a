"""Quick checks of any city, so that a hundred seeds can be checked.

`python -m tests.city.sanity --seeds 100` runs them by hand at any size.
"""

import argparse

import numpy as np
import pandas as pd

from safercities.city.dictionary import TABLES, WHEN
from safercities.city.ground.outline import signed_area
from safercities.city.parameters import Parameters
from safercities.city.publish import published
from safercities.city.scale import scaled
from safercities.city.simulate import City, simulate
from safercities.city.sky import sun_table


def schema_problems(tables: dict[str, pd.DataFrame]) -> list[str]:
    """What breaks the column dictionary: types, limits, patterns, lists, keys. Empty if nothing."""
    found = []
    for table in TABLES:
        data = tables[table.name]
        for column in table.columns:
            values = data[column.name].replace("", np.nan)
            found += [
                f"{table.name}.{column.name}: {count} {what}"
                for what, count in _column_problems(values, column).items()
                if count
            ]
        for column, other in table.foreign.items():
            target = next(t for t in TABLES if t.name == (other or table.name))
            values = data[column].replace("", np.nan).dropna()
            lost = (~values.isin(tables[target.name][target.key])).sum()
            if lost:
                found.append(f"{table.name}.{column}: {lost} not in {target.name}")
    return found


def _column_problems(values, column):
    limits, present = column.constraints, values.dropna()
    problems = {}
    if limits.get("required"):
        problems["missing"] = values.isna().sum()
    if limits.get("unique"):
        problems["not unique"] = present.duplicated(keep=False).sum()
    if "enum" in limits:
        problems["not allowed"] = (~present.isin(limits["enum"])).sum()
    if "pattern" in limits:
        problems["not of the pattern"] = (
            ~present.astype(str).str.fullmatch(limits["pattern"])
        ).sum()
    if column.type in ("number", "integer"):
        low, high = limits.get("minimum", -np.inf), limits.get("maximum", np.inf)
        problems["out of range"] = (~present.between(low, high)).sum()
    if column.type in ("date", "datetime"):
        style = WHEN if column.type == "datetime" else "%Y-%m-%d"
        read = pd.to_datetime(present, format=style, errors="coerce")
        problems[f"not a {column.type}"] = read.isna().sum()
    return problems


def oddities(city: City) -> list[str]:
    """What no city of ours should show. Empty if nothing."""
    p, ground, streets = city.parameters, city.ground, city.ground.streets
    counts = np.sort(np.bincount(city.incidents["street"], minlength=len(streets)))[::-1]
    half = (counts.cumsum() < counts.sum() / 2).mean()
    expected = p.place.years * p.crime.recorded_per_year
    whole = city.faults["fault_type"] == "street_out"
    checks = {
        "population": ground.neighbourhoods["population"].sum() == p.ground.population,
        "a neighbourhood without streets": streets["neighbourhood"].nunique() == 24,
        "names repeat": ground.neighbourhoods["name"].is_unique,
        "a shape turned inside out": min(signed_area(r[0]) for r in ground.outlines) > 0,
        "length of a street": streets["length_m"].between(2, 900).all(),
        "a street without lamps": city.lamps["street"].nunique() == len(streets),
        "number of incidents": 0.85 < len(city.incidents) / expected < 1.15,
        "concentration": 0.02 < half < 0.09,
        "share of lamps out": 0.001 < _share_out(city) < 0.02,
        "street outages": 0.7
        < whole.sum() / (p.faults.street_outages_per_year * p.place.years)
        < 1.3,
        "dark points": 0.02 < (city.lux["horizontal_lx"] < 0.5).mean() < 0.25,
        "no site was relit": (city.sites["status"] == "done").sum() > 0,
    }
    return [name for name, holds in checks.items() if not holds]


def _share_out(city):
    single = city.faults[city.faults["fault_type"] == "lamp_out"]
    days = (single["ended"] - single["began"]).sum() / 1440
    return days / city.sky.days / len(city.lamps)


def main() -> int:
    """Check many cities; print what is odd and end with 1 if anything is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    parameters = scaled(Parameters(), options.scale)
    sun, odd = sun_table(parameters), 0
    for seed in range(options.first, options.first + options.seeds):
        city = simulate(parameters, seed, sun)
        found = schema_problems(published(city)) + oddities(city)
        odd += bool(found)
        if found:
            print(f"seed {seed}: {'; '.join(found)}", flush=True)
    print(
        f"{options.seeds - odd} of {options.seeds} cities of scale {options.scale:g} are in order"
    )
    return int(odd > 0)


if __name__ == "__main__":
    raise SystemExit(main())
