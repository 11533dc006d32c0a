"""How well a hot-spot map foretells later events: PAI and PEI."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from . import checks


class ForecastAccuracy(NamedTuple):
    """Accuracy of a hot-spot forecast.

    Attributes
    ----------
    hits : float
        Later events in the forecast places.
    pai : float
        Predictive accuracy index.
    best_hits : float
        Most later events that any choice of the same area could hold.
    pei : float
        Predictive efficiency index, hits / best_hits.
    """

    hits: float
    pai: float
    best_hits: float
    pei: float


def pai(hits, events, area, total_area) -> float:
    """Predictive accuracy index: share of events over share of area, (n / N) / (a / A).

    Parameters
    ----------
    hits, events : float
        Later events in the forecast area, and in the whole study area.
    area, total_area : float
        Size of the forecast area and of the study area, in one unit (km2, km of street, places).

    Returns
    -------
    float
        1: no better than chance. It rises when the area gets smaller, so compare only forecasts
        of equal area.

    Notes
    -----
    Chainey, Tompson and Uhlig 2008, Security Journal 21:4-28, doi 10.1057/palgrave.sj.8350066.

    Examples
    --------
    >>> round(pai(15, 100, 2, 100), 2)
    7.5
    """
    caught = _part(hits, events, "hits", "events")
    return caught / _part(area, total_area, "area", "total_area", positive=True)


def pei(hits, best_hits) -> float:
    """Predictive efficiency index: hits over the most hits that were possible, n / n*.

    Parameters
    ----------
    hits : float
        Later events in the forecast area.
    best_hits : float
        Most later events that the same area could have held, had it been chosen afterwards.

    Returns
    -------
    float
        0 to 1.

    Examples
    --------
    >>> pei(15, 20)
    0.75
    """
    return _part(hits, best_hits, "hits", "best_hits")


def hot_spots(counts, area_share: float, sizes=None) -> pd.Index:
    """Places with most events, as many as fit into a share of the area.

    Parameters
    ----------
    counts : Series or array, shape (n,)
        Events of an earlier time at each place, zeros included.
    area_share : float
        Share of the whole area, above 0 and at most 1.
    sizes : array or Series, shape (n,), optional
        Size of each place, such as its length. Places are then ordered by events for each unit
        of size. Default: all places are of one size.

    Returns
    -------
    Index
        Labels of the places, the hottest first; equal places keep their order.

    Raises
    ------
    ValueError
        If not even one place fits into the share.

    Examples
    --------
    >>> hot_spots(pd.Series([1, 7, 0, 3], index=list("abcd")), area_share=0.5).tolist()
    ['b', 'd']
    """
    events = _series(counts, "counts")
    size = _sizes(sizes, events.index)
    order = np.argsort(-(events / size).to_numpy(), kind="stable")
    room = checks.share(area_share, "area_share") * size.sum() * (1 + 1e-12)
    fits = int(np.searchsorted(np.cumsum(size.to_numpy()[order]), room, side="right"))
    if fits == 0:
        raise ValueError(f"area_share: no place fits into {area_share:g} of the area")
    return events.index[order[:fits]]


def forecast_accuracy(before, after, area_share: float, sizes=None) -> ForecastAccuracy:
    """Choose hot spots from earlier events and judge them on later ones.

    Parameters
    ----------
    before, after : Series or array, shape (n,)
        Events at the same places in the earlier and the later time, zeros included. Two Series
        must have the same labels.
    area_share, sizes
        As in `hot_spots`.

    Returns
    -------
    ForecastAccuracy
        Where sizes differ, best_hits counts the last place of the best choice in part, so that
        its area is that of the forecast.

    Raises
    ------
    ValueError
        If the labels differ, or there is no later event.

    Examples
    --------
    >>> forecast_accuracy([9, 5, 0, 1, 0], [4, 1, 3, 2, 0], area_share=0.4)
    ForecastAccuracy(hits=5.0, pai=1.25, best_hits=7.0, pei=0.7142857142857143)
    """
    earlier, later = _series(before, "before"), _series(after, "after")
    if len(earlier) != len(later) or not later.index.isin(earlier.index).all():
        raise ValueError("after: expected the same places as in `before`, with zeros where none")
    later = later.loc[earlier.index]
    size = _sizes(sizes, earlier.index)
    chosen = hot_spots(earlier, area_share, size)
    hits, area = float(later.loc[chosen].sum()), float(size.loc[chosen].sum())
    best = np.argsort(-(later / size).to_numpy(), kind="stable")
    reached = np.append(0, np.cumsum(size.to_numpy()[best]))
    held = np.append(0, np.cumsum(later.to_numpy()[best]))
    best_hits = float(np.interp(area, reached, held))
    index = pai(hits, later.sum(), area, size.sum())
    return ForecastAccuracy(hits, index, best_hits, pei(hits, best_hits))


def _part(part, whole, name: str, name_of_whole: str, positive: bool = False) -> float:
    """part / whole, checked."""
    total = checks.number(whole, name_of_whole, positive=True)
    checked = checks.number(part, name, positive=positive)
    if checked > total * (1 + 1e-9):
        raise ValueError(
            f"{name}: expected at most {name_of_whole} = {total:g}, received {checked:g}"
        )
    return checked / total


def _series(counts, name: str) -> pd.Series:
    numbers = checks.numbers(counts, name)
    if numbers.ndim != 1 or not numbers.size:
        raise ValueError(f"{name}: expected one number a place")
    labels = counts.index if isinstance(counts, pd.Series) else pd.RangeIndex(len(numbers))
    if not labels.is_unique:
        raise ValueError(f"{name}: expected one row a place, but labels occur twice")
    return pd.Series(numbers, index=labels)


def _sizes(sizes, places: pd.Index) -> pd.Series:
    if sizes is None:
        return pd.Series(1.0, index=places)
    size = checks.numbers(sizes, "sizes", positive=True)
    labels = sizes.index if isinstance(sizes, pd.Series) else places
    if size.shape != (len(places),) or not places.isin(labels).all():
        raise ValueError("sizes: expected one size for each place, with the same labels")
    return pd.Series(size, index=labels).loc[places]
