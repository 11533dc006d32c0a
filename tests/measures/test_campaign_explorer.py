"""The explorer of module 2 shows the shares and intervals of the course's measures."""

import importlib.util
import json
import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import vl_convert

from safercities.measures import survey_difference, wilson_interval

EXPLORER = Path(__file__).resolve().parents[2] / "book/02-safer-cities-approach/explorer.py"
SETTINGS = [
    {},
    {"change": -50, "told_after": 2, "interviews": 500},
    {"change": 50, "told_after": 15, "interviews": 20_000},
    {"change": 0, "told_after": 7.5, "interviews": 1000},
    {"change": -10, "told_after": 11, "interviews": 10_000},
]
RAW = "'exact ' + join([recorded, p_1, low_1, high_1, p_2, low_2, high_2, low, high], ' ')"


@pytest.fixture(scope="module")
def spec() -> dict:
    module_spec = importlib.util.spec_from_file_location("campaign_explorer", EXPLORER)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module.build().to_dict()


def controls(spec: dict) -> dict:
    return {param["name"]: param for param in spec["params"] if "bind" in param}


def texts_at(spec: dict, setting: dict, title: str | None = None) -> list[str]:
    """Texts of the picture at a setting; `title` is an expression in place of the title."""
    changed = json.loads(json.dumps(spec))
    for name, value in setting.items():
        controls(changed)[name]["value"] = value
    if title:
        changed["title"] = {"text": {"expr": title}}
    svg = vl_convert.vegalite_to_svg(changed)
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_numbers_are_those_of_the_measures(spec: dict, setting: dict) -> None:
    full = {name: param["value"] for name, param in controls(spec).items()} | setting
    raw = next(text for text in texts_at(spec, setting, RAW) if text.startswith("exact"))
    recorded, *shown = (float(number) for number in raw.split()[1:])
    factor, n = 1 + full["change"] / 100, full["interviews"]
    hits = [int(n * 0.115 * f + 0.5) for f in (1, factor)]
    first, second = (wilson_interval(count, n) for count in hits)
    asked = [np.arange(n) < count for count in hits]
    change = survey_difference(asked[1], np.ones(n), asked[0], np.ones(n))
    assert recorded == pytest.approx(100 * factor * full["told_after"] / 7.5)
    assert shown == pytest.approx([*first, *second, change.low, change.high])

    verdict = "a clear fall" if change.high < 0 else "a clear rise"
    if change.low <= 0 <= change.high:
        verdict = "no clear change"
    assert f"Survey: {verdict}" in texts_at(spec, setting)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_sentence_says_what_the_picture_shows(spec: dict, setting: dict) -> None:
    sentence = next(t for t in texts_at(spec, setting, "sentence") if t.startswith("True "))
    title = texts_at(spec, setting)
    recorded, verdict = (
        next(t.removeprefix(f"{name}: ") for t in title if t.startswith(f"{name}: "))
        for name in ("Recorded", "Survey")
    )
    assert f"Recorded harassment: {recorded}." in sentence
    assert sentence.endswith(f": {verdict}.")


def test_records_and_survey_can_part_company(spec: dict) -> None:
    title = texts_at(spec, {"interviews": 10_000})
    assert {"Recorded: +32 %", "Survey: a clear fall"} <= set(title)


def test_no_setting_leaves_the_scale(spec: dict) -> None:
    bound = {name: param["bind"] for name, param in controls(spec).items()}
    top = next(
        layer["encoding"]["y"]["scale"]["domain"][1]
        for layer in spec["layer"]
        if "scale" in layer["encoding"].get("y", {})
    )
    highest = (100 + bound["change"]["max"]) * bound["told_after"]["max"] / 7.5
    assert highest < top


def test_controls_have_plain_names_with_units(spec: dict) -> None:
    names = {name: param["bind"]["name"] for name, param in controls(spec).items()}
    assert set(names) == {"change", "told_after", "interviews"}
    assert all("(%)" in names[name] for name in ("change", "told_after"))


def test_spec_is_small_and_needs_only_the_core_of_vega(spec: dict) -> None:
    vega = vl_convert.vegalite_to_vega(spec)
    assert len(json.dumps(vega)) < 40_000
    used = {step["type"] for data in vega["data"] for step in data.get("transform", [])}
    assert used <= {"sequence", "formula", "filter", "aggregate", "stack", "identifier"}
    assert "http" not in json.dumps({**vega, "$schema": ""})


def test_text_fits_a_phone(spec: dict) -> None:
    # Liberation Sans is about 0.55 em a letter; 264 pixels are left of 320 beside the margins.
    for change, told in product((-50, 50), (2, 15)):
        for text in texts_at({**spec, "width": 264}, {"change": change, "told_after": told}):
            assert len(text) * 19 * 0.55 < 264, text
