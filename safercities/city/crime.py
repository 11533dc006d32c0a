"""Stage 4, crime: candidate offences in space and time.

Each offence is a Poisson process. More candidates are drawn than will happen: each carries a
number, `luck`, and happens if ``luck * headroom`` is below the product of all effects on its street
at its moment (`effects`). So two plans for the same city see the same candidates, and differ only
where a plan makes a difference.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..measures.near import pairs_within
from .parameters import Offence, Parameters
from .randomness import stream
from .rhythm import day_weights, hour_weights
from .sky import DAY, Sky, days_of

SETTINGS = ("street", "vehicle", "dwelling", "premises")
OUTDOORS = (True, True, False, False)


def candidates(
    streets: pd.DataFrame, risk: np.ndarray, sky: Sky, parameters: Parameters, seed: int
) -> pd.DataFrame:
    """All candidate offences of the period, in order of time.

    Parameters
    ----------
    risk : array, shape (offences, streets)
        From `life.street_risk`.

    Returns
    -------
    DataFrame
        offence, setting (codes), street (row number), minute (since the first day), dark, luck
        and report_luck (0 to 1), along_share (0 to 1), side (-1 to 1).
    """
    table = pd.concat(by_offence(streets, risk, sky, parameters, seed), ignore_index=True)
    return in_order(table)


def by_offence(
    streets: pd.DataFrame, risk: np.ndarray, sky: Sky, parameters: Parameters, seed: int
) -> Iterator[pd.DataFrame]:
    """The candidates of one offence after the other, not in order; see `candidates`."""
    for code, offence in enumerate(parameters.crime.offences):
        parts = []
        for setting, share in enumerate(offence.settings):
            if share > 0:
                rng = stream(seed, "crime", offence.name, SETTINGS[setting])
                part = _one_setting(offence, setting, share, risk[code], sky, parameters, rng)
                parts.append(part.assign(offence=code, setting=setting))
        if offence.name == "residential_burglary":
            parts.append(_near_repeats(parts[0], streets, sky, parameters, seed))
        table = pd.concat(parts, ignore_index=True)
        yield table.assign(dark=sky.is_dark(table["minute"].to_numpy()))


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Offences in order of time; ties by offence, street and luck."""
    minute, offence, street = (
        table[c].to_numpy().astype(np.int64) for c in ("minute", "offence", "street")
    )
    # One number for three keys: sorting by four columns took half of the time of a large city.
    place = offence * (street.max(initial=0) + 1) + street
    key = minute * (place.max(initial=0) + 1) + place
    order = np.lexsort((table["luck"].to_numpy(), key))
    return table.iloc[order].reset_index(drop=True)


def true_count_per_year(offence: Offence, parameters: Parameters) -> float:
    """Offences a year, reported or not, when no effect acts."""
    return parameters.crime.recorded_per_year * offence.recorded_share / offence.reported


def _one_setting(offence, setting, share, street_risk, sky, parameters, rng):
    crime, darkness = parameters.crime, offence.darkness if OUTDOORS[setting] else 1.0
    days = day_weights(offence, crime, days_of(parameters.place))
    hours, mean_factor = hour_weights(offence, crime, days, sky, darkness)
    alone = 1 - crime.near_repeat_share if offence.name == "residential_burglary" else 1.0
    expected = true_count_per_year(offence, parameters) * share * alone * sky.days / 365.25
    # Candidates are drawn as if it were always dark; in the light some are taken out again.
    count = rng.poisson(expected * crime.headroom * darkness / mean_factor)
    minute = _draw(days, count, rng) * DAY + _draw(hours, count, rng) * 60
    minute = minute + rng.integers(0, 60, count)
    stays = rng.random(count) * darkness < np.where(sky.is_dark(minute), darkness, 1.0)
    minute = minute[stays]
    return _with_place(minute, _draw(street_risk, len(minute), rng), rng)


def _near_repeats(first, streets, sky, parameters, seed):
    """Burglaries that follow another one nearby within days; they share its luck."""
    crime, rng = parameters.crime, stream(seed, "crime", "near repeats")
    share = crime.near_repeat_share / (1 - crime.near_repeat_share)
    parent = first[rng.random(len(first)) < share].reset_index(drop=True)
    x, y = streets["x_m"].to_numpy(), streets["y_m"].to_numpy()
    # Midpoints this near keep most pairs of homes within the whole distance.
    i, j = pairs_within(x, y, 0.6 * crime.near_repeat_m)
    i, j = np.append(i, np.arange(len(x))), np.append(j, np.arange(len(x)))
    order = np.argsort(i, kind="stable")
    i, j = i[order], j[order]
    start, count = np.searchsorted(i, parent["street"]), np.bincount(i)[parent["street"]]
    street = j[start + np.floor(rng.random(len(parent)) * count).astype(int)]
    offence = next(o for o in crime.offences if o.name == "residential_burglary")
    hours, _ = hour_weights(
        offence, crime, day_weights(offence, crime, days_of(parameters.place)), sky, 1.0
    )
    lag = rng.integers(1, int(crime.near_repeat_days), len(parent))
    clock = _draw(hours, len(parent), rng) * 60 + rng.integers(0, 60, len(parent))
    minute = (parent["minute"].to_numpy() // DAY + lag) * DAY + clock
    near = _with_place(minute, street, rng).assign(
        luck=parent["luck"], offence=parent["offence"], setting=parent["setting"]
    )
    return near[near["minute"] < sky.days * DAY]


def _with_place(minute, street, rng):
    count = len(minute)
    return pd.DataFrame(
        {
            "street": street,
            "minute": minute,
            "luck": rng.random(count),
            "report_luck": rng.random(count),
            "along_share": rng.random(count),
            "side": rng.uniform(-1, 1, count),
        }
    )


def _draw(weight, count, rng):
    """Draw `count` positions with probability in proportion to `weight`."""
    reached = np.cumsum(weight)
    position = np.searchsorted(reached, rng.random(count) * reached[-1], side="right")
    return np.minimum(position, len(reached) - 1)
