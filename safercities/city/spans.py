"""Is a moment inside one of a place's time spans? By sorting, without a loop."""

import numpy as np

HORIZON = 2**40  # minutes; longer than any period, so that places never run into each other


def inside(place, moment, span_place, span_start, span_end) -> np.ndarray:
    """Whether each (place, moment) lies in a span of that place: start <= moment < end.

    Parameters
    ----------
    place, moment : arrays of int, shape (n,)
    span_place, span_start, span_end : arrays of int, shape (m,)
        Spans may overlap.

    Returns
    -------
    array of bool, shape (n,)
    """
    if len(span_place) == 0:
        return np.zeros(len(place), bool)
    base = np.asarray(span_place, np.int64) * HORIZON
    start, end = base + np.asarray(span_start), base + np.asarray(span_end)
    order = np.argsort(start, kind="stable")
    start, reached = start[order], np.maximum.accumulate(end[order])
    key = np.asarray(place, np.int64) * HORIZON + np.asarray(moment)
    last = np.searchsorted(start, key, side="right") - 1
    return (last >= 0) & (key < reached[np.maximum(last, 0)])
