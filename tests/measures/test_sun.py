"""Sun times against an independent almanac formula, and events tagged dark or light."""

import builtins

import numpy as np
import pandas as pd
import pytest

from safercities.measures import light_condition, sun_times

LANTERN_BAY = {"latitude": 27.0, "longitude": 136.5, "utc_offset_hours": 9}
PLACES = [
    LANTERN_BAY,
    {"latitude": 1.35, "longitude": 103.8, "utc_offset_hours": 8},
    {"latitude": 27.7, "longitude": 85.3, "utc_offset_hours": 5.75},
    {"latitude": -36.8, "longitude": 174.8, "utc_offset_hours": 12},
    {"latitude": 21.3, "longitude": -157.8, "utc_offset_hours": -10},
    {"latitude": 47.9, "longitude": 106.9, "utc_offset_hours": 8},
]


def sun_height(times: pd.Series, latitude: float, longitude: float) -> np.ndarray:
    """Height of the sun in degrees, by the low-precision formula of the Astronomical Almanac."""
    days = (times - pd.Timestamp("2000-01-01T12:00Z")) / pd.Timedelta(days=1)
    n = days.to_numpy()
    anomaly = np.radians(357.528 + 0.9856003 * n)
    ecliptic = np.radians(
        280.460 + 0.9856474 * n + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly)
    )
    tilt = np.radians(23.439 - 0.0000004 * n)
    declination = np.arcsin(np.sin(tilt) * np.sin(ecliptic))
    ascension = np.arctan2(np.cos(tilt) * np.sin(ecliptic), np.cos(ecliptic))
    sidereal = np.radians(15 * (18.697374558 + 24.06570982441908 * n) + longitude)
    north = np.radians(latitude)
    sine = np.sin(north) * np.sin(declination) + np.cos(north) * np.cos(declination) * np.cos(
        sidereal - ascension
    )
    return np.degrees(np.arcsin(sine))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place["latitude"]))
def test_sun_stands_where_it_should(place):
    table = sun_times(pd.date_range("2024-01-01", "2024-12-31"), **place)
    here = place["latitude"], place["longitude"]
    for event in ["dawn", "dusk"]:
        assert sun_height(table[event], *here) == pytest.approx(-6, abs=0.02)
    for event in ["sunrise", "sunset"]:
        # Half the sun's width and refraction lift the sun by 0.8 degrees.
        assert sun_height(table[event], *here) == pytest.approx(-0.8, abs=0.05)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place["latitude"]))
def test_events_come_in_order_on_their_own_local_date(place):
    table = sun_times(pd.date_range("2024-01-01", "2024-12-31", freq="3D"), **place)
    order = table[["dawn", "sunrise", "sunset", "dusk"]]
    assert (order.diff(axis=1).iloc[:, 1:] > pd.Timedelta(0)).all(axis=None)
    for event in order:
        assert (table[event].dt.tz_localize(None).dt.normalize() == table["date"]).all()
        hours = table[event].iloc[0].utcoffset() / pd.Timedelta(hours=1)
        assert hours == place["utc_offset_hours"]


@pytest.mark.parametrize(
    ("date", "declination", "equation_of_time"),
    [("2024-03-20", 0.0, -7.5), ("2024-06-21", 23.44, -1.9), ("2024-12-21", -23.44, 2.0)],
)
def test_textbook_day(date, declination, equation_of_time):
    # cos(hour angle) = (sin(-0.833) - sin(latitude) sin(declination))
    #                   / (cos(latitude) cos(declination)); 15 degrees an hour. The sun stands
    # highest at 12:00 - equation of time, corrected by 4 minutes a degree of longitude.
    latitude, tilt = np.radians(27.0), np.radians(declination)
    cosine = (np.sin(np.radians(-0.833)) - np.sin(latitude) * np.sin(tilt)) / (
        np.cos(latitude) * np.cos(tilt)
    )
    half_day = np.degrees(np.arccos(cosine)) / 15
    noon = 12 - equation_of_time / 60 - 4 * (136.5 - 135) / 60
    day = sun_times([date], **LANTERN_BAY).iloc[0]
    for event, expected in [("sunrise", noon - half_day), ("sunset", noon + half_day)]:
        hour = (day[event].tz_localize(None) - day["date"]) / pd.Timedelta(hours=1)
        assert hour == pytest.approx(expected, abs=2 / 60)


def test_dates_may_be_text_or_times():
    text = sun_times(["2024-03-01", "2024-03-02"], **LANTERN_BAY)
    dates = sun_times(pd.date_range("2024-03-01", periods=2), **LANTERN_BAY)
    pd.testing.assert_frame_equal(text, dates)


