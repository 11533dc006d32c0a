"""Read a message back into plain data, and believe nothing that it says.

Runs in the judge for answers, and in the trainee's kernel for the arguments of a call.
"""

import base64
import datetime
import decimal
import fractions
import json
import math
import re
import zoneinfo
from collections.abc import Callable
from typing import Any

import numpy as np

from safercities.grading.judge.crossing.limits import (
    DATED,
    DTYPES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_NODES,
    MAX_RANGE,
    MAX_TEXT,
    TEXTUAL,
    MalformedError,
)


def load(text: str) -> Any:
    """The message as JSON, before anything is made of it.

    Raises
    ------
    MalformedError
        When it is too long, too deep or not JSON.
    """
    if len(text) > MAX_TEXT:
        raise MalformedError("the message is too long")
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise MalformedError(f"the message is not JSON ({type(problem).__name__})") from None


def decode(text: str) -> Any:
    """The value that a message holds.

    Raises
    ------
    MalformedError
        When the message is not one that `encode` writes.
    """
    return Decoder().value(load(text))


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def need(condition: bool, what: str) -> None:
    """Refuse the message unless the condition holds."""
    if not condition:
        raise MalformedError(what)


def part(node: dict, key: str, kind: type | tuple[type, ...]) -> Any:
    """A part of a node, which must be there and of this very kind."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    need(key in node and type(node[key]) in kinds, f"{node.get('t')!r:.40} lacks a right {key!r}")
    return node[key]


class Decoder:
    """Turns nodes into values, and counts them."""

    def __init__(self, more: dict[str, Callable] | None = None) -> None:
        from safercities.grading.judge.crossing.decode_pandas import READERS as PANDAS

        self.count = 0
        self.readers = READERS | PANDAS | (more or {})

    def value(self, node: Any, depth: int = 0) -> Any:
        """The value of one node.

        Raises
        ------
        MalformedError
            When the node, or anything in it, is not one that the encoder writes.
        """
        self.count += 1
        need(self.count <= MAX_NODES, "the message has too many nodes")
        # A table adds steps of its own to the depth at which an answer may nest.
        need(depth <= 2 * MAX_DEPTH, "the message is too deep")
        if node is None or type(node) in (bool, str, float):
            return node
        if type(node) is int:
            need(-(2**63) <= node < 2**63, "a number is too large")
            return node
        need(type(node) is dict and type(node.get("t")) is str, "a node has no kind")
        reader = self.readers.get(node["t"])
        need(reader is not None, f"no such kind: {node['t']!r:.40}")
        try:
            return reader(self, node, depth + 1)
        except (ValueError, TypeError, OverflowError, KeyError, decimal.DecimalException) as slip:
            raise MalformedError(f"a wrong {node['t']:.40}: {type(slip).__name__}") from None

    def values(self, nodes: Any, depth: int) -> list:
        """The values of several nodes."""
        return [self.value(node, depth) for node in nodes]


def raw_array(node: dict, dtype: np.dtype, shape: tuple[int, ...] | None = None) -> np.ndarray:
    """An array out of base64; without a shape it is flat and as long as its bytes."""
    raw = base64.b64decode(part(node, "b", str), validate=True)
    if shape is None:
        shape = (len(raw) // dtype.itemsize,)
    need(len(raw) == math.prod(shape) * dtype.itemsize, "an array has the wrong length")
    return np.frombuffer(raw, dtype=dtype).reshape(shape).copy()


def _shape(node: dict) -> tuple[int, ...]:
    shape = part(node, "shape", list)
    right = all(type(n) is int and 0 <= n <= MAX_TEXT for n in shape)
    need(right and len(shape) <= MAX_DIMENSIONS, "an array has no right shape")
    return tuple(shape)


def _array(decoder: Decoder, node: dict, depth: int) -> np.ndarray:
    name = part(node, "dtype", str)
    dated = re.fullmatch(f"{DATED}|{TEXTUAL}", name)
    need(name in DTYPES or bool(dated), f"no such dtype: {name!r:.40}")
    return raw_array(node, np.dtype(name), _shape(node))


def _objects(decoder: Decoder, node: dict, depth: int) -> np.ndarray:
    values, shape = decoder.values(part(node, "v", list), depth), _shape(node)
    need(len(values) == math.prod(shape), "an array has the wrong length")
    flat = np.empty(len(values), dtype=object)
    for number, value in enumerate(values):
        flat[number] = value
    return flat.reshape(shape)


def _np_scalar(decoder: Decoder, node: dict, depth: int) -> np.generic:
    array = _array(decoder, part(node, "v", dict), depth)
    need(array.shape == (), "a number is an array")
    return array[()]


def _dict(decoder: Decoder, node: dict, depth: int) -> dict:
    pairs = part(node, "v", list)
    need(all(type(p) is list and len(p) == 2 for p in pairs), "a dict has no right pairs")
    return {decoder.value(k, depth): decoder.value(v, depth) for k, v in pairs}


def numbers(node: dict, key: str, count: int) -> list[int]:
    """So many whole numbers."""
    found = part(node, key, list)
    need(len(found) == count and all(type(n) is int for n in found), "wrong numbers")
    return found


def a_range(node: dict) -> range:
    """A range, short enough to be written out."""
    made = range(*numbers(node, "v", 3))
    need(len(made) <= MAX_RANGE, "a range is too long")
    return made


def a_zone(node: dict) -> datetime.tzinfo | None:
    """The time zone of a node, by name or by seconds."""
    zone = part(node, "zone", (str, int, type(None)))
    if isinstance(zone, int):
        return datetime.timezone(datetime.timedelta(seconds=zone))
    if zone is None:
        return None
    need(re.fullmatch(r"[A-Za-z0-9_+/-]{1,60}", zone) is not None, "a time zone has no right name")
    try:
        return zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        raise MalformedError(f"no such time zone: {zone}") from None


def _datetime(decoder: Decoder, node: dict, depth: int) -> datetime.datetime:
    made = datetime.datetime.fromisoformat(part(node, "v", str))
    fold = part(node, "fold", int)
    return made.replace(tzinfo=a_zone(node), fold=fold)


def _float(decoder: Decoder, node: dict, depth: int) -> float:
    text = part(node, "v", str)
    need(text in ("nan", "inf", "-inf"), "a number is not written as one")
    return float(text)


def _int(decoder: Decoder, node: dict, depth: int) -> int:
    text = part(node, "v", str)
    need(re.fullmatch(r"-?0x[0-9a-f]{1,2050}", text) is not None, "a number is not written as one")
    return int(text, 16)


def _complex(decoder: Decoder, node: dict, depth: int) -> complex:
    return complex(*decoder.values(part(node, "v", list)[:2], depth))


def _sequence(kind: type) -> Callable:
    return lambda decoder, node, depth: kind(decoder.values(part(node, "v", list), depth))


def _text(make: Callable[[str], Any]) -> Callable:
    return lambda decoder, node, depth: make(part(node, "v", str))


READERS: dict[str, Callable] = {
    **{kind.__name__: _sequence(kind) for kind in (list, tuple, set, frozenset)},
    "dict": _dict,
    "int": _int,
    "float": _float,
    "complex": _complex,
    "bytes": lambda d, node, depth: base64.b64decode(part(node, "b", str), validate=True),
    "ellipsis": lambda d, node, depth: ...,
    "range": lambda d, node, depth: a_range(node),
    "decimal": _text(decimal.Decimal),
    "fraction": lambda d, node, depth: fractions.Fraction(*d.values(node["v"], depth)),
    "datetime": _datetime,
    "date": _text(datetime.date.fromisoformat),
    "time": _text(datetime.time.fromisoformat),
    "timedelta": lambda d, node, depth: datetime.timedelta(*numbers(node, "v", 3)),
    "array": _array,
    "objects": _objects,
    "npscalar": _np_scalar,
}
