"""Stage 5, records: which offences the police write down."""

import numpy as np
import pandas as pd

from .parameters import Parameters
from .sky import minute_of


def reporting(candidates: pd.DataFrame, parameters: Parameters) -> np.ndarray:
    """Probability that each offence is recorded, shape (n,)."""
    offences = parameters.crime.offences
    rate = np.array([offence.reported for offence in offences])[candidates["offence"]]
    start = minute_of(parameters.projects.campaign_start, parameters.place)
    harassment = np.array([o.name == "harassment" for o in offences])[candidates["offence"]]
    raised = harassment & (candidates["minute"].to_numpy() >= start)
    return np.where(raised, parameters.projects.campaign_reported, rate)


def recorded(
    candidates: pd.DataFrame, happened: np.ndarray, parameters: Parameters
) -> pd.DataFrame:
    """The offences that happened and were recorded, in order of time."""
    known = candidates["report_luck"].to_numpy() < reporting(candidates, parameters)
    return candidates[happened & known].reset_index(drop=True)
