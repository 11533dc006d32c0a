"""Tables, series, indexes and single times of pandas, out of nodes."""

import re
from typing import Any

import numpy as np
import pandas as pd

from safercities.grading.judge.crossing.decode import a_range, a_zone, need, part, raw_array

# Such as `D`, `-2h`, `W-SUN`, `SME-15` and `WOM-2MON`.
FREQ = re.compile(r"-?\d{0,6}[A-Za-z]{1,4}(-[A-Z0-9]{1,4}){0,3}")
CLOSED = ("left", "right", "both", "neither")
NULLABLE = {"uint": "UInt", "int": "Int", "float": "Float"}


def _among(node: dict, key: str, allowed: tuple[str, ...]) -> str:
    value = part(node, key, str)
    need(value in allowed, f"no such {key}: {value!r:.40}")
    return value


def _unit(node: dict) -> str:
    return _among(node, "unit", ("s", "ms", "us", "ns"))


def _freq(node: dict) -> str:
    freq = part(node, "freq", str)
    need(FREQ.fullmatch(freq) is not None, "no such frequency")
    return freq


def _ticks(node: dict, kind: str, unit: str) -> np.ndarray:
    return raw_array(node, np.dtype("<i8")).view(f"<{kind}8[{unit}]")


def _datetimes(decoder: Any, node: dict, depth: int) -> Any:
    made, zone = pd.DatetimeIndex(_ticks(node, "M", _unit(node))), a_zone(node)
    return (made if zone is None else made.tz_localize("UTC").tz_convert(zone)).array


def _timedeltas(decoder: Any, node: dict, depth: int) -> Any:
    return pd.TimedeltaIndex(_ticks(node, "m", _unit(node))).array


def _periods(decoder: Any, node: dict, depth: int) -> Any:
    ordinals = raw_array(node, np.dtype("<i8"))
    return pd.PeriodIndex.from_ordinals(ordinals, freq=_freq(node)).array


def _categories(decoder: Any, node: dict, depth: int) -> pd.Categorical:
    codes = decoder.value(part(node, "codes", dict), depth)
    ordered = part(node, "ordered", bool)
    return pd.Categorical.from_codes(codes, _an_index(decoder, node["of"], depth), ordered)


def _intervals(decoder: Any, node: dict, depth: int) -> Any:
    left, right = (_an_index(decoder, end, depth) for end in part(node, "v", list))
    closed = _among(node, "closed", CLOSED)
    return pd.arrays.IntervalArray.from_arrays(left, right, closed=closed)


def _texts(decoder: Any, node: dict, depth: int) -> Any:
    values = part(node, "v", list)
    need(all(v is None or type(v) is str for v in values), "a text column holds no text")
    return pd.array(values, dtype=_among(node, "dtype", ("str", "string")))


def _masked(decoder: Any, node: dict, depth: int) -> Any:
    known, gone = (decoder.value(part(node, key, dict), depth) for key in ("v", "gone"))
    need(isinstance(known, np.ndarray) and known.dtype.kind in "biuf", "a wrong masked column")
    name = "boolean" if known.dtype.kind == "b" else known.dtype.name
    name = re.sub("^uint|^int|^float", lambda m: NULLABLE[m[0]], name)
    made = pd.array(known, dtype=name)
    made[gone] = pd.NA
    return made


COLUMNS = {
    "datetimes": _datetimes,
    "timedeltas": _timedeltas,
    "periods": _periods,
    "categories": _categories,
    "intervals": _intervals,
    "texts": _texts,
    "masked": _masked,
}


def _held(decoder: Any, node: Any, depth: int) -> Any:
    """What a column or an index holds, in one dimension."""
    kinds = {*COLUMNS, "array", "objects"}
    need(type(node) is dict and node.get("t") in kinds, "a column is not an array")
    values = decoder.value(node, depth)
    need(values.ndim == 1, "a column is not flat")
    return values


def _index(decoder: Any, node: dict, depth: int) -> pd.Index:
    values = _held(decoder, node["v"], depth)
    made = pd.Index(values, dtype=values.dtype, name=decoder.value(node["name"], depth))
    if node.get("freq") is not None and isinstance(made, pd.DatetimeIndex | pd.TimedeltaIndex):
        made.freq = _freq(node)
    return made


def _rangeindex(decoder: Any, node: dict, depth: int) -> pd.RangeIndex:
    return pd.RangeIndex(a_range(node), name=decoder.value(node["name"], depth))


def _multiindex(decoder: Any, node: dict, depth: int) -> pd.MultiIndex:
    return pd.MultiIndex(
        levels=[_an_index(decoder, level, depth) for level in part(node, "levels", list)],
        codes=[_held(decoder, codes, depth) for codes in part(node, "codes", list)],
        names=decoder.values(part(node, "names", list), depth),
        verify_integrity=True,
    )


INDEXES = {"index": _index, "rangeindex": _rangeindex, "multiindex": _multiindex}


def _an_index(decoder: Any, node: Any, depth: int) -> pd.Index:
    need(type(node) is dict and node.get("t") in INDEXES, "an index is not an index")
    return decoder.value(node, depth)


def _series(decoder: Any, node: dict, depth: int) -> pd.Series:
    values = _held(decoder, node["v"], depth)
    index = _an_index(decoder, node["index"], depth)
    need(len(values) == len(index), "a series and its index differ in length")
    name = decoder.value(node["name"], depth)
    return pd.Series(values, index=index, dtype=values.dtype, name=name)


def _frame(decoder: Any, node: dict, depth: int) -> pd.DataFrame:
    index, columns = (_an_index(decoder, node[key], depth) for key in ("index", "columns"))
    held = [_held(decoder, column, depth) for column in part(node, "v", list)]
    right = len(held) == len(columns) and all(len(values) == len(index) for values in held)
    need(right, "a table and its columns differ in length")
    series = {n: pd.Series(v, dtype=v.dtype, index=index) for n, v in enumerate(held)}
    made = pd.DataFrame(series, index=index)
    made.columns = columns
    return made


def _timestamp(decoder: Any, node: dict, depth: int) -> pd.Timestamp:
    made = pd.Timestamp(np.datetime64(part(node, "v", int), _unit(node)))
    zone = a_zone(node)
    return made if zone is None else made.tz_localize("UTC").tz_convert(zone)


def _interval(decoder: Any, node: dict, depth: int) -> pd.Interval:
    left, right = decoder.values(part(node, "v", list), depth)
    return pd.Interval(left, right, closed=_among(node, "closed", CLOSED))


READERS = {
    **COLUMNS,
    **INDEXES,
    "column": lambda d, node, depth: _as_array(_held(d, node["v"], depth)),
    "series": _series,
    "frame": _frame,
    "timestamp": _timestamp,
    "pdtimedelta": lambda d, node, depth: pd.Timedelta(
        np.timedelta64(part(node, "v", int), _unit(node))
    ),
    "interval": _interval,
    "period": lambda d, node, depth: pd.Period(ordinal=part(node, "v", int), freq=_freq(node)),
    "nat": lambda d, node, depth: pd.NaT,
    "na": lambda d, node, depth: pd.NA,
}


def _as_array(values: Any) -> Any:
    """A column on its own is one of pandas' arrays, whatever it holds."""
    return pd.array(values, dtype=values.dtype)
