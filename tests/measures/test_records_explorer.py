"""The explorer of module 3 shows the numbers of `donut_mask` and `spatial_k`."""

import importlib.util
import json
import re
from pathlib import Path

import numpy as np
import pytest
import vl_convert

from safercities.measures import donut_mask, spatial_k

EXPLORER = Path(__file__).resolve().parents[2] / "book" / "03-records" / "explorer.py"
SETTINGS = [
    {},
    {"inner_m": 0, "width_m": 250},
    {"inner_m": 150, "width_m": 20, "homes_per_km2": 7500},
    {"inner_m": 90, "width_m": 200, "homes_per_km2": 500},
]


@pytest.fixture(scope="module")
def spec():
    module_spec = importlib.util.spec_from_file_location("records_explorer", EXPLORER)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module.build().to_dict()


def controls(spec) -> dict:
    """The parameters that a reader can turn, by name."""
    return {param["name"]: param for param in spec["params"] if "bind" in param}


def texts_at(spec, setting: dict) -> list[str]:
    """Texts of the picture at a setting; a title with the exact numbers comes along."""
    changed = json.loads(json.dumps(spec))
    for name, value in setting.items():
        controls(changed)[name]["value"] = value
    exact = "'exact ' + join([mean_m, elsewhere, homes_mean, homes_least], ' ') + ' | ' + sentence"
    changed["title"] = {"text": {"expr": exact}}
    return re.findall(r"<text[^>]*>([^<]+)</text>", vl_convert.vegalite_to_svg(changed))


def exact_at(spec, setting: dict) -> list[float]:
    exact = next(text for text in texts_at(spec, setting) if text.startswith("exact"))
    return [float(number) for number in exact.split(" | ")[0].split()[1:]]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_distances_are_those_of_the_mask(spec, setting):
    full = {name: param["value"] for name, param in controls(spec).items()} | setting
    inner, outer = full["inner_m"], full["inner_m"] + full["width_m"]
    moved = donut_mask(np.zeros((200_000, 2)), inner, outer, np.random.default_rng(5))
    distance = np.hypot(*moved.T)
    mean, elsewhere, _, _ = exact_at(spec, setting)
    assert mean == pytest.approx(distance.mean(), abs=0.5)
    assert elsewhere == pytest.approx((distance > 100).mean(), abs=0.005)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_homes_are_those_of_spatial_k(spec, setting):
    full = {name: param["value"] for name, param in controls(spec).items()} | setting
    inner, outer = full["inner_m"], full["inner_m"] + full["width_m"]
    step = 1000 / full["homes_per_km2"] ** 0.5
    line = np.arange(-900, 900, step)
    homes = np.array(np.meshgrid(line, line)).reshape(2, -1).T
    rng = np.random.default_rng(7)
    points = rng.uniform(-step, step, (400, 2))
    k = spatial_k(points, donut_mask(points, inner, outer, rng), homes)
    _, _, homes_mean, homes_least = exact_at(spec, setting)
    assert homes_mean == pytest.approx(k.mean(), rel=0.08)
    assert homes_least == pytest.approx(full["homes_per_km2"] * np.pi * inner**2 / 1e6)


def test_the_sentence_says_what_the_picture_shows(spec):
    texts = texts_at(spec, {"inner_m": 0})
    sentence = next(text for text in texts if text.startswith("exact")).split(" | ")[1]
    assert sentence.startswith("Each point moves by 0 to 100 m")
    assert any(text.startswith("At the inner edge: 0 homes") for text in texts)
    assert any(text.endswith("too few") for text in texts)


def test_controls_have_plain_names_with_units(spec):
    names = {name: param["bind"]["name"] for name, param in controls(spec).items()}
    assert set(names) == {"inner_m", "width_m", "homes_per_km2"}
    assert "(m)" in names["inner_m"] and "(m)" in names["width_m"]
    assert all("km²" in label for label in controls(spec)["homes_per_km2"]["bind"]["labels"])


def test_the_widest_ring_stays_in_the_picture(spec):
    outer = sum(controls(spec)[name]["bind"]["max"] for name in ("inner_m", "width_m"))
    assert outer <= 420


def test_spec_is_small_and_needs_only_the_core_of_vega(spec):
    vega = vl_convert.vegalite_to_vega(spec)
    assert len(json.dumps(vega)) < 40_000
    used = {step["type"] for data in vega["data"] for step in data.get("transform", [])}
    assert used <= {"sequence", "formula", "filter", "aggregate", "joinaggregate", "stack"}
    assert "http" not in json.dumps({**vega, "$schema": ""})


def test_text_fits_a_phone(spec):
    # Liberation Sans, the widest common fallback, is about 0.55 em a letter; 264 pixels are left
    # of 320 beside the page's margins and the picture's padding.
    for text in texts_at({**spec, "width": 264}, SETTINGS[1]):
        if not text.startswith("exact"):
            assert len(text) * 13 * 0.55 < 290, text
