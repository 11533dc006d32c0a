"""Aoristic weights against the published example and a count minute by minute."""

import numpy as np
import pandas as pd
import pytest

from safercities.measures import aoristic_weights, hourly_profile

RNG = np.random.default_rng(41)
START = pd.Timestamp("2024-02-20") + pd.to_timedelta(RNG.integers(0, 30_000, 60), unit="min")
END = START + pd.to_timedelta(RNG.integers(1, 4_000, 60), unit="min")


def test_published_example():
    weights = aoristic_weights(["2024-03-01T08:00"], ["2024-03-01T16:00"])
    assert weights[0].tolist() == [0.0] * 8 + [0.125] * 8 + [0.0] * 8


def test_agrees_with_counting_minutes():
    weights = aoristic_weights(pd.Series(START), pd.Series(END))
    for row, (first, last) in enumerate(zip(START, END, strict=True)):
        minutes = pd.date_range(first, last, freq="min", inclusive="left")
        expected = np.bincount(minutes.hour, minlength=24) / len(minutes)
        assert weights[row] == pytest.approx(expected), row


def test_every_event_counts_once():
    assert aoristic_weights(START, END).sum(axis=1) == pytest.approx(1)
    assert hourly_profile(START, END).sum() == pytest.approx(60)


@pytest.mark.parametrize("hours", [24, 48, 240])
def test_whole_days_spread_evenly(hours):
    start = pd.Series(START)
    assert aoristic_weights(start, start + pd.Timedelta(hours=hours)) == pytest.approx(1 / 24)


def test_known_times_stay_in_their_hour():
    start = pd.Series(["2024-03-01T23:59", "2024-03-01T05:00"])
    end = pd.Series([None, "2024-03-01T05:00"], dtype=object)
    assert aoristic_weights(start, end).argmax(axis=1).tolist() == [23, 5]
    profile = hourly_profile(start)
    assert profile.index.name == "hour"
    assert profile[profile > 0].to_dict() == {5: 1.0, 23: 1.0}


def test_the_clock_is_the_local_one():
    profile = hourly_profile(["2024-03-01T21:00+09:00"], ["2024-03-01T22:00+09:00"])
    assert profile.idxmax() == 21


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (["2024-03-02"], ["2024-03-01"], "end: row 0 ends before it starts"),
        ([None, "2024-03-01"], ["2024-03-01"] * 2, "start: the time in row 0 is missing"),
        (["2024-03-01"], ["2024-03-01"] * 2, "end: expected 1 times"),
        (["2024-03-01"], ["noon"], "end: .*received 'noon' in row 0"),
        (["2024-03-01"], ["2024-03-01T01:00+09:00"], "start has no offset from UTC"),
    ],
)
def test_wrong_times_are_named(start, end, message):
    with pytest.raises(ValueError, match=message):
        aoristic_weights(start, end)
