"""The explorer of module 1 shows the numbers of `estimated_incidents`."""

import importlib.util
import json
import re
from pathlib import Path

import pandas as pd
import pytest
import vl_convert

from safercities.measures import estimated_incidents
from tests.measures.test_explorer import controls, luminance

EXPLORER = Path(__file__).resolve().parents[2] / "book" / "01-urban-safety" / "explorer.py"
SETTINGS = [
    {},
    {"told_harassment": 5, "told_theft_from_person": 100},
    {"told_harassment": 40},
    {"told_theft_from_person": 15, "order": "recorded"},
]


@pytest.fixture(scope="module")
def explorer():
    module_spec = importlib.util.spec_from_file_location("dark_figure_explorer", EXPLORER)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def spec(explorer):
    return explorer.build().to_dict()


def texts_at(spec, setting: dict) -> list[str]:
    """Texts of the picture at a setting; the sentence comes along as a title."""
    changed = json.loads(json.dumps(spec))
    for name, value in setting.items():
        controls(changed)[name]["value"] = value
    changed["title"] = {"text": {"expr": "'sentence ' + sentence"}}
    return re.findall(r"<text[^>]*>([^<]+)</text>", vl_convert.vegalite_to_svg(changed))


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_picture_shows_the_numbers_of_the_measure(explorer, spec, setting):
    values = {name: param["value"] for name, param in controls(spec).items()} | setting
    expected = {}
    for name, (recorded, told) in explorer.figures().items():
        rate = values[f"told_{name}"] / 100 if f"told_{name}" in values else told
        estimate = estimated_incidents(recorded, rate).value
        expected[name.replace("_", " ")] = (
            recorded / explorer.YEARS,
            estimate / explorer.YEARS,
        )
    by = 0 if values["order"] == "recorded" else 1
    in_order = sorted(expected, key=lambda label: -expected[label][by])
    lines = [
        f"{place}. {label}: {expected[label][0]:,.0f} of {expected[label][1]:,.0f}"
        for place, label in enumerate(in_order, start=1)
    ]
    texts = texts_at(spec, setting)
    assert sorted(text for text in texts if re.match(r"\d\. ", text)) == lines

    sentence = next(text for text in texts if text.startswith("sentence"))
    harassed = expected["harassment"][1]
    place = 1 + sum(estimate > harassed for _, estimate in expected.values())
    assert f"at least {harassed:,.0f} happen a year, place {place} of 8" in sentence
    assert f"about {expected['theft from person'][1]:,.0f} a year if" in sentence


def test_settings_change_the_place_of_harassment(spec):
    texts = " ".join(" ".join(texts_at(spec, setting)) for setting in SETTINGS)
    assert len(set(re.findall(r"happen a year, place (\d)", texts))) >= 2


def test_every_bar_fits_the_scale(explorer):
    for name, (recorded, told) in explorer.figures().items():
        least = explorer.TURNED.get(name, 100 * told.value)
        for longest in (recorded / (least / 100), estimated_incidents(recorded, told).high):
            assert longest / explorer.YEARS <= explorer.MOST_SHOWN, name


def test_years_are_those_of_the_records(explorer):
    when = pd.read_csv(explorer.DATASETS / "incidents.csv", usecols=["occurred_at"])["occurred_at"]
    assert when.str[:4].nunique() == explorer.YEARS


def test_controls_have_plain_names_with_units(spec):
    names = {name: param["bind"]["name"] for name, param in controls(spec).items()}
    assert set(names) == {"order", "told_harassment", "told_theft_from_person"}
    for name in ("told_harassment", "told_theft_from_person"):
        assert "of 100 victims" in names[name]
        assert re.search(r"survey: \d+ to \d+", names[name])


def test_spec_is_small_and_needs_only_the_core_of_vega(spec):
    vega = vl_convert.vegalite_to_vega(spec)
    assert len(json.dumps(vega)) < 40_000
    used = {step["type"] for data in vega["data"] for step in data.get("transform", [])}
    assert used <= {"formula", "filter", "window"}
    assert "http" not in json.dumps({**vega, "$schema": ""})


def test_text_fits_a_phone(spec):
    # See the explorer of module 5: 264 pixels are left, and a letter is about 0.55 em wide.
    for text in texts_at({**spec, "width": 264}, SETTINGS[1]):
        if not text.startswith("sentence"):
            assert len(text) * 12 * 0.55 < 264, text


def test_text_contrast_reaches_aa(explorer, spec):
    ground = luminance(spec["background"])
    for colour in (explorer.WHITE, explorer.PALE, explorer.LANTERN, explorer.SKY):
        assert (luminance(colour) + 0.05) / (ground + 0.05) >= 4.5
