"""Intervals cover the planted truth as often as they promise, and those that fail are shown."""

from math import sqrt

import pandas as pd
import pytest

from safercities.city.calibration import covered, run, summary
from safercities.city.calibration.__main__ import main
from safercities.city.calibration.chart import svg
from safercities.city.parameters import Parameters, replaced

SEEDS, SCALE = range(300, 310), 0.3
# Small cities with as much crime as large ones, so that no odds ratio meets an empty cell.
BUSY = replaced(Parameters(), crime__recorded_per_year=40_000.0)


@pytest.fixture(scope="module")
def estimates() -> pd.DataFrame:
    """Ten small cities: a sample of what `make calibration` does with many full ones."""
    return pd.concat(run(SEEDS, SCALE, parameters=BUSY), ignore_index=True)


def share_covered(estimates: pd.DataFrame) -> tuple[float, float]:
    """Share of intervals that cover, and three binomial standard errors of 0.95."""
    return covered(estimates).mean(), 3 * sqrt(0.95 * 0.05 / len(estimates))


@pytest.mark.parametrize("group", ["headline", "remedy"])
def test_intervals_cover_the_truth_in_95_of_100_cases(estimates, group) -> None:
    share, slack = share_covered(estimates[estimates["group"] == group])
    assert 0.95 - slack <= share <= 0.95 + slack


def test_no_headline_estimate_is_far_off(estimates) -> None:
    table = summary(estimates).query("group == 'headline'")
    assert (table["bias"].abs() < 4 / sqrt(len(SEEDS))).all()


def test_a_wrong_truth_is_not_covered(estimates) -> None:
    """The check itself can fail: intervals miss a value 1.5 times the planted one."""
    chosen = estimates[estimates["name"].str.startswith("darkness")]
    share, slack = share_covered(chosen.assign(truth=1.5 * chosen["truth"]))
    assert share < 0.95 - slack


def test_intervals_that_ignore_crowding_fail_and_say_why(estimates) -> None:
    table = summary(estimates).set_index("name")
    few_units = table.loc["two halves: incidents as units"]
    assert few_units["high"] < 0.92 and "over-dispersion" in few_units["note"]
    assert few_units["width"] < 0.5
    alone = table.loc["relighting, no comparison: property, night"]
    assert alone["high"] < 0.92 and "regression to the mean" in alone["note"]


def test_the_plan_of_the_estimates_follows_the_parameters() -> None:
    """A city with other planted values is judged by those."""
    other = replaced(BUSY, effects__outage_neighbour=1.2, faults__under_served_repair=2.0)
    table = next(run([5], SCALE, parameters=other)).set_index("name")
    assert table.loc["outage, weeks: next door", "truth"] == 1.2
    assert table.loc["repair: under-served / other", "low"] > 1.5


def test_two_processes_give_the_same_numbers(estimates) -> None:
    again = pd.concat(run(SEEDS[:2], SCALE, 2, BUSY), ignore_index=True)
    first = estimates[estimates["seed"].isin(SEEDS[:2])]
    pd.testing.assert_frame_equal(again, first.reset_index(drop=True))


def test_the_command_writes_a_table_and_a_picture(tmp_path, monkeypatch, capsys) -> None:
    out = tmp_path / "new"
    arguments = ["--seeds", "1", "--scale", "1", "--processes", "1", "--out", str(out)]
    monkeypatch.setattr("sys.argv", ["calibration", *arguments])
    main()
    table = pd.read_csv(out / "calibration.csv")
    picture = (out / "calibration.svg").read_text(encoding="utf-8")
    assert all(name in picture for name in table["name"])
    assert "1 cities of scale 1" in capsys.readouterr().out


def test_the_command_says_when_cities_are_too_small(tmp_path, monkeypatch) -> None:
    arguments = ["--seeds", "3", "--scale", "0.1", "--processes", "1", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["calibration", *arguments])
    with pytest.raises(SystemExit, match="larger --scale"):
        main()


def test_the_picture_marks_every_estimate(estimates) -> None:
    table = summary(estimates)
    picture = svg(table, (0.92, 0.98), "Cities & intervals")
    assert "Cities &amp; intervals" in picture
    assert picture.count("<circle") == len(table) + 3  # and three in the legend
