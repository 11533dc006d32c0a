"""Concentration: on how few places do how many events fall, and how few would be chance?"""

import numpy as np
import pandas as pd

from . import checks


def lorenz_curve(counts) -> pd.DataFrame:
    """Lorenz curve of events over places, from the places with fewest events to the most.

    Parameters
    ----------
    counts : array, shape (n,)
        Events at each place. Places without any event count too: give them a 0.

    Returns
    -------
    DataFrame
        n + 1 rows from (0, 0) to (1, 1): share_of_places, share_of_events.

    Examples
    --------
    >>> lorenz_curve([3, 0, 1])["share_of_events"].tolist()
    [0.0, 0.0, 0.25, 1.0]
    """
    ordered = np.sort(_events(counts))
    return pd.DataFrame(
        {
            "share_of_places": np.arange(len(ordered) + 1) / len(ordered),
            "share_of_events": np.append(0.0, np.cumsum(ordered)) / ordered.sum(),
        }
    )


def gini(counts) -> float:
    """Gini coefficient of events over places: 0 for an even spread, near 1 for one place.

    With the counts x_1 to x_n in rising order and i their rank,

        G = 2 * sum(i * x_i) / (n * sum(x)) - (n + 1) / n.

    Parameters
    ----------
    counts : array, shape (n,)
        Events at each place, zeros included.

    Examples
    --------
    >>> round(gini([10, 8, 2, 0, 0, 0, 0, 0, 0, 0]), 2)
    0.78
    """
    ordered = np.sort(_events(counts))
    n = len(ordered)
    rank = np.arange(1, n + 1)
    return float(2 * (rank * ordered).sum() / (n * ordered.sum()) - (n + 1) / n)


def generalised_gini(counts) -> float:
    """Gini coefficient that allows for fewer events than places.

    With fewer events C than places N most places must stay empty, and the Gini coefficient is
    high even if no place has more than one event. The generalised coefficient compares with the
    most even spread that is possible:

        G' = max(1, N / C) * (G - 1) + 1.

    Parameters
    ----------
    counts : array, shape (n,)
        Events at each place, zeros included.

    Notes
    -----
    Bernasco and Steenbeek 2017, Journal of Quantitative Criminology 33(3):451-467,
    doi 10.1007/s10940-016-9324-7.

    Examples
    --------
    >>> counts = [5, 2, 1, 0, 0, 0, 0, 0, 0, 0]
    >>> round(gini(counts), 2), round(generalised_gini(counts), 2)
    (0.8, 0.75)
    """
    events = _events(counts)
    return float(max(1, len(events) / events.sum()) * (gini(events) - 1) + 1)


def share_of_places(counts, share: float = 0.5) -> float:
    """Smallest share of places that holds the given share of events.

    Parameters
    ----------
    counts : array, shape (n,)
        Events at each place, zeros included.
    share : float
        Share of events, above 0 and at most 1.

    Returns
    -------
    float
        Share of all places: the fewest places that together hold at least that many events.

    Notes
    -----
    The "law of crime concentration": Weisburd 2015, Criminology 53(2):133-157,
    doi 10.1111/1745-9125.12070.

    Examples
    --------
    >>> share_of_places([6, 2, 1, 1, 0, 0, 0, 0, 0, 0])
    0.1
    """
    events = _events(counts)
    return float(_places_needed(events[None], checks.share(share, "share"))[0] / len(events))


def chance_concentration(
    events: int, places: int, rng, simulations: int = 999, share: float = 0.5, weights=None
) -> np.ndarray:
    """`share_of_places` when events fall on places by chance alone.

    Parameters
    ----------
    events, places : int
        How many events fall on how many places.
    rng : numpy.random.Generator
    simulations : int
        How often all events fall anew.
    share : float
        As in `share_of_places`.
    weights : array, shape (places,), optional
        Chance of each place, relative, such as the length of each street. Default: all equal.

    Returns
    -------
    array, shape (simulations,)

    Notes
    -----
    With few events for each place, chance alone leaves many places empty, so the measured
    concentration says little until it is compared with this.

    Examples
    --------
    >>> by_chance = chance_concentration(1500, 3000, np.random.default_rng(1), simulations=99)
    >>> round(float(by_chance.mean()), 2)
    0.14
    """
    total, n = checks.count(events, "events"), checks.count(places, "places")
    if total == 0 or n == 0:
        raise ValueError("events, places: expected at least 1 of each")
    chance = np.ones(n) if weights is None else checks.numbers(weights, "weights")
    if chance.shape != (n,) or chance.sum() == 0:
        raise ValueError(f"weights: expected {n} numbers, one a place, not all zero")
    wanted = checks.share(share, "share")
    rng = checks.generator(rng)
    chance = chance / chance.sum()
    rounds = range(checks.count(simulations, "simulations"))
    drawn = (rng.multinomial(total, chance)[None] for _ in rounds)
    return np.array([_places_needed(counts, wanted)[0] / n for counts in drawn])


def _events(counts) -> np.ndarray:
    """Events at each place, checked: at least one place and one event."""
    events = checks.numbers(counts, "counts")
    if events.ndim != 1 or events.sum() == 0:
        raise ValueError("counts: expected one number a place, and at least one event in all")
    return events


def _places_needed(counts: np.ndarray, share: float) -> np.ndarray:
    """Fewest places that hold the share of events, for each row of counts."""
    held = np.cumsum(-np.sort(-counts, axis=1), axis=1)
    # A hair less, so that rounding of share * total does not ask for one place more.
    wanted = share * held[:, -1:] * (1 - 1e-12)
    return 1 + (held < wanted).sum(axis=1)
