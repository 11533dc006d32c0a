"""`safercities city` and other cities."""

import argparse

import pandas as pd
import pytest

from safercities.city.command import add_command
from safercities.city.parameters import Parameters
from safercities.city.publish import published as tables_of
from safercities.city.scale import scaled
from safercities.city.simulate import simulate
from safercities.city.write import name_of
from tests.city.sanity import oddities, schema_problems


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers())
    options = parser.parse_args(["city", *arguments])
    return options.run(options)


def test_it_writes_a_city_and_says_so(tmp_path, capsys) -> None:
    assert run("--seed", "3", "--out", str(tmp_path), "--years", "1", "--scale", "0.12") == 0
    said = capsys.readouterr().out
    assert "seed 3" in said and "recorded incidents" in said
    incidents = pd.read_csv(tmp_path / "incidents.csv")
    assert incidents["occurred_at"].str[:4].unique().tolist() == ["2023"]
    assert 1000 < len(incidents) < 2000


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--scale", "0.001"), "scale: expected"),
        (("--years", "0"), "place.years"),
        (("--seed", "-4"), "seed: expected"),
    ],
)
def test_a_wrong_option_ends_with_a_sentence(tmp_path, arguments, sentence) -> None:
    with pytest.raises(SystemExit, match=sentence):
        run("--out", str(tmp_path), *arguments)


def test_a_file_in_the_way_is_named(tmp_path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(SystemExit, match="is a file"):
        run("--out", str(tmp_path / "taken"), "--scale", "0.12")


def test_another_seed_is_another_city(published) -> None:
    other = simulate(Parameters(), 8)
    tables = tables_of(other)
    assert name_of(other) != "Lantern Bay"
    for name, table in tables.items():
        assert list(table.columns) == list(published[name].columns)
    for name, column in (
        ("neighbourhoods", "population"),
        ("neighbourhoods", "area_km2"),
        ("streets", "length_m"),
        ("lamps", "x_m"),
    ):
        assert not set(tables[name][column].head(20)) <= set(published[name][column]), name
    same = set(tables["neighbourhoods"]["name"]) & set(published["neighbourhoods"]["name"])
    assert len(same) < 3


@pytest.mark.parametrize("seed", range(1000, 1012))
def test_small_cities_of_many_seeds_keep_the_schema_and_are_sane(seed) -> None:
    city = simulate(scaled(Parameters(), 0.12), seed)
    assert schema_problems(tables_of(city)) == []
    assert oddities(city) == []


def test_the_schema_check_sees_what_is_wrong(small_city) -> None:
    tables = tables_of(small_city)
    tables["lamps"].loc[0, "technology"] = "gas"
    tables["incidents"].loc[1, "street_id"] = "S9999"
    tables["survey"].loc[2, "weight"] = -1.0
    tables["audits"].loc[4, "audit_id"] = tables["audits"].loc[3, "audit_id"]
    tables["lux_survey"].loc[0, "measured_at"] = "yesterday"
    assert sorted(schema_problems(tables)) == [
        "audits.audit_id: 2 not unique",
        "incidents.street_id: 1 not in streets",
        "lamps.technology: 1 not allowed",
        "lux_survey.measured_at: 1 not a datetime",
        "survey.weight: 1 out of range",
    ]
