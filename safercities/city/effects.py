"""Effects on crime of what burns and what was built: one factor for each candidate offence.

A plan is data: the table of sites from `projects` and the table of faults. Change either, keep the
candidates, and the difference is the effect of the plan.
"""

import numpy as np
import pandas as pd

from ..measures.near import neighbours_of, pairs_within
from .parameters import Effects, Parameters
from .sky import minute_of
from .spans import inside


def happen(candidates: pd.DataFrame, factor: np.ndarray, parameters: Parameters) -> np.ndarray:
    """Which candidates happen, shape (n,).

    Raises
    ------
    ValueError
        If a factor exceeds the headroom that was drawn for.
    """
    headroom = parameters.crime.headroom
    if len(factor) and factor.max() > headroom * (1 + 1e-9):
        raise ValueError(
            f"an effect of {factor.max():.3g} exceeds crime.headroom {headroom:g}. "
            "Raise crime.headroom and simulate again."
        )
    return candidates["luck"].to_numpy() * headroom < factor


def factor(
    candidates: pd.DataFrame,
    streets: pd.DataFrame,
    faults: pd.DataFrame,
    sites: pd.DataFrame,
    parameters: Parameters,
) -> np.ndarray:
    """Product of all effects on each candidate, shape (n,).

    Parameters
    ----------
    faults : DataFrame
        From `faults.simulate`; only whole-street outages count.
    sites : DataFrame
        kind ("relighting", "path"), street (row number), start (minutes since the first day) and,
        if not the whole measure is built, amount (0 to 1: the power to which the effect is taken).
    """
    near = pairs_within(streets["x_m"], streets["y_m"], parameters.effects.near_m)
    return (
        outage_factor(candidates, faults, near, parameters)
        * relit_factor(candidates, sites, near, parameters)
        * path_factor(candidates, sites, parameters)
        * campaign_factor(candidates, parameters)
    )


def outage_factor(candidates, faults, near, parameters) -> np.ndarray:
    """While a whole street is dark: its neighbours after dark, for some offences."""
    effects = parameters.effects
    out = faults[faults["fault_type"] == "street_out"]
    touched = _is_offence(candidates, effects.outage_offences, parameters) & candidates["dark"]
    street, minute = candidates["street"].to_numpy(), candidates["minute"].to_numpy()
    own = inside(street, minute, out["street"], out["began"], out["ended"])
    row, neighbour = neighbours_of(out["street"].to_numpy(), near)
    spans = out.iloc[row]
    beside = inside(street, minute, neighbour, spans["began"], spans["ended"])
    value = np.where(
        own, effects.outage_same_street, np.where(beside, effects.outage_neighbour, 1.0)
    )
    return np.where(touched, value, 1.0)


def relit_factor(candidates, sites, near, parameters) -> np.ndarray:
    """After relighting: property crime in the dark falls, a little also next door."""
    effects: Effects = parameters.effects
    lit = sites[sites["kind"] == "relighting"]
    street, start = (lit[c].to_numpy().astype(np.int64) for c in ("street", "start"))
    amount = _amounts(lit)
    touched = _is_offence(candidates, effects.relit_offences, parameters) & candidates["dark"]
    own = _in_force(candidates, street, start, amount)
    row, neighbour = neighbours_of(street, near)
    beside = _in_force(candidates, neighbour, start[row], amount[row])
    value = np.where(own > 0, effects.relit**own, effects.relit_neighbour**beside)
    return np.where(touched, value, 1.0)


def path_factor(candidates, sites, parameters) -> np.ndarray:
    """On the path project: all outdoor offences, day and night."""
    path = sites[sites["kind"] == "path"]
    street, start = (path[c].to_numpy().astype(np.int64) for c in ("street", "start"))
    on_path = _in_force(candidates, street, start, _amounts(path))
    outdoors = candidates["setting"].to_numpy() < 2
    return np.where(outdoors, parameters.effects.path**on_path, 1.0)


def campaign_factor(candidates, parameters) -> np.ndarray:
    """After the reporting campaign there is less harassment, though more of it is recorded."""
    start = minute_of(parameters.projects.campaign_start, parameters.place)
    touched = _is_offence(candidates, ("harassment",), parameters)
    later = candidates["minute"].to_numpy() >= start
    return np.where(touched & later, parameters.effects.harassment_after_campaign, 1.0)


def _is_offence(candidates, wanted, parameters):
    named = np.array([offence.name in wanted for offence in parameters.crime.offences])
    return named[candidates["offence"].to_numpy()]


def _amounts(sites):
    """How much is done at each site: the whole measure, 1, where it is not said."""
    if "amount" in sites:
        return sites["amount"].to_numpy(dtype=float)
    return np.ones(len(sites))


def _in_force(candidates, street, start, amount):
    """The amount in force on each candidate's street at its moment; 0 if nothing is yet.

    Where a street is named more than once, the largest amount and the earliest start hold.
    """
    streets = max(candidates["street"].max(), street.max(initial=0)) + 1
    first, most = np.full(streets, np.iinfo(np.int64).max), np.zeros(streets)
    np.minimum.at(first, street, start)
    np.maximum.at(most, street, amount)
    own = candidates["street"].to_numpy()
    return np.where(candidates["minute"].to_numpy() >= first[own], most[own], 0.0)
