"""Write a value down as plain data, or refuse it with a reason.

Runs in the trainee's kernel for answers, and in the judge for the arguments of a call.
"""

import base64
import collections
import datetime
import decimal
import fractions
import json
import math
import re
from typing import Any

import numpy as np

from safercities.grading.judge.crossing.encode_pandas import PANDAS
from safercities.grading.judge.crossing.limits import (
    DATED,
    DTYPES,
    MAX_DEPTH,
    MAX_INT_BITS,
    MAX_NODES,
    MAX_RANGE,
    MAX_TEXT,
    TEXTUAL,
    RefusedError,
)

HINTS = {
    "DataFrame": "give a DataFrame",
    "Series": "give a Series",
    "ndarray": "give a numpy array",
    "function": "give the result of the function, with brackets: name(...)",
    "generator": "give a list: list(...)",
}
PLAIN = "give numbers, text, a list, a dict, an array or a table"


def encode(value: Any) -> str:
    """The value as a message.

    Raises
    ------
    RefusedError
        When it is not plain data, or too much of it.
    """
    return dump(Encoder().node(value))


def dump(message: Any) -> str:
    """A message of plain nodes as text."""
    text = json.dumps(message, allow_nan=False)
    if len(text) > MAX_TEXT:
        raise RefusedError("larger than can be checked: give only what the task asks for")
    return text


def unknown(value: Any) -> RefusedError:
    """Why a value of a foreign type does not cross, and what to give instead."""
    kind = type(value)
    family = [base.__name__ for base in kind.__mro__]
    hint = next((HINTS[name] for name in family if name in HINTS), PLAIN)
    article = "an" if kind.__name__[:1].lower() in "aeio" else "a"
    return RefusedError(f"{article} {kind.__name__}, which cannot be checked: {hint}")


