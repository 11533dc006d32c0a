"""Tables, series, indexes and single times of pandas as nodes."""

import base64
from typing import Any

import numpy as np
import pandas as pd
from pandas.tseries.frequencies import to_offset

from safercities.grading.judge.crossing.limits import RefusedError


def _raw(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype="<i8").tobytes()).decode()


def _zone(dtype: Any) -> Any:
    from safercities.grading.judge.crossing.encode import zone_of

    zone = getattr(dtype, "tz", None)
    return None if zone is None else zone_of(zone)


def column(encoder: Any, values: Any, depth: int) -> dict:
    """What one column or index holds: a numpy array or one of pandas' own arrays."""
    arrays, dtype = pd.arrays, values.dtype
    if isinstance(dtype, pd.StringDtype):
        texts = [None if gone else str(v) for v, gone in zip(values, values.isna(), strict=True)]
        encoder.count += len(texts)
        return {"t": "texts", "dtype": str(dtype), "v": texts}
    if isinstance(values, arrays.NumpyExtensionArray):
        return encoder.array(values.to_numpy(), depth)
    if isinstance(values, arrays.DatetimeArray):
        node = {"t": "datetimes", "unit": values.unit, "zone": _zone(dtype)}
        return {**node, "b": _raw(values.asi8)}
    if isinstance(values, arrays.TimedeltaArray):
        return {"t": "timedeltas", "unit": values.unit, "b": _raw(values.asi8)}
    if isinstance(values, arrays.PeriodArray):
        return {"t": "periods", "freq": values.freqstr, "b": _raw(values.asi8)}
    if isinstance(values, pd.Categorical):
        codes = encoder.array(np.asarray(values.codes), depth)
        node = {"t": "categories", "codes": codes, "ordered": bool(values.ordered)}
        return {**node, "of": index(encoder, values.categories, depth)}
    if isinstance(values, arrays.IntervalArray):
        ends = [index(encoder, end, depth) for end in (values.left, values.right)]
        return {"t": "intervals", "v": ends, "closed": values.closed}
    if isinstance(values, arrays.IntegerArray | arrays.FloatingArray | arrays.BooleanArray):
        known = values.to_numpy(dtype=dtype.numpy_dtype, na_value=0)
        gone = encoder.array(values.isna(), depth)
        return {"t": "masked", "v": encoder.array(known, depth), "gone": gone}
    raise RefusedError(f"made of values of the kind {dtype}, which cannot be checked: convert them")


def index(encoder: Any, value: pd.Index, depth: int) -> dict:
    """An index of any kind."""
    if isinstance(value, pd.RangeIndex):
        steps = [value.start, value.stop, value.step]
        return {"t": "rangeindex", "v": steps, "name": encoder.node(value.name, depth)}
    if isinstance(value, pd.MultiIndex):
        return {
            "t": "multiindex",
            "levels": [index(encoder, level, depth) for level in value.levels],
            "codes": [encoder.array(np.asarray(codes), depth) for codes in value.codes],
            "names": encoder.nodes(value.names, depth),
        }
    held, name = column(encoder, value.array, depth), encoder.node(value.name, depth)
    return {"t": "index", "v": held, "name": name, "freq": _freq(getattr(value, "freq", None))}


def _freq(step: Any) -> str | None:
    """A step's name; None when nobody could read it back, as with `DateOffset(months=1)`."""
    try:
        return step.freqstr if step is not None and to_offset(step.freqstr) == step else None
    except ValueError:
        return None


def _series(encoder: Any, value: pd.Series, depth: int) -> dict:
    return {
        "t": "series",
        "v": column(encoder, value.array, depth),
        "index": index(encoder, value.index, depth),
        "name": encoder.node(value.name, depth),
    }


def _frame(encoder: Any, value: pd.DataFrame, depth: int) -> dict:
    columns = [value.iloc[:, number].array for number in range(value.shape[1])]
    return {
        "t": "frame",
        "v": [column(encoder, held, depth) for held in columns],
        "index": index(encoder, value.index, depth),
        "columns": index(encoder, value.columns, depth),
    }


def _timestamp(encoder: Any, value: pd.Timestamp, depth: int) -> dict:
    ticks = int(value.asm8.view("i8"))
    return {"t": "timestamp", "v": ticks, "unit": value.unit, "zone": _zone(value)}


def _timedelta(encoder: Any, value: pd.Timedelta, depth: int) -> dict:
    return {"t": "pdtimedelta", "v": int(value.asm8.view("i8")), "unit": value.unit}


def _interval(encoder: Any, value: pd.Interval, depth: int) -> dict:
    ends = encoder.nodes([value.left, value.right], depth)
    return {"t": "interval", "v": ends, "closed": value.closed}


INDEXES = (
    *(pd.Index, pd.RangeIndex, pd.MultiIndex, pd.DatetimeIndex, pd.TimedeltaIndex),
    *(pd.PeriodIndex, pd.CategoricalIndex, pd.IntervalIndex),
)
ARRAYS = (
    *(pd.arrays.NumpyExtensionArray, pd.arrays.DatetimeArray, pd.arrays.TimedeltaArray),
    *(pd.arrays.PeriodArray, pd.arrays.IntervalArray, pd.arrays.IntegerArray),
    *(pd.arrays.FloatingArray, pd.arrays.BooleanArray, pd.Categorical, pd.arrays.StringArray),
)
PANDAS = {
    pd.Series: _series,
    pd.DataFrame: _frame,
    pd.Timestamp: _timestamp,
    pd.Timedelta: _timedelta,
    pd.Interval: _interval,
    pd.Period: lambda e, v, d: {"t": "period", "v": v.ordinal, "freq": v.freqstr},
    type(pd.NaT): lambda e, v, d: {"t": "nat"},
    type(pd.NA): lambda e, v, d: {"t": "na"},
    **dict.fromkeys(INDEXES, index),
    **dict.fromkeys(ARRAYS, lambda e, v, d: {"t": "column", "v": column(e, v, d)}),
}
