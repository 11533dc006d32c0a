"""The whole pipeline: ground -> lamps -> life -> crime -> records."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import crime, effects, faults, lamps, life, light, lux, projects, records, tickets
from .ground import Ground, build
from .parameters import Parameters
from .sky import DAY, Sky, sky_of, sun_table


@dataclass(frozen=True)
class City:
    """One simulated city: what is true and what was written down. Row numbers are keys."""

    parameters: Parameters
    seed: int
    sun: pd.DataFrame
    sky: Sky
    ground: Ground
    old_lamps: pd.DataFrame
    lamps: pd.DataFrame
    risk: np.ndarray
    candidates: pd.DataFrame
    sites: pd.DataFrame
    faults: pd.DataFrame
    happened: np.ndarray
    incidents: pd.DataFrame
    tickets: pd.DataFrame
    lux: pd.DataFrame

    @property
    def end(self) -> int:
        """The end of the period in minutes since its start."""
        return self.sky.days * DAY


def simulate(parameters: Parameters, seed: int, sun: pd.DataFrame | None = None) -> City:
    """Simulate one city.

    Parameters
    ----------
    parameters : Parameters
    seed : int
        Another seed is another city.
    sun : DataFrame, optional
        The table sun_times, to do without the package astral.
    """
    sun = sun_table(parameters) if sun is None else sun
    sky = sky_of(parameters, sun)
    ground = build(parameters, seed)
    streets = ground.streets
    old = lamps.install(ground, parameters, seed)
    first_day = int(np.datetime64(parameters.place.first_day).astype(int))
    dim = light.mean_lux(old, streets, first_day, parameters)
    risk = life.street_risk(streets, dim, parameters, seed)
    candidates = crime.candidates(streets, risk, sky, parameters, seed)

    # The city chooses its sites from the records of a first year in which it did nothing yet.
    before = faults.simulate(old, old, streets, parameters, seed)
    factor = effects.factor(candidates, streets, before, projects.no_sites(), parameters)
    seen = records.recorded(candidates, effects.happen(candidates, factor, parameters), parameters)
    sites = projects.choose(streets, old, seen, parameters, seed)

    built = projects.done(sites)
    built = built[built["start"] < sky.days * DAY]
    now = lamps.relight(old, _installed(built, first_day), streets, parameters)
    broken = faults.simulate(now, old, streets, parameters, seed)
    factor = effects.factor(candidates, streets, broken, built, parameters)
    happened = effects.happen(candidates, factor, parameters)
    return City(
        parameters=parameters,
        seed=seed,
        sun=sun,
        sky=sky,
        ground=ground,
        old_lamps=old,
        lamps=now,
        risk=risk,
        candidates=candidates,
        sites=sites,
        faults=broken,
        happened=happened,
        incidents=records.recorded(candidates, happened, parameters),
        tickets=tickets.write(broken, now, sky.days * DAY, parameters, seed),
        lux=lux.survey(now, streets, broken, parameters, seed),
    )


def _installed(sites, first_day):
    """Relit streets with the day of their new lanterns, as days since 1970-01-01."""
    lit = sites[sites["kind"] == "relighting"]
    return pd.DataFrame({"street": lit["street"], "installed": first_day + lit["start"] // DAY})
