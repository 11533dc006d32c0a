"""Stage 5, records: women's safety walks, nine marks of 0 to 3 by several raters.

Every stop has true marks. A rater sees the true one with chance `agreement` and otherwise guesses
from how often each mark occurs, so that Cohen's kappa of two raters is `agreement` squared. Strict
raters often take one mark off.
"""

import numpy as np
import pandas as pd

from .light import mean_lux
from .randomness import stream
from .simulate import City
from .sky import DAY, minute_of

PARAMETERS = (
    "lighting",
    "openness",
    "visibility",
    "people",
    "security",
    "walk_path",
    "public_transport",
    "gender_mix",
    "feeling",
)
GROUPS = ("resident", "student", "official")


def walks(city: City) -> pd.DataFrame:
    """All marks, one row a stop and rater.

    Returns
    -------
    DataFrame
        walk, stop, street (row numbers), minute, rater, strict, group, rater_sex, then the nine
        marks.
    """
    audit, rng = city.parameters.audit, stream(city.seed, "audits", "walks")
    stops = _stops(city, audit, rng)
    truth = true_marks(city, stops, stream(city.seed, "audits", "truth"))
    group = rng.choice(len(GROUPS), audit.raters, p=(0.55, 0.25, 0.20))
    woman = rng.random(audit.raters) < 0.8
    team = np.stack(
        [rng.permutation(audit.raters)[: audit.raters_per_walk] for _ in range(audit.walks)]
    )
    row = np.repeat(np.arange(len(stops)), audit.raters_per_walk)
    rater = team[stops["walk"]].ravel()
    table = stops.iloc[row].reset_index(drop=True)
    table["rater"] = rater
    table["strict"] = rater < audit.strict_raters
    table["group"] = np.array(GROUPS)[group[rater]]
    table["rater_sex"] = np.where(woman[rater], "woman", "man")
    marks = _seen(truth, row, table["strict"].to_numpy(), audit, rng)
    return pd.concat([table, pd.DataFrame(marks, columns=list(PARAMETERS))], axis=1)


def true_marks(city: City, stops: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """True marks of each stop, shape (stops, 9)."""
    audit, streets = city.parameters.audit, city.ground.streets.iloc[stops["street"]]
    day = int(np.datetime64(city.parameters.lux.first_day).astype(int))
    lux = mean_lux(city.lamps, city.ground.streets, day, city.parameters)[stops["street"]]
    edges = [audit.dark_below_lx, audit.poor_below_lx, audit.good_from_lx]
    lighting = np.searchsorted(edges, lux * rng.lognormal(0, 0.2, len(lux)), side="right")
    opportunity = city.parameters.crime.opportunity
    crowd = streets["kind"].map(opportunity["people"]).to_numpy()
    shops = streets["kind"].map(opportunity["businesses"]).to_numpy()
    width = streets["width_m"].to_numpy()

    def mark(value):
        return np.clip(np.round(value + 0.6 * rng.standard_normal(len(value))), 0, 3).astype(int)

    openness = mark(0.3 + 0.9 * np.log(width / 2))
    people = mark(0.4 + 0.8 * np.log1p(crowd))
    visibility = mark(0.5 + 0.35 * people + 0.5 * np.log1p(shops))
    security = mark(0.2 + 0.3 * np.log1p(shops))
    path = mark(0.2 + 0.8 * np.log(width / 2))
    transport = mark(0.6 + 0.45 * crowd)
    mix = mark(0.5 + 0.6 * people)
    feeling = mark(0.1 + 0.35 * lighting + 0.2 * (openness + people + mix) + 0.1 * security)
    columns = (lighting, openness, visibility, people, security, path, transport, mix, feeling)
    return np.stack(columns, axis=1)


def _stops(city, audit, rng):
    """Each walk visits streets around a random start, at dusk and after."""
    streets = city.ground.streets
    x, y = streets["x_m"].to_numpy(), streets["y_m"].to_numpy()
    start = rng.choice(len(streets), audit.walks, replace=False)
    distance = np.hypot(x - x[start][:, None], y - y[start][:, None])
    near = np.argsort(distance, axis=1, kind="stable")[:, : 3 * audit.stops_per_walk : 3]
    begin = minute_of(city.parameters.lux.first_day, city.parameters.place)
    evening = begin + rng.integers(0, 70, audit.walks) * DAY + rng.integers(1140, 1200, audit.walks)
    minute = evening[:, None] + 9 * np.arange(near.shape[1])
    walk = np.repeat(np.arange(audit.walks), near.shape[1])
    return pd.DataFrame(
        {
            "walk": walk,
            "stop": np.arange(near.size),
            "street": near.ravel(),
            "minute": minute.ravel(),
        }
    )


def _seen(truth, row, strict, audit, rng):
    """What raters write down, shape (rows, 9)."""
    marks = truth[row]
    # A guess is the true mark of another stop: it follows the overall distribution.
    guess = np.stack([rng.choice(truth[:, k], len(row)) for k in range(truth.shape[1])], axis=1)
    sees = rng.random(marks.shape) < audit.agreement
    marks = np.where(sees, marks, guess)
    lower = strict[:, None] & (rng.random(marks.shape) < audit.strictness)
    return np.where(lower, np.maximum(marks - 1, 0), marks)