class Encoder:
    """Turns values into nodes, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def node(self, value: Any, depth: int = 0) -> Any:
        """One value as a node; `depth` is how deep it lies in the answer."""
        self.count += 1
        if self.count > MAX_NODES:
            raise RefusedError(f"made of more than {MAX_NODES:,} values: give less")
        if depth > MAX_DEPTH:
            raise RefusedError("nested too deeply, or holds itself: give a simpler form")
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        writer = WRITERS.get(kind)
        if writer is None and isinstance(value, np.generic):
            writer = _np_scalar
        if writer is None:
            writer = self._of_base(kind, value)
        return writer(self, value, depth + 1)

    def _of_base(self, kind: type, value: Any) -> Any:
        """How to write a kind of text, number, list or dict that somebody derived."""
        figure = _figure_writer(kind)
        if figure:
            return figure
        base = next((base for base in kind.__mro__ if base in REDUCIBLE), None)
        if base is not None:
            return REDUCIBLE[base]
        raise unknown(value)

    def nodes(self, values: Any, depth: int) -> list:
        """Several values as nodes."""
        return [self.node(value, depth) for value in values]

    def array(self, value: np.ndarray, depth: int) -> dict:
        """A numpy array: raw bytes, or nodes when it holds objects."""
        shape = list(value.shape)
        if value.dtype == object:
            return {"t": "objects", "shape": shape, "v": self.nodes(value.ravel().tolist(), depth)}
        dtype = value.dtype.newbyteorder("<").str
        dated = re.fullmatch(f"{DATED}|{TEXTUAL}", dtype)
        if dtype not in DTYPES and not dated:
            raise RefusedError(f"an array of {value.dtype}, which cannot be checked: convert it")
        if value.nbytes > MAX_TEXT:
            raise RefusedError("larger than can be checked: give only what the task asks for")
        raw = np.ascontiguousarray(value, dtype=dtype).tobytes()
        return {"t": "array", "dtype": dtype, "shape": shape, "b": base64.b64encode(raw).decode()}


def _int(encoder: Encoder, value: int, depth: int) -> Any:
    value = int.__int__(value)
    if -(2**63) <= value < 2**63:
        return value
    if value.bit_length() > MAX_INT_BITS:
        raise RefusedError("a whole number with too many digits to be checked")
    return {"t": "int", "v": hex(value)}


def _float(encoder: Encoder, value: float, depth: int) -> Any:
    value = float.__float__(value)
    return value if math.isfinite(value) else {"t": "float", "v": repr(value)}


def _dict(encoder: Encoder, value: dict, depth: int) -> dict:
    pairs = [encoder.nodes(pair, depth) for pair in dict.items(value)]
    return {"t": "dict", "v": pairs}


def _np_scalar(encoder: Encoder, value: np.generic, depth: int) -> dict:
    return {"t": "npscalar", "v": encoder.array(np.asarray(value), depth)}


def _range(encoder: Encoder, value: range, depth: int) -> dict:
    if abs(value.stop - value.start) > abs(value.step) * MAX_RANGE:
        raise RefusedError("longer than can be checked: give only what the task asks for")
    return {"t": "range", "v": encoder.nodes([value.start, value.stop, value.step], depth)}


def zone_of(zone: datetime.tzinfo) -> str | int:
    """A time zone as its name, or as seconds east of Greenwich."""
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    offset = zone.utcoffset(None)
    if isinstance(name, str):
        return name
    if offset is None:
        raise RefusedError(f"in a time zone that cannot be checked ({type(zone).__name__})")
    return int(offset.total_seconds())


def _datetime(encoder: Encoder, value: datetime.datetime, depth: int) -> dict:
    zone = None if value.tzinfo is None else zone_of(value.tzinfo)
    text = datetime.datetime.isoformat(value.replace(tzinfo=None))
    return {"t": "datetime", "v": text, "zone": zone, "fold": value.fold}


def _time(encoder: Encoder, value: datetime.time, depth: int) -> dict:
    if value.tzinfo is not None:
        raise RefusedError("a time of day with a zone, which cannot be checked: leave out the zone")
    return {"t": "time", "v": value.isoformat()}


def _timedelta(encoder: Encoder, value: datetime.timedelta, depth: int) -> dict:
    return {"t": "timedelta", "v": [value.days, value.seconds, value.microseconds]}


def _figure_writer(kind: type) -> Any:
    """The writer of a figure or of axes; matplotlib is not imported for it."""
    if not any(base.__module__.startswith("matplotlib.") for base in kind.__mro__):
        return None
    from safercities.grading.judge.crossing.encode_figure import writer_of

    return writer_of(kind)


def _sequence(kind: type) -> Any:
    name = kind.__name__
    return lambda encoder, value, depth: {
        "t": name,
        "v": encoder.nodes(kind.__iter__(value), depth),
    }


WRITERS: dict[type, Any] = {
    int: _int,
    float: _float,
    dict: _dict,
    **{kind: _sequence(kind) for kind in (list, tuple, set, frozenset)},
    complex: lambda e, v, d: {"t": "complex", "v": [_float(e, v.real, d), _float(e, v.imag, d)]},
    bytes: lambda e, v, d: {"t": "bytes", "b": base64.b64encode(v).decode()},
    type(...): lambda e, v, d: {"t": "ellipsis"},
    range: _range,
    decimal.Decimal: lambda e, v, d: {"t": "decimal", "v": str(v)},
    fractions.Fraction: lambda e, v, d: {"t": "fraction", "v": e.nodes(v.as_integer_ratio(), d)},
    datetime.datetime: _datetime,
    datetime.date: lambda e, v, d: {"t": "date", "v": v.isoformat()},
    datetime.time: _time,
    datetime.timedelta: _timedelta,
    np.ndarray: Encoder.array,
    **PANDAS,
}
# Derived kinds whose own methods are never asked: what they hold is read by the base's methods.
REDUCIBLE: dict[type, Any] = {
    int: _int,
    float: _float,
    str: lambda e, v, d: str.__str__(v),
    **{kind: WRITERS[kind] for kind in (list, tuple, set, frozenset, dict)},
    # The keys and values of a dict are lists to whoever reads them once.
    **{
        kind: lambda e, v, d: {"t": "list", "v": e.nodes(list(v), d)}
        for kind in (type({}.keys()), type({}.values()), type({}.items()), collections.deque)
    },
}
