"""The city's own projects: where it acts, chosen from the records of the first year.

Sites are chosen because they were bad, so they would improve a little anyway: regression to the
mean is built in.
"""

import numpy as np
import pandas as pd

from ..measures.near import pairs_within
from .parameters import Parameters
from .randomness import stream
from .sky import DAY, minute_of

COLUMNS = ("kind", "phase", "street", "status", "start")


def no_sites() -> pd.DataFrame:
    """A city that does nothing."""
    return pd.DataFrame(
        {c: pd.Series(dtype=object if c in ("kind", "status") else int) for c in COLUMNS}
    )


def choose(
    streets: pd.DataFrame,
    lamps: pd.DataFrame,
    recorded: pd.DataFrame,
    parameters: Parameters,
    seed: int,
) -> pd.DataFrame:
    """All sites, one row a street.

    Parameters
    ----------
    recorded : DataFrame
        Recorded offences without any project; only the first year counts.

    Returns
    -------
    DataFrame
        kind (relighting, path), phase (1, 2, ...), street (row number), status (done, waiting),
        start (minutes since the first day; -1 while waiting).
    """
    first_year = recorded[recorded["minute"] < parameters.projects.first_year_days * DAY]
    return pd.concat(
        [
            _relighting(streets, lamps, first_year, parameters, seed),
            _path(streets, first_year, parameters),
        ],
        ignore_index=True,
    )


def campaign(parameters: Parameters) -> pd.DataFrame:
    """The reporting campaign, for the whole city (street -1); columns as in `choose`."""
    start = minute_of(parameters.projects.campaign_start, parameters.place)
    row = {"kind": "campaign", "phase": 1, "street": -1, "status": "done", "start": start}
    return pd.DataFrame([row])


def done(sites: pd.DataFrame) -> pd.DataFrame:
    """The sites where something is built."""
    return sites[sites["status"] == "done"]


def _relighting(streets, lamps, first_year, parameters, seed):
    """The worst streets with old lamps; whole neighbourhoods take turns, the others wait."""
    projects, rng = parameters.projects, stream(seed, "projects", "relighting")
    names = parameters.effects.relit_offences
    named = np.array([offence.name in names for offence in parameters.crime.offences])
    counted = first_year[named[first_year["offence"]] & first_year["dark"]]
    score = np.bincount(counted["street"], minlength=len(streets)) + rng.random(len(streets))
    old = np.zeros(len(streets), bool)
    old[lamps.loc[lamps["technology"] != "led", "street"]] = True
    score = np.where(old, score, -1.0)
    wanted = round(projects.eligible_share * len(streets))
    eligible = np.sort(np.argsort(-score, kind="stable")[: min(wanted, int(old.sum()))])
    neighbourhood = streets["neighbourhood"].to_numpy()[eligible]
    phases = len(projects.relighting_starts)
    phase = _turns(neighbourhood, phases, projects.waiting_groups, rng)[neighbourhood]
    start = np.array([minute_of(d, parameters.place) for d in projects.relighting_starts] + [-1])
    return pd.DataFrame(
        {
            "kind": "relighting",
            "phase": phase + 1,
            "street": eligible,
            "status": np.where(phase < phases, "done", "waiting"),
            "start": start[phase],
        }
    )


def _turns(neighbourhood, phases, waiting, rng):
    """The turn of each neighbourhood, 0 to `phases` (waiting): groups of like size draw lots."""
    order = np.argsort(-np.bincount(neighbourhood), kind="stable")
    group = phases + waiting
    lots = np.minimum(np.arange(group), phases)
    turn = np.empty(len(order), int)
    for first in range(0, len(order), group):
        members = order[first : first + group]
        turn[members] = rng.permutation(lots)[: len(members)]
    return turn


def _path(streets, first_year, parameters):
    """The stretch of lanes with the most outdoor offences in an under-served neighbourhood."""
    wanted = parameters.projects.path_streets
    lane = np.flatnonzero((streets["under_served"] & (streets["road_class"] == "lane")).to_numpy())
    outdoors = first_year[first_year["setting"] < 2]
    count = np.bincount(outdoors["street"], minlength=len(streets))
    x, y = streets["x_m"].to_numpy(), streets["y_m"].to_numpy()
    i, j = pairs_within(x[lane], y[lane], 200.0)
    around = np.bincount(i, weights=count[lane][j], minlength=len(lane)) + count[lane]
    centre = lane[np.argmax(around)]
    near = lane[streets["neighbourhood"].to_numpy()[lane] == streets["neighbourhood"].iloc[centre]]
    distance = np.hypot(x[near] - x[centre], y[near] - y[centre])
    chosen = np.sort(near[np.argsort(distance, kind="stable")[:wanted]])
    return pd.DataFrame(
        {
            "kind": "path",
            "phase": 1,
            "street": chosen,
            "status": "done",
            "start": minute_of(parameters.projects.path_start, parameters.place),
        }
    )
