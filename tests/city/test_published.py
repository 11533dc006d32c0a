"""The committed files: reproducible, valid, and honest about what they are."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package

from safercities.city import utm
from safercities.city.parameters import Parameters
from safercities.city.write import write

NOT_DERIVED = {"README.md"}


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name not in NOT_DERIVED
    }


def test_a_fresh_run_writes_the_committed_files_byte_for_byte(city, datasets, tmp_path) -> None:
    write(city, tmp_path)
    assert digests(tmp_path) == digests(datasets)


def test_every_table_is_valid(datasets) -> None:
    report = Package(str(datasets / "datapackage.json")).validate()
    errors = report.flatten(["taskNumber", "rowNumber", "fieldName", "message"])
    assert report.valid, errors[:5]


def test_the_package_describes_every_file_and_every_column(datasets, published) -> None:
    package = json.loads((datasets / "datapackage.json").read_text())
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == {p.name for p in datasets.iterdir()} - NOT_DERIVED - {
        "datapackage.json"
    }
    for name, table in published.items():
        fields = described[f"{name}.csv"]["schema"]["fields"]
        assert [field["name"] for field in fields] == list(table.columns)
        for field in fields:
            assert field["description"].endswith("."), (name, field["name"])
            assert field["howMade"].endswith("."), (name, field["name"])
            if field["type"] in {"number", "integer"}:
                assert field["unit"], (name, field["name"])


@pytest.mark.parametrize(
    ("column", "value"),
    [("technology", "gas"), ("power_w", "-5"), ("street_id", "S9999"), ("installed_on", "soon")],
)
def test_validation_sees_a_wrong_cell(datasets, tmp_path, column, value) -> None:
    for path in datasets.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lamps = pd.read_csv(tmp_path / "lamps.csv", dtype=str).head(50)
    lamps.loc[3, column] = value
    lamps.to_csv(tmp_path / "lamps.csv", index=False)
    package = Package(str(tmp_path / "datapackage.json"))
    for name in package.resource_names:
        if name not in {"lamps", "streets", "neighbourhoods"}:
            package.remove_resource(name)
    report = package.validate()
    assert report.flatten(["rowNumber"]) == [[5]]


def test_keys_lead_somewhere(published) -> None:
    streets = set(published["streets"]["street_id"])
    lamps = published["lamps"].set_index("lamp_id")["street_id"]
    tickets = published["lamp_faults"].set_index("ticket_id")
    for name in ("lamps", "lamp_faults", "lux_survey", "incidents"):
        assert set(published[name]["street_id"]) <= streets, name
    with_lamp = tickets.dropna(subset="lamp_id")
    assert (lamps.loc[with_lamp["lamp_id"]].to_numpy() == with_lamp["street_id"]).all()
    copies = tickets.dropna(subset="duplicate_of")
    first = tickets.loc[copies["duplicate_of"]]
    assert (first["status"] != "duplicate").all()
    assert (first["street_id"].to_numpy() == copies["street_id"]).all()
    own = published["streets"].set_index("street_id")["neighbourhood_id"]
    incidents = published["incidents"]
    assert (own.loc[incidents["street_id"]].to_numpy() == incidents["neighbourhood_id"]).all()


def test_blank_cells_stand_only_where_the_dictionary_says(published) -> None:
    blank = {
        (name, column)
        for name, table in published.items()
        for column in table
        if table[column].isna().any() and name != "survey"
    }
    assert blank == {
        ("lamp_faults", "lamp_id"),
        ("lamp_faults", "closed_at"),
        ("lamp_faults", "duplicate_of"),
        ("incidents_raw", "until_date"),
        ("incidents_raw", "until_time"),
        ("projects", "street_id"),
        ("projects", "starts_on"),
    }
    survey = published["survey"]
    answered = survey["safe_after_dark"].notna()
    assert (answered == (survey["outcome"] == "interviewed")).all()
    assert (answered == (survey["weight"] > 0)).all()
    tickets = published["lamp_faults"]
    assert (tickets["lamp_id"].isna() == (tickets["fault_type"] == "street_out")).all()
    assert (tickets["closed_at"].isna() == (tickets["status"] == "open")).all()


def test_files_stay_small(datasets) -> None:
    sizes = {path.name: path.stat().st_size for path in datasets.iterdir()}
    assert max(sizes.values()) < 4.8e6, sizes
    assert sum(sizes.values()) < 15e6


def test_no_land_is_at_the_place() -> None:
    """The documented centre lies in open ocean: over 300 km from each known island group."""
    place = Parameters().place
    islands = {  # longitude, latitude of the nearest land in each direction
        "Kita Daito": (131.29, 25.95),
        "Minami Daito": (131.24, 25.84),
        "Okino Tori": (136.08, 20.42),
        "Chichijima": (142.19, 27.09),
        "Sofu Gan": (140.34, 29.79),
        "Torishima": (140.30, 30.48),
        "Cape Shiono": (135.76, 33.44),
        "Cape Toi": (131.34, 31.37),
    }
    centre = utm.to_metres(place.longitude, place.latitude)
    for name, (lon, lat) in islands.items():
        x, y = utm.to_metres(lon, lat)
        assert ((x - centre[0]) ** 2 + (y - centre[1]) ** 2) ** 0.5 > 300_000, name


def test_every_position_is_near_the_place(published) -> None:
    place = Parameters().place
    for name, table in published.items():
        if "lon" in table:
            assert (table["lon"] - place.longitude).abs().max() < 0.1, name
            assert (table["lat"] - place.latitude).abs().max() < 0.1, name


def test_the_files_say_that_the_city_is_fictional(datasets) -> None:
    for name in ("README.md", "datapackage.json"):
        text = (datasets / name).read_text()
        assert "fictional" in text and "decision about a real place" in text and "CC0" in text


def test_geojson_keys_match_the_tables(datasets, published) -> None:
    for name, key in (("streets", "street_id"), ("neighbourhoods", "neighbourhood_id")):
        features = json.loads((datasets / f"{name}.geojson").read_text())["features"]
        assert [f["properties"][key] for f in features] == list(published[name][key])
