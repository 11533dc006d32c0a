"""Stage 3b, life: how many people are where at which hour (ambient population).

People present are residents who are at home or about, plus visitors. Visitors follow the same
opportunities for meeting people as street offences do, spread over the day by the kind of place.
"""

import numpy as np
import pandas as pd

from .parameters import KINDS
from .randomness import stream
from .simulate import City

DAY_TYPES = ("weekday", "saturday", "sunday")
AT_HOME = np.interp(np.arange(24), [0, 5, 9, 15, 19, 23], [0.97, 0.97, 0.52, 0.50, 0.80, 0.95])

# The hour at which most visitors come, how long the peak lasts (hours), and how much a
# Saturday and a Sunday bring, relative to a weekday. Design.
RHYTHM = {
    "business_centre": (13, 4.0, 0.45, 0.30),
    "port": (11, 4.5, 0.60, 0.35),
    "night_market": (20, 3.0, 1.60, 1.40),
    "university": (13, 4.0, 0.35, 0.20),
    "transit": (17, 5.0, 0.85, 0.70),
    "industrial": (11, 4.0, 0.40, 0.15),
    "hillside": (18, 5.0, 1.00, 1.00),
    "old_quarter": (18, 4.5, 1.10, 1.10),
    "apartments": (18, 5.0, 1.00, 1.00),
    "residential": (17, 5.0, 1.00, 1.00),
    "park": (16, 3.5, 1.80, 2.20),
    "waterfront": (18, 4.0, 1.50, 1.70),
}
VISITORS_PER_RESIDENT = 0.5  # in the whole city at noon of a weekday


def people_present(city: City) -> pd.DataFrame:
    """Mean number of people in each neighbourhood by day type and hour.

    Returns
    -------
    DataFrame
        neighbourhood (row number), day_type, hour, people.
    """
    table = city.ground.neighbourhoods
    pull = _pull(city)
    noise = stream(city.seed, "footfall").lognormal(0, 0.05, (len(table), 3, 24))
    peak, wide, saturday, sunday = np.array([RHYTHM[k] for k in KINDS], dtype=float).T
    kind = pd.Categorical(table["kind"], categories=KINDS).codes
    hour = np.arange(24)
    away = (hour - peak[:, None] + 12) % 24 - 12
    curve = 0.04 + np.exp(-0.5 * (away / wide[:, None]) ** 2)
    by_day = np.stack([np.ones_like(peak), saturday, sunday], axis=1)
    visitors = pull[:, None, None] * by_day[kind][:, :, None] * curve[kind][:, None, :]
    residents = table["population"].to_numpy()[:, None, None] * AT_HOME
    people = np.round((residents + visitors) * noise).astype(int)
    n, d, h = np.indices(people.shape)
    return pd.DataFrame(
        {
            "neighbourhood": n.ravel(),
            "day_type": np.array(DAY_TYPES)[d.ravel()],
            "hour": h.ravel(),
            "people": people.ravel(),
        }
    )


def _pull(city):
    """Visitors of each neighbourhood at the peak hour."""
    streets = city.ground.streets
    opportunity = streets["kind"].map(city.parameters.crime.opportunity["people"])
    weight = np.bincount(streets["neighbourhood"], weights=opportunity * streets["length_m"])
    total = VISITORS_PER_RESIDENT * city.ground.neighbourhoods["population"].sum()
    return total * weight / weight.sum()
