"""What crosses between a trainee's kernel and the judge, and what is refused."""

import collections
import datetime as dt
import decimal
import fractions
import json
import math
import random
import zoneinfo
from typing import Any

import matplotlib.dates as dates
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from safercities.grading.judge.crossing import limits
from safercities.grading.judge.crossing.decode import Decoder, decode, load
from safercities.grading.judge.crossing.decode_figure import READERS
from safercities.grading.judge.crossing.encode import encode
from safercities.grading.judge.crossing.limits import MalformedError, RefusedError

TOKYO = zoneinfo.ZoneInfo("Asia/Tokyo")
HOURS = pd.date_range("2024-01-01", periods=3, freq="h", tz=TOKYO)

VALUES = [
    *(None, True, 0, -(2**63), 2**80, 1.5, math.inf, -math.inf, 2 - 1j, "é\ud800\n", b"\0a", ...),
    *([1, (2, {3})], {"a": {1: 2}, (1, 2): []}, frozenset([1]), range(2, 9, 3)),
    *(decimal.Decimal("1.10"), fractions.Fraction(1, 3)),
    *(dt.datetime(2024, 1, 1, tzinfo=TOKYO), dt.datetime(2024, 3, 1, 5, fold=1)),
    dt.datetime(2024, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=9))),
    *(dt.date(2024, 2, 29), dt.time(3, 4), dt.timedelta(-3, 4, 5)),
    *(np.float32(1.5), np.int64(4), np.bool_(True), np.str_("ab"), np.datetime64("2024-01-01")),
    *(pd.Timestamp("2024-01-01", tz=TOKYO), pd.Timestamp("2024-01-01 00:00:00.000000001")),
    *(pd.Timedelta("1h"), pd.Period("2024-01", "M"), pd.Interval(0, 1), pd.NaT, pd.NA),
]
ARRAYS = [
    *(np.arange(6).reshape(2, 3), np.array(["a", "bcd"]), np.array([], dtype="f4"), np.array(3.0)),
    *(np.array([1, "a", None], dtype=object), np.arange(4, dtype=">i4"), np.arange(6)[::2]),
]
EVERY_COLUMN = pd.DataFrame(
    {
        "number": [1.5, np.nan, 2],
        "text": ["x", None, "z"],
        "time": HOURS,
        "naive": pd.to_datetime(["2024-01-01", None, "2024-01-02"]),
        "gap": pd.to_timedelta([1, 2, None], unit="h"),
        "month": pd.period_range("2024-01", periods=3, freq="M"),
        "kind": pd.Categorical(["a", "b", None], categories=["b", "a", "c"], ordered=True),
        "between": pd.cut([1, 2, 3], 2),
        "whole": pd.array([1, None, 3], dtype="Int64"),
        "small": pd.array([1, None, 1], dtype="UInt8"),
        "yes": pd.array([True, None, False], dtype="boolean"),
        "part": pd.array([1.5, None, 1], dtype="Float32"),
        "words": pd.array(["a", None, "c"], dtype="string"),
        "mixed": np.array([1, "a", [2]], dtype=object),
    },
    index=pd.Index(["x", "y", "z"], name="street_id"),
)
FRAMES = [
    EVERY_COLUMN,
    pd.DataFrame(),
    pd.DataFrame(index=[1, 2]),
    pd.DataFrame([[1, 2], [3, 4]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")])),
    pd.DataFrame({"a": range(4)}, index=pd.MultiIndex.from_product([["u", "v"], [1, 2]])),
    pd.DataFrame({"a": range(3)}, index=HOURS),
    pd.DataFrame([[1, 2]], columns=["a", "a"]),
    pd.DataFrame({"a": [1]}, index=pd.CategoricalIndex(["a"])),
    pd.DataFrame({"a": [1]}, index=pd.interval_range(0, 1)),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_plain_value_arrives_as_it_was(value: Any) -> None:
    arrived = decode(encode(value))
    assert type(arrived) is type(value)
    assert repr(arrived) == repr(value)


@pytest.mark.parametrize("array", ARRAYS, ids=repr)
def test_an_array_arrives_as_it_was(array: np.ndarray) -> None:
    arrived = decode(encode(array))
    np.testing.assert_array_equal(arrived, array, strict=array.dtype.isnative)


@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
def test_a_table_arrives_as_it_was_with_its_columns_and_index(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(decode(encode(frame)), frame, check_exact=True)
    for number in range(frame.shape[1]):
        column = frame.iloc[:, number]
        pd.testing.assert_series_equal(decode(encode(column)), column, check_exact=True)
    arrived = decode(encode(frame.index))
    pd.testing.assert_index_equal(arrived, frame.index, exact=True)


FREQUENCIES = ("D", "MS", "2BME", "-90min", "W-SUN", "QS-FEB", "WOM-2MON", "SME-15", "LWOM-FRI")
FREQUENCIES += ("YE-DEC", "RE-N-MAR-TUE", "bh")


@pytest.mark.parametrize("freq", FREQUENCIES)
def test_an_index_of_dates_arrives_with_its_frequency(freq: str) -> None:
    dates = pd.date_range("2024-01-01", periods=4, freq=freq)
    for index in (dates, dates[::-1]):
        arrived = decode(encode(index))
        pd.testing.assert_index_equal(arrived, index)
        assert arrived.freq == index.freq is not None


@pytest.mark.parametrize("freq", [pd.DateOffset(months=1), pd.offsets.CustomBusinessDay()])
def test_a_frequency_that_has_no_name_is_left_behind(freq: pd.DateOffset) -> None:
    index = pd.date_range("2024-01-01", periods=3, freq=freq)
    arrived = decode(encode(index))
    assert list(arrived) == list(index)


def test_a_derived_kind_is_reduced_by_its_base_alone() -> None:
    class Sly(dict):
        def items(self) -> Any:
            return [("mark", 100)]

    point = collections.namedtuple("point", "x y")
    found = decode(encode([collections.Counter("aab"), Sly(mark=0), point(1, 2), {3: 4}.values()]))
    assert found == [{"a": 2, "b": 1}, {"mark": 0}, (1, 2), [4]]
    assert [type(value) for value in found] == [dict, dict, tuple, list]


class EqualToAll:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None
    __class__ = int


class MyFrame(pd.DataFrame):
    pass


def loop() -> list:
    held: list = []
    held.append(held)
    return held


def explosion() -> list:
    held: list = [1]
    for _ in range(22):
        held = [held, held]
    return held


REFUSED = {
    "a table of somebody's own": (MyFrame(), "a MyFrame, .*: give a DataFrame"),
    "equal to everything": (EqualToAll(), "an EqualToAll, which cannot be checked"),
    "equal to everything, in a column": (pd.Series([EqualToAll()]), "an EqualToAll"),
    "a generator": ((n for n in [1]), r"a generator, .*: give a list: list\(...\)"),
    "a function": (len, "a builtin_function_or_method"),
    "our own function": (loop, r"a function, .*with brackets"),
    "itself": (loop(), "holds itself"),
    "far more than it looks": (explosion(), "more than 1,000,000 values"),
    "an array that is long by a trick": (np.broadcast_to(1, (10**9,)), "larger than can be"),
    "a long range": (range(10**12), "longer than can be"),
    "a number without end": (10**5000, "too many digits"),
    "a masked array": (np.ma.array([1]), "a MaskedArray, .*: give a numpy array"),
    "a sparse column": (pd.Series(pd.arrays.SparseArray([1])), r"of the kind Sparse"),
    "records": (np.zeros(1, dtype=[("a", "i4")]), "an array of"),
    "a book": ("x" * (limits.MAX_TEXT + 1), "larger than can be"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_plain_data_is_refused_with_a_sentence(name: str) -> None:
    value, sentence = REFUSED[name]
    with pytest.raises(RefusedError, match=sentence):
        encode(value)


ROW = {"t": "array", "dtype": "<i8", "shape": [1], "b": "AQAAAAAAAAA="}
MALFORMED = {
    "no JSON": "{",
    "a constant that JSON lacks": "NaN",
    "too deep for JSON": "[" * 100_000,
    "a bare list": "[1]",
    "an unknown kind": {"t": "pickle", "v": "gASVAAAA"},
    "a kind that is no text": {"t": ["array"]},
    "object bytes": {**ROW, "dtype": "|O"},
    "a record dtype": {**ROW, "dtype": "i4,i4"},
    "a length that lies": {**ROW, "shape": [1_000_000]},
    "a negative length": {**ROW, "shape": [-1, -1]},
    "a length that overflows": {**ROW, "shape": [2**24] * 8},
    "no base64": {**ROW, "b": "\u00fc"},
    "a range without end": {"t": "range", "v": [0, 2**62, 1]},
    "an index without end": {"t": "rangeindex", "v": [0, 2**62, 1], "name": None},
    "a step of nothing": {"t": "range", "v": [0, 1, 0]},
    "a zone that is a path": {"t": "datetime", "v": "2024-01-01", "zone": "../etc", "fold": 0},
    "a list as a key": {"t": "dict", "v": [[{"t": "list", "v": []}, 1]]},
    "a pair of three": {"t": "dict", "v": [[1, 2, 3]]},
    "a number by power": {"t": "int", "v": "1e9"},
    "a frequency with code": {"t": "period", "v": 1, "freq": "__import__('os')"},
    "a series in a column": {"t": "column", "v": {"t": "list", "v": []}},
    "a table that does not fit": {
        "t": "frame",
        "v": [ROW],
        "index": {"t": "rangeindex", "v": [0, 2, 1], "name": None},
        "columns": {"t": "rangeindex", "v": [0, 1, 1], "name": None},
    },
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_no_encoder_writes_is_malformed(name: str) -> None:
    message = MALFORMED[name]
    with pytest.raises(MalformedError):
        decode(message if isinstance(message, str) else json.dumps(message))


def test_a_message_with_any_slip_makes_a_value_or_is_malformed() -> None:
    """Damage a good message at random places: nothing but `MalformedError` may come out."""
    chance = random.Random(5)
    good = encode([EVERY_COLUMN, VALUES[3:], ARRAYS])
    refused = 0
    for _ in range(150):
        at = chance.randrange(len(good))
        bad = good[:at] + chance.choice('0{}[]",:x-9t') + good[at + chance.randrange(3) :]
        try:
            decode(bad)
        except MalformedError:
            refused += 1
    assert refused > 100


def drawn() -> Figure:
    figure = Figure()
    left, right = figure.subplots(1, 2)
    figure.suptitle("Lantern Bay")
    left.plot(pd.date_range("2024-01-01", periods=3), [3, 4, 5], "o--", label="lux")
    left.axhline(4)
    left.set(title="Light", xlabel="day", ylabel="lx", yscale="log", ylim=(1, 9))
    left.legend(title="What")
    left.text(0, 2, "here")
    right.barh(["a", "b"], [3, 4], label="lamps")
    right.scatter([0.5, 1], [1, 2], label="faults")
    return figure


def facts(figure: Figure) -> list:
    """What a test may ask of a figure."""
    left, right = figure.axes
    legend = left.get_legend()
    return [
        figure.get_suptitle(),
        *(left.get_title(), left.get_xlabel(), left.get_ylabel(), left.get_yscale()),
        *(left.get_xlim(), left.get_ylim(), len(left.lines)),
        [text.get_text() for text in (legend.get_title(), *legend.get_texts(), *left.texts)],
        dates.date2num(left.lines[0].get_xdata()).tolist(),
        *(list(left.lines[0].get_ydata()), left.lines[0].get_label()),
        *(left.lines[0].get_marker(), left.lines[0].get_linestyle()),
        [(bar.get_width(), bar.get_y(), bar.get_height()) for bar in right.patches],
        *([held.get_label() for held in right.containers], right.get_xlim()),
        [label.get_text() for label in right.get_yticklabels()],
        *(right.collections[0].get_offsets().tolist(), right.collections[0].get_label()),
    ]


def test_a_figure_arrives_with_its_words_and_data() -> None:
    figure = drawn()
    arrived = Decoder(READERS).value(load(encode(figure)))
    assert facts(arrived) == facts(figure)
    alone = Decoder(READERS).value(load(encode(figure.axes[1])))
    assert [bar.get_width() for bar in alone.patches] == [3, 4]


def test_a_figure_out_of_lies_is_malformed() -> None:
    node = json.loads(encode(drawn()))
    for key, lie in [("lines", [{"x": 1}]), ("limits", ["a"] * 4), ("words", {}), ("ticks", [])]:
        spoilt = json.loads(json.dumps(node))
        spoilt["axes"][0][key] = lie
        with pytest.raises(MalformedError):
            Decoder(READERS).value(spoilt)
