"""Stage 3, life: where there are people, vehicles, homes and shops, and so opportunities."""

import numpy as np
import pandas as pd

from .parameters import Parameters
from .randomness import stream

DIM_LX = 3.0  # below this mean a street counts as dim: the course's priority threshold


def street_risk(
    streets: pd.DataFrame, street_lux: np.ndarray, parameters: Parameters, seed: int
) -> np.ndarray:
    """Share of each offence that falls on each street, in the long run.

    The model is gamma-Poisson: opportunity (kind of neighbourhood, road class, length) times a
    gamma risk that all offences share, times a gamma risk of the offence's own, times a factor for
    dim streets.

    Returns
    -------
    array, shape (offences, streets)
        Each row adds up to 1.
    """
    crime = parameters.crime
    shared = stream(seed, "life", "place").gamma(crime.place_shape, 1.0, len(streets))
    dim = np.where(street_lux < DIM_LX, crime.low_light, 1.0)
    road = streets["road_class"].map(crime.road_factor).to_numpy(dtype=float)
    common = shared * road * streets["length_m"].to_numpy() * dim
    rows = []
    for offence in crime.offences:
        own = stream(seed, "life", offence.name).gamma(crime.offence_shape, 1.0, len(streets))
        opportunity = streets["kind"].map(crime.opportunity[offence.target]).to_numpy(dtype=float)
        rows.append(common * own * opportunity)
    risk = np.array(rows)
    return risk / risk.sum(axis=1, keepdims=True)
