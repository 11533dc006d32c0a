"""Many incidents in little memory: each offence is drawn, thinned and recorded before the next."""

import numpy as np
import pandas as pd

from . import crime, effects, records
from .parameters import Parameters
from .sky import Sky


def recorded_incidents(
    streets: pd.DataFrame,
    risk: np.ndarray,
    sky: Sky,
    faults: pd.DataFrame,
    sites: pd.DataFrame,
    parameters: Parameters,
    seed: int,
) -> pd.DataFrame:
    """The same recorded incidents as `simulate` keeps, without holding all candidates at once.

    Parameters are those of `crime.candidates`, `effects.factor` and `records.recorded`.
    """
    kept = []
    for candidates in crime.by_offence(streets, risk, sky, parameters, seed):
        factor = effects.factor(candidates, streets, faults, sites, parameters)
        happened = effects.happen(candidates, factor, parameters)
        kept.append(records.recorded(candidates, happened, parameters))
    return crime.in_order(pd.concat(kept, ignore_index=True))