def test_no_dates_give_an_empty_table():
    table = sun_times([], **LANTERN_BAY)
    assert table.empty
    assert list(table.columns) == ["date", "dawn", "sunrise", "sunset", "dusk"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"latitude": 127}, "latitude: expected -90 to 90, received 127"),
        ({"longitude": float("nan")}, "longitude: expected -180 to 180, received nan"),
        ({"utc_offset_hours": 540}, "utc_offset_hours: expected -14 to 14"),
        ({"dates": ["tomorrow"]}, "dates: expected ISO 8601"),
        ({"dates": [None]}, "dates: expected dates, received a missing one"),
        ({"latitude": 70, "dates": ["2024-06-21"]}, "2024-06-21 at latitude 70"),
    ],
)
def test_wrong_place_or_date_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        sun_times(**{"dates": ["2024-03-01"], **LANTERN_BAY, **change})


def test_missing_astral_is_explained(monkeypatch):
    real = builtins.__import__

    def without_astral(name, *rest):
        if name.startswith("astral"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_astral)
    with pytest.raises(ImportError, match=r"pip install astral.*sun_times.csv"):
        sun_times(["2024-03-01"], **LANTERN_BAY)


@pytest.fixture
def table():
    times = {"dawn": "05:30", "sunrise": "06:00", "sunset": "18:00", "dusk": "18:30"}
    dates = ["2024-03-20", "2024-03-21"]
    return pd.DataFrame(
        {"date": dates}
        | {event: [f"{d}T{time}:00+09:00" for d in dates] for event, time in times.items()}
    )


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("00:00:00", "dark"),
        ("05:29:59", "dark"),
        ("05:30:00", "twilight"),
        ("05:59:59", "twilight"),
        ("06:00:00", "light"),
        ("17:59:59", "light"),
        ("18:00:00", "twilight"),
        ("18:29:59", "twilight"),
        ("18:30:00", "dark"),
        ("23:59:59", "dark"),
    ],
)
def test_condition_at_the_limits(table, time, expected):
    assert light_condition([f"2024-03-21T{time}+09:00"], table).tolist() == [expected]


def test_series_keeps_its_index(table):
    events = pd.Series(
        ["2024-03-21T12:00:00+09:00", "2024-03-20T23:00:00+09:00"], index=["I2", "I1"]
    )
    assert light_condition(events, table).to_dict() == {"I2": "light", "I1": "dark"}
    assert light_condition(events.iloc[:0], table).empty


def test_an_event_on_another_clock_falls_on_the_local_date(table):
    # 20:30 UTC on the 19th is 05:30 on the 20th in Lantern Bay.
    assert light_condition(["2024-03-19T20:30:00Z"], table).tolist() == ["twilight"]


def test_table_without_offset_takes_events_without_offset(table):
    local = table.replace({r"\+09:00": ""}, regex=True)
    assert light_condition(["2024-03-20T12:00"], local).tolist() == ["light"]


def test_order_of_the_table_does_not_matter(table):
    events = ["2024-03-21T12:00:00+09:00", "2024-03-20T23:00:00+09:00"]
    turned = table.iloc[::-1]
    assert light_condition(events, turned).tolist() == light_condition(events, table).tolist()


@pytest.mark.parametrize(
    ("times", "message"),
    [
        (["2024-03-20T12:00:00"], "times has no offset from UTC but sunset has one"),
        (["2024-03-25T12:00:00+09:00"], "no row for 2024-03-25.*2024-03-20 to 2024-03-21"),
        (["2024-03-20T12:00:00+09:00", None], "1 of 2 are missing, the first in row 1"),
        (["noon"], "times: expected ISO 8601"),
        ([12.5], "received numbers"),
    ],
)
def test_wrong_events_are_named(table, times, message):
    with pytest.raises(ValueError, match=message):
        light_condition(pd.Series(times), table)


def test_a_missing_sun_time_is_named(table):
    table.loc[1, "dawn"] = None
    with pytest.raises(ValueError, match="dawn has missing times"):
        light_condition(["2024-03-20T12:00:00+09:00"], table)


def test_a_date_must_not_stand_twice(table):
    with pytest.raises(ValueError, match="two rows for 2024-03-20"):
        light_condition(["2024-03-20T12:00:00+09:00"], pd.concat([table, table.iloc[:1]]))


def test_sun_times_and_light_condition_fit_together():
    table = sun_times(pd.date_range("2024-06-01", "2024-06-30"), **LANTERN_BAY)
    noon = pd.Series(pd.date_range("2024-06-01T12:00", periods=30, tz="UTC+09:00"))
    assert set(light_condition(noon, table)) == {"light"}
    assert set(light_condition(noon + pd.Timedelta(hours=9), table)) == {"dark"}
