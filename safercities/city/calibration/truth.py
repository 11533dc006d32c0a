"""Truths that no single parameter states: what a census of the whole city would find."""

import numpy as np
import pandas as pd

from .. import lux
from ..life import DIM_LX
from ..light import mean_lux
from ..parameters import replaced
from ..simulate import City


def lux_census(city: City) -> pd.DataFrame:
    """The lux survey of every street that could have been drawn, each with weight 1."""
    everything = replaced(
        city.parameters, lux__streets=len(city.ground.streets), lux__under_served_oversampling=1.0
    )
    points = lux.survey(city.lamps, city.ground.streets, city.faults, everything, city.seed)
    return points.rename(columns={"street": "street_id"})


def women_unsafe(city: City) -> float:
    """Share of women who feel unsafe, of those who go out after dark, in the first wave."""
    survey, streets = city.parameters.survey, city.ground.streets
    day = int(np.datetime64(f"{survey.waves[0]}-{survey.month:02d}-01").astype(int))
    dim = (mean_lux(city.old_lamps, streets, day, city.parameters) < DIM_LX).astype(float)
    length, place = streets["length_m"].to_numpy(), streets["neighbourhood"].to_numpy()
    people = city.ground.neighbourhoods["population"].to_numpy()
    at_home = people[place] * length / np.bincount(place, weights=length)[place]
    p = np.array(survey.unsafe["woman"])[:, None]
    logit = np.log(p / (1 - p)) + survey.dim_unsafe * (dim - dim.mean())
    by_age = (1 / (1 + np.exp(-logit))) @ (at_home / at_home.sum())
    going_out = np.array(survey.age_share) * (1 - np.array(survey.never_out["woman"]))
    return float(by_age @ going_out / going_out.sum())
