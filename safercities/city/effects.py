"""Effects on crime of what burns and what was built: one factor for each candidate offence.

A plan is data: the table of sites from `projects` and the table of faults. Change either, keep the
candidates, and the difference is the effect of the plan.
"""

import numpy as np
import pandas as pd

from .near import neighbours_of, pairs_within
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
        kind ("relighting", "path"), street (row number, -1 for the whole city for "campaign"),
        start (minutes since the first day).
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
    touched = _is_offence(candidates, effects.relit_offences, parameters) & candidates["dark"]
    own = _since(candidates, lit["street"].to_numpy(), lit["start"].to_numpy())
    row, neighbour = neighbours_of(lit["street"].to_numpy(), near)
    beside = _since(candidates, neighbour, lit["start"].to_numpy()[row])
    value = np.where(own, effects.relit, np.where(beside, effects.relit_neighbour, 1.0))
    return np.where(touched, value, 1.0)


def path_factor(candidates, sites, parameters) -> np.ndarray:
    """On the path project: all outdoor offences, day and night."""
    path = sites[sites["kind"] == "path"]
    on_path = _since(candidates, path["street"].to_numpy(), path["start"].to_numpy())
    outdoors = candidates["setting"].to_numpy() < 2
    return np.where(on_path & outdoors, parameters.effects.path, 1.0)


def campaign_factor(candidates, parameters) -> np.ndarray:
    """After the reporting campaign there is less harassment, though more of it is recorded."""
    start = minute_of(parameters.projects.campaign_start, parameters.place)
    touched = _is_offence(candidates, ("harassment",), parameters)
    later = candidates["minute"].to_numpy() >= start
    return np.where(touched & later, parameters.effects.harassment_after_campaign, 1.0)


def _is_offence(candidates, wanted, parameters):
    named = np.array([offence.name in wanted for offence in parameters.crime.offences])
    return named[candidates["offence"].to_numpy()]


def _since(candidates, street, start):
    """Whether each candidate falls on one of the streets at or after its start."""
    never = np.iinfo(np.int64).max
    streets = max(candidates["street"].max(), street.max(initial=0)) + 1
    first = np.full(streets, never)
    np.minimum.at(first, street, start)
    return candidates["minute"].to_numpy() >= first[candidates["street"].to_numpy()]
