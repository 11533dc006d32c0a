"""Simulating Lantern Bay: cost by number of incidents, and of the cities people make.

Each size runs in a process of its own. Seconds are processor seconds, which other work on the
machine disturbs least. Memory is the peak above what the loaded program holds before it starts.
"""

import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pandas as pd

from safercities.city.parameters import Parameters, replaced
from safercities.city.simulate import simulate
from safercities.city.sky import sun_table

INCIDENTS = (10_000, 100_000, 1_000_000, 10_000_000)
SEED = 2015
UNITS_PER_MB = 1024  # Linux states the peak in units of 1,024 bytes


def measure(sizes: tuple[int, ...] = INCIDENTS) -> pd.DataFrame:
    """One row a run, in columns a reader can compare.

    Returns
    -------
    DataFrame
        run, incidents (recorded), seconds, peak_mb, seconds_per_million, peak_mb_per_million,
        and both as a multiple of the row `sizes` begins with.
    """
    plain = Parameters()
    two_years = replace(plain, place=replace(plain.place, years=2))
    runs = {
        f"{size:,} incidents": replaced(plain, crime__recorded_per_year=size / plain.place.years)
        for size in sizes
    }
    runs |= {"Lantern Bay, three years": plain, "Lantern Bay, two years": two_years}
    table = pd.DataFrame([{"run": name} | _alone(chosen) for name, chosen in runs.items()])
    for column in ("seconds", "peak_mb"):
        each = f"{column}_per_million"
        table[each] = table[column] / table["incidents"] * 1e6
        table[f"{each}_ratio"] = table[each] / table[each].iloc[0]
    return table.round(3)


def _alone(parameters: Parameters) -> dict:
    """Simulate in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_simulated, parameters).result()


def _simulated(parameters: Parameters) -> dict:
    """Incidents, processor seconds and peak memory of one simulation in this process."""
    sun = sun_table(parameters)
    peak, start = _peak(), time.process_time()
    city = simulate(parameters, SEED, sun)
    seconds = time.process_time() - start
    return {
        "incidents": len(city.incidents),
        "seconds": seconds,
        "peak_mb": (_peak() - peak) / UNITS_PER_MB,
    }


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
