"""The explorer of module 5 shows the numbers of `street_grid_illuminance`."""

import importlib.util
import json
import re
from itertools import combinations
from pathlib import Path

import pytest
import vl_convert

from safercities.measures import lighting_class, mean_min_uniformity, street_grid_illuminance

EXPLORER = Path(__file__).resolve().parents[2] / "book" / "05-lighting" / "explorer.py"
SETTINGS = [
    {},
    {"spacing_m": 15, "height_m": 12, "flux_lm": 12000},
    {"spacing_m": 60, "height_m": 4, "flux_lm": 1000},
    {"spacing_m": 45, "height_m": 9.5, "flux_lm": 7000, "lamps_out": 1},
    {"spacing_m": 22, "height_m": 8, "flux_lm": 10000, "lamps_out": 2},
    {"spacing_m": 15, "height_m": 4, "flux_lm": 12000},
]


@pytest.fixture(scope="module")
def spec():
    module_spec = importlib.util.spec_from_file_location("lighting_explorer", EXPLORER)
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
    changed["title"] = {"text": {"expr": "'exact ' + mean_lx + ' ' + min_lx + ' | ' + sentence"}}
    svg = vl_convert.vegalite_to_svg(changed)
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_picture_shows_the_numbers_of_the_measure(spec, setting):
    full = {name: param["value"] for name, param in controls(spec).items()} | setting
    lamps_out = range(full.pop("lamps_out"))
    grid = street_grid_illuminance(**full, width_m=6, lamps_out=lamps_out)
    mean, minimum, uniformity = mean_min_uniformity(grid["horizontal_lx"])
    expected_class = lighting_class(mean, minimum)
    texts = texts_at(spec, setting)

    exact, sentence = next(text for text in texts if text.startswith("exact")).split(" | ")
    assert [float(number) for number in exact.split()[1:]] == pytest.approx([mean, minimum])
    shown = {text: float(text.split()[0]) for text in texts if re.fullmatch(r"[\d.]+ lx", text)}
    assert list(shown.values()) == pytest.approx([mean - 0.005, minimum - 0.005], abs=0.0051)
    assert f"{uniformity:.2f}" in texts
    assert f"Lighting class: {expected_class}" in texts
    assert sentence.startswith(f"Lamps {full['spacing_m']} m apart, {full['height_m']} m high, ")
    assert f"{full['flux_lm']:,} lumens" in sentence
    assert all(text.split()[0] in sentence for text in shown)
    assert sentence.endswith(f"Lighting class: {expected_class}.")


def test_settings_reach_different_classes(spec):
    classes = [texts_at(spec, setting) for setting in SETTINGS]
    titles = {text for texts in classes for text in texts if text.startswith("Lighting class")}
    assert len(titles) >= 4


def test_numbers_are_rounded_down_to_agree_with_the_class(spec):
    # The mean here is 1.9996 lx: class P6 asks for 2 lx, so 2.00 would contradict the class.
    texts = texts_at(spec, {"spacing_m": 29, "height_m": 9.5, "flux_lm": 2500})
    assert "1.99 lx" in texts
    assert "Lighting class: below P6" in texts


def test_controls_have_plain_names_with_units(spec):
    names = {name: param["bind"]["name"] for name, param in controls(spec).items()}
    assert set(names) == {"spacing_m", "height_m", "flux_lm", "lamps_out"}
    assert "(m)" in names["spacing_m"]
    assert "(m)" in names["height_m"]
    assert "(lumens)" in names["flux_lm"]
    assert controls(spec)["lamps_out"]["bind"]["labels"][0] == "all burn"


def test_every_slider_setting_is_inside_the_model(spec):
    # The picture sums lamps -8 to 9; more must never be in reach.
    low, high = (
        controls(spec)["spacing_m"]["bind"]["min"],
        controls(spec)["height_m"]["bind"]["max"],
    )
    assert -(-10 * high // low) <= 8


def test_spec_is_small_and_needs_only_the_core_of_vega(spec):
    vega = vl_convert.vegalite_to_vega(spec)
    assert len(json.dumps(vega)) < 40_000
    used = {step["type"] for data in vega["data"] for step in data.get("transform", [])}
    assert used <= {"sequence", "formula", "filter", "aggregate", "joinaggregate", "stack"}
    assert not vega.get("projections")
    assert "http" not in json.dumps({**vega, "$schema": ""})


def test_text_fits_a_phone(spec):
    # Liberation Sans, the widest common fallback, is about 0.55 em a letter; 264 pixels are left
    # of 320 beside the page's margins and the picture's padding.
    for text in texts_at({**spec, "width": 264}, SETTINGS[1]):
        if not text.startswith("exact"):
            assert len(text) * 12 * 0.55 < 264, text


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2 for #RRGGBB."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_text_contrast_reaches_aa(spec):
    ground = luminance(spec["background"])
    colours = {
        layer["encoding"]["color"]["value"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
    } | {spec["config"]["legend"]["labelColor"], spec["config"]["legend"]["titleColor"]}
    assert len(colours) >= 2
    for colour in colours:
        assert (luminance(colour) + 0.05) / (ground + 0.05) >= 4.5


def test_light_scale_grows_brighter_all_the_way(spec):
    scale = next(
        layer["encoding"]["color"]["scale"]
        for layer in spec["layer"]
        if layer["encoding"].get("color", {}).get("field") == "lux"
    )
    steps = [luminance(colour) for colour in scale["range"]]
    assert all(darker < lighter for darker, lighter in combinations(steps, 2))
