"""Stage 2b, faults: which lamps and streets go dark, and when they burn again.

Failures are Poisson in time, with a season; repair times are log-normal.
"""

import numpy as np
import pandas as pd

from .parameters import Parameters
from .randomness import stream
from .sky import DAY, days_of


def simulate(
    lamps: pd.DataFrame,
    old_lamps: pd.DataFrame,
    streets: pd.DataFrame,
    parameters: Parameters,
    seed: int,
) -> pd.DataFrame:
    """All faults of the period.

    Parameters
    ----------
    lamps, old_lamps : DataFrame
        The inventory after and before the projects. A relit lamp fails at the old rate until its
        new lantern is installed; the same random numbers serve both.

    Returns
    -------
    DataFrame
        In order of `began`: fault_type (lamp_out, street_out, damage, day_burning), street, lamp
        (row number, -1 for a whole street), group (faults of one cause share a number), began,
        reported, ended (minutes since the first day).
    """
    parts = [
        _lamp_failures(lamps, old_lamps, streets, parameters, seed),
        _street_outages(streets, parameters, seed),
        _plain(lamps, streets, parameters, seed, "damage"),
        _plain(lamps, streets, parameters, seed, "day_burning"),
    ]
    faults = pd.concat(parts, ignore_index=True)
    faults["group"] = pd.factorize(faults["fault_type"] + faults["group"].astype(str))[0]
    return faults.sort_values(["began", "street", "lamp"], kind="stable", ignore_index=True)


def repair_days(fault_type, road_class, under_served, parameters, rng) -> np.ndarray:
    """Draw repair times in days, shape (n,)."""
    faults = parameters.faults
    lane_lamp = (road_class == "lane") & (fault_type != "street_out")
    name = np.where(
        lane_lamp, "lane_lamp_out", np.where(fault_type == "street_out", "street_out", "lamp_out")
    )
    median = pd.Series(name).map(faults.repair_median_days).to_numpy(dtype=float)
    mean = pd.Series(name).map(faults.repair_mean_days).to_numpy(dtype=float)
    spread = np.sqrt(2 * np.log(mean / median))
    slower = np.where(under_served, faults.under_served_repair, 1.0)
    return median * np.exp(spread * rng.standard_normal(len(median))) * slower


def _lamp_failures(lamps, old_lamps, streets, parameters, seed):
    faults, rng = parameters.faults, stream(seed, "faults", "lamps")
    days = days_of(parameters.place)
    years = len(days) / 365.25
    rate = old_lamps["technology"].map(faults.lamp_failures_per_year).to_numpy(dtype=float)
    new_rate = lamps["technology"].map(faults.lamp_failures_per_year).to_numpy(dtype=float)
    served = streets["under_served"].to_numpy()[lamps["street"]]
    rate = rate * np.where(served, faults.under_served_failures, 1.0)
    new_rate = new_rate * np.where(served, faults.under_served_failures, 1.0)
    # A group takes 2.5 lamps on average, so fewer causes give the same number of dark lamps.
    causes = rng.poisson(rate * years / (1 + 1.5 * faults.group_share))
    first = np.repeat(np.arange(len(lamps)), causes)
    season = 1 + faults.winter_peak * np.cos(2 * np.pi * (days.day_of_year - 15) / 365.25)
    began = _moments(len(first), np.asarray(season), rng)
    size = np.where(rng.random(len(first)) < faults.group_share, rng.integers(2, 4, len(first)), 1)
    luck = rng.random(len(first))
    first_day = np.datetime64(parameters.place.first_day).astype(int)
    is_new = began / DAY + first_day >= lamps["installed"].to_numpy()[first]
    keep = ~is_new | (luck * rate[first] < new_rate[first])
    group = np.repeat(np.arange(len(first)), size)
    lamp = first[group] + np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    street = lamps["street"].to_numpy()
    same = (lamp < len(lamps)) & keep[group]
    same &= street[np.minimum(lamp, len(lamps) - 1)] == street[first[group]]
    table = _finish(
        "lamp_out", street[first[group]], lamp, group, began[group], streets, parameters, rng
    )
    table = table[same]
    # A lamp that is already out cannot fail again.
    table = table.sort_values(["lamp", "began"], kind="stable")
    before = table.groupby("lamp")["ended"].shift(fill_value=-1)
    return table[table["began"] > before]


def _street_outages(streets, parameters, seed):
    faults, rng = parameters.faults, stream(seed, "faults", "streets")
    days = days_of(parameters.place)
    frailty = rng.gamma(faults.street_frailty_shape, 1 / faults.street_frailty_shape, len(streets))
    weight = frailty * np.where(streets["under_served"], faults.under_served_failures, 1.0)
    years = len(days) / 365.25
    count = rng.poisson(faults.street_outages_per_year * years * weight / weight.sum())
    street = np.repeat(np.arange(len(streets)), count)
    storm = np.zeros(len(days))
    for year in np.unique(days.year):
        summer = np.flatnonzero((days.year == year) & days.month.isin([6, 7]))
        storm[rng.choice(summer, faults.storm_days_per_year, replace=False)] = 1
    plain = np.full(len(days), 1 / len(days))
    weight = (1 - faults.storm_share) * plain + faults.storm_share * storm / storm.sum()
    began = _moments(len(street), weight, rng)
    none = np.full(len(street), -1)
    table = _finish(
        "street_out", street, none, np.arange(len(street)), began, streets, parameters, rng
    )
    table = table.sort_values(["street", "began"], kind="stable")
    before = table.groupby("street")["ended"].shift(fill_value=-1)
    return table[table["began"] > before]


def _plain(lamps, streets, parameters, seed, fault_type):
    """Damage and day-burning: the same small rate for every lamp."""
    rng = stream(seed, "faults", fault_type)
    days = len(days_of(parameters.place))
    rate = getattr(parameters.faults, f"{fault_type}_per_lamp_year")
    lamp = np.repeat(np.arange(len(lamps)), rng.poisson(rate * days / 365.25, len(lamps)))
    street = lamps["street"].to_numpy()[lamp]
    began = _moments(len(lamp), np.ones(days), rng)
    return _finish(fault_type, street, lamp, np.arange(len(lamp)), began, streets, parameters, rng)


def _moments(count, day_weight, rng):
    """Random minutes, with more on days of more weight."""
    reached = np.cumsum(day_weight) / np.sum(day_weight)
    day = np.searchsorted(reached, rng.random(count), side="right")
    return np.minimum(day, len(day_weight) - 1) * DAY + rng.integers(0, DAY, count)


def _finish(fault_type, street, lamp, group, began, streets, parameters, rng):
    """Add report and repair. Faults of one group share both."""
    groups = group.max() + 1 if len(group) else 0
    delay = rng.exponential(parameters.faults.report_delay_days * DAY, groups)[group]
    first = np.zeros(groups, int)
    first[group] = street
    road_class = streets["road_class"].to_numpy()[first]
    under_served = streets["under_served"].to_numpy()[first]
    names = np.full(groups, fault_type)
    days = repair_days(names, road_class, under_served, parameters, rng)[group]
    reported = began + np.round(delay).astype(int)
    return pd.DataFrame(
        {
            "fault_type": fault_type,
            "street": street,
            "lamp": lamp,
            "group": group,
            "began": began,
            "reported": reported,
            "ended": reported + np.maximum(np.round(days * DAY), 60).astype(int),
        }
    )
