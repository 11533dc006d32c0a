"""Default times and mixed dates, each with what must not be mistaken for them."""

import numpy as np
import pandas as pd
import pytest

from safercities.measures import clean_dates, default_time_share


def clocks(minutes) -> list[str]:
    return [f"{m // 60:02d}:{m % 60:02d}" for m in minutes]


def test_planted_default_times_are_measured():
    rng = np.random.default_rng(71)
    minutes = rng.integers(0, 48, 5000) * 30
    minutes[rng.random(5000) < 0.06] = 0
    found = default_time_share(clocks(minutes))
    assert found.low < 0.06 < found.high
    # Standard error: sqrt(400 + 100) / 5000 = 0.0045.
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.0045, rel=0.15)


def test_rounding_to_full_hours_is_no_default_time():
    minutes = np.random.default_rng(72).integers(0, 24, 5000) * 60
    for clock in ("00:00", "12:00"):
        found = default_time_share(clocks(minutes), clock)
        assert found.low < 0 < found.high


def test_every_kind_of_time_is_read():
    text = ["2024-03-01T12:00", "2024-03-02T11:00", "2024-03-02T13:00", "2024-03-02T12:00"]
    expected = default_time_share(["12:00", "11:00", "13:00", "12:00"], "12:00")
    assert expected.value == 0.25
    assert default_time_share(text, "12:00") == expected
    assert default_time_share(pd.to_datetime(pd.Series(text)), "12:00") == expected
    assert default_time_share([*text, None], "12:00") == expected


def test_midnight_has_neighbours_on_both_sides():
    assert default_time_share(["23:00", "01:00", "00:00"]).value == 0


@pytest.mark.parametrize(
    ("times", "clock", "message"),
    [
        ([], "00:00", "times: expected at least one time"),
        (["25:00"], "00:00", "expected times of day"),
        (["noon"], "00:00", "times: .*received 'noon' in row 0"),
    ],
)
def test_wrong_times_are_named(times, clock, message):
    with pytest.raises(ValueError, match=message):
        default_time_share(times, clock)


def test_mixed_calendars_become_one():
    text = pd.Series(
        ["2024-02-29", "29/02/2567", "1/3/2024", " 2024-03-01 ", "", None], index=list("abcdef")
    )
    dates = clean_dates(text)
    assert dates.dt.strftime("%Y-%m-%d").tolist()[:4] == ["2024-02-29"] * 2 + ["2024-03-01"] * 2
    assert dates.isna().tolist() == [False] * 4 + [True] * 2
    assert dates.index.tolist() == list("abcdef")


def test_other_formats():
    assert clean_dates(["03.01.2024"], ["%d.%m.%Y"])[0] == pd.Timestamp("2024-01-03")
    assert clean_dates(["20240103"], ["%Y%m%d"])[0] == pd.Timestamp("2024-01-03")


@pytest.mark.parametrize(
    ("text", "formats", "message"),
    [
        (["2024-03-01", "soon"], ["%Y-%m-%d"], "text: 'soon' in row 1 is no date in %Y-%m-%d"),
        (["2023-02-29"], ["%Y-%m-%d"], "'2023-02-29' in row 0 is no date"),
        (["29/02/2566"], ["%d/%m/%Y"], "'29/02/2566' in row 0 is no date"),
        (["3/4/2024"], ["%d/%m/%Y", "%m/%d/%Y"], "'3/4/2024' in row 0 may be more than one date"),
        (["2024"], ["%Y"], "formats: expected %Y, %m and %d once each"),
    ],
)
def test_what_is_no_date_is_named(text, formats, message):
    with pytest.raises(ValueError, match=message):
        clean_dates(text, formats)


def test_a_date_that_both_formats_read_alike_is_no_problem():
    assert clean_dates(["4/4/2024"], ["%d/%m/%Y", "%m/%d/%Y"])[0] == pd.Timestamp("2024-04-04")
