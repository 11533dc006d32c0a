"""Lantern Bay's simulator: cost by number of incidents, three years of the city, two of a plan.

Each row runs in a process of its own. Seconds are processor seconds, which other work on the
machine disturbs least. Memory is the peak above what the loaded program holds,
preparing the run included.
"""

import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np
import pandas as pd

from safercities.city import faults, lamps, life, light, projects, volume
from safercities.city.ground import build
from safercities.city.parameters import Parameters, replaced
from safercities.city.plan import prepare, simulate_plan
from safercities.city.simulate import simulate
from safercities.city.sky import sky_of, sun_table

INCIDENTS = (10_000, 100_000, 1_000_000, 10_000_000)
SEED = 2015
RELIT = 200  # streets in the plan
UNITS_PER_MB = 1024  # Linux states the peak in units of 1,024 bytes


def measure(sizes: tuple[int, ...] = INCIDENTS) -> pd.DataFrame:
    """One row a run.

    Returns
    -------
    DataFrame
        run, incidents (recorded), seconds, peak_mb, both per million incidents, and those as
        multiples of the first row.
    """
    runs = {f"{size:,} incidents in three years": partial(_incidents, size) for size in sizes}
    runs |= {"Lantern Bay, everything, three years": _city, "a plan, two years": _plan}
    table = pd.DataFrame([{"run": name} | _alone(work) for name, work in runs.items()])
    for column in ("seconds", "peak_mb"):
        each = f"{column}_per_million"
        table[each] = table[column] / table["incidents"] * 1e6
        table[f"{each}_ratio"] = table[each] / table[each].iloc[0]
    return table.round(3)


def _alone(work: Callable) -> dict:
    """Measure `work` in a fresh process.

    `work` prepares what does not count and returns the function to measure, which returns the
    number of incidents.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work).result()


def _measured(work: Callable) -> dict:
    loaded = _peak()
    counted = work()
    start = time.process_time()
    incidents = counted()
    seconds = time.process_time() - start
    memory = (_peak() - loaded) / UNITS_PER_MB
    return {"incidents": incidents, "seconds": seconds, "peak_mb": memory}


def _incidents(size: int) -> Callable[[], int]:
    """Draw so many incidents on the ground of Lantern Bay, offence by offence."""
    years = Parameters().place.years
    parameters = replaced(Parameters(), crime__recorded_per_year=size / years)
    sky = sky_of(parameters, sun_table(parameters))
    ground = build(parameters, SEED)
    streets, inventory = ground.streets, lamps.install(ground, parameters, SEED)
    first_day = int(np.datetime64(parameters.place.first_day).astype(int))
    lux = light.mean_lux(inventory, streets, first_day, parameters)
    risk = life.street_risk(streets, lux, parameters, SEED)
    broken = faults.simulate(inventory, inventory, streets, parameters, SEED)
    given = streets, risk, sky, broken, projects.no_sites(), parameters, SEED
    return lambda: len(volume.recorded_incidents(*given))


def _city() -> Callable[[], int]:
    """Simulate the published city, from its ground to its tickets and lux survey."""
    sun = sun_table(Parameters())
    return lambda: len(simulate(Parameters(), SEED, sun).incidents)


def _plan() -> Callable[[], int]:
    """Play two years with and without a plan, after the years have been drawn once."""
    future = prepare(simulate(Parameters(), SEED), years=2)
    plan = pd.DataFrame(
        {
            "measure": "relighting",
            "street_id": future.street_ids[:RELIT],
            "starts_on": "2026-03-01",
            "amount": 1.0,
            "cost": 1.0,
        }
    )
    return lambda: len(simulate_plan(future, plan).with_plan)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
