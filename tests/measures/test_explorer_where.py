"""The explorer of module 4 shows what `kernel_density`, `pai` and `pei` give."""

import gzip
import importlib.util
import json
import re

import numpy as np
import pandas as pd
import pytest
import vl_convert

from safercities.measures import kernel_density, pai, pei
from tests.conftest import ROOT

EXPLORER = ROOT / "book" / "04-where-and-when" / "explorer.py"
VEGA_AND_SPEC_KB = 300  # tests/site/budgets.toml, "explorer, opened"
SETTINGS = [
    {},
    {"judge": 1},
    {"offence": 1, "bandwidth_m": 200, "hot_per_cent": 1},
    {"offence": 2, "bandwidth_m": 1000, "hot_per_cent": 20},
    {"offence": 2, "bandwidth_m": 300, "hot_per_cent": 13, "judge": 1},
]


@pytest.fixture(scope="module")
def explorer():
    module_spec = importlib.util.spec_from_file_location("where_explorer", EXPLORER)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def spec(explorer) -> dict:
    return explorer.build().to_dict()


def controls(spec: dict) -> dict:
    """The parameters that a reader can turn, by name."""
    return {param["name"]: param for param in spec["params"] if "bind" in param}


def texts_at(spec: dict, setting: dict) -> list[str]:
    """Texts of the picture at a setting; a title with the exact numbers comes along."""
    changed = json.loads(json.dumps(spec))
    for name, value in setting.items():
        controls(changed)[name]["value"] = value
    exact = "'exact ' + caught + ' ' + caught / area + ' ' + hits / best + ' | ' + sentence"
    changed["title"] = {"text": {"expr": exact}}
    return re.findall(r"<text[^>]*>([^<]+)</text>", vl_convert.vegalite_to_svg(changed))


def measured(explorer, offence: int, bandwidth_m: int, hot_per_cent: int, judge: int):
    """Share caught, PAI and PEI from the tables, with the course's own measures."""
    streets = pd.read_csv(ROOT / "datasets" / "streets.csv")
    incidents = pd.read_csv(ROOT / "datasets" / "incidents.csv")
    every = incidents[incidents["offence"].isin(explorer.OFFENCES)]
    middle = [(streets[f"{axis}1_m"] + streets[f"{axis}2_m"]) / 2 for axis in "xy"]
    everywhere = np.concatenate([np.column_stack(middle), every[["x_m", "y_m"]]])
    cells = sorted({(x // 250, y // 250) for x, y in everywhere})
    chosen = every[every["offence"] == explorer.OFFENCES[offence]]
    made_from = chosen[chosen["occurred_at"].str.startswith("2024")]
    judged_on = chosen[chosen["occurred_at"].str.startswith(("2025", "2024")[judge])]
    centres = [((c + 0.5) * 250, (r + 0.5) * 250) for c, r in cells]
    density = kernel_density(made_from[["x_m", "y_m"]].to_numpy(), centres, bandwidth_m)
    found = list(zip(judged_on["x_m"] // 250, judged_on["y_m"] // 250, strict=True))
    records = pd.Series(found).value_counts().reindex(cells, fill_value=0).to_numpy()
    size = round(hot_per_cent / 100 * len(cells))
    hits = records[np.argsort(-density, kind="stable")[:size]].sum()
    best = np.sort(records)[::-1][:size].sum()
    return (
        hits / len(judged_on),
        pai(hits, len(judged_on), size, len(cells)),
        pei(hits, best),
    )


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_picture_shows_the_numbers_of_the_measures(explorer, spec, setting) -> None:
    full = {name: param["value"] for name, param in controls(spec).items()} | setting
    share, accuracy, efficiency = measured(explorer, **full)
    texts = texts_at(spec, setting)
    exact, sentence = next(text for text in texts if text.startswith("exact")).split(" | ")
    shown = [float(number) for number in exact.split()[1:]]
    assert shown == pytest.approx([share, accuracy, efficiency])
    assert f"{100 * shown[0]:.0f} %" in texts
    assert f"bandwidth {full['bandwidth_m']} metres" in sentence
    assert ("next year" in sentence) == (full["judge"] == 0)
    assert sentence.endswith(f"PEI {shown[2]:.2f}.")


def test_a_map_is_better_on_its_own_year(spec) -> None:
    caught = [
        float(next(t for t in texts_at(spec, {"judge": judge}) if t.startswith("exact")).split()[1])
        for judge in (0, 1)
    ]
    assert caught[1] > caught[0]


def scores(explorer, offence: int) -> pd.DataFrame:
    """PAI and PEI of a hot area of 5 % by bandwidth, on the map's own year and on the next."""
    table, steps = explorer.cells(), len(explorer.BANDWIDTHS)
    size = round(0.05 * len(table["c"]))
    orders = np.array(table["k"][offence * steps : (offence + 1) * steps])
    columns = {}
    for judge, name in enumerate(["own", "next"]):
        counts = np.array(table["n"][2 * offence + judge])
        hits = ((orders < size) * counts).sum(axis=1)
        columns[f"pai {name}"] = hits / counts.sum() / (size / len(counts))
        columns[f"pei {name}"] = hits / np.sort(counts)[::-1][:size].sum()
    return pd.DataFrame(columns, index=explorer.BANDWIDTHS)


def test_the_tries_say_what_the_picture_shows(explorer) -> None:
    robbery, theft = scores(explorer, 0), scores(explorer, 2)
    assert robbery["pai own"].idxmax() == min(explorer.BANDWIDTHS)
    assert robbery["pai next"].idxmax() in (200, 300)
    gain = robbery["pai own"] - robbery["pai next"]
    assert gain.idxmax() == min(explorer.BANDWIDTHS)
    assert gain[1000] < gain[200] / 3
    assert theft.loc[300, "pai next"] < robbery.loc[300, "pai next"] - 1
    assert theft.loc[300, "pei next"] > robbery.loc[300, "pei next"]
    assert (theft.loc[900:, "pei next"] < robbery.loc[900:, "pei next"]).all()


def test_controls_have_plain_names_with_units(spec) -> None:
    names = {name: param["bind"]["name"] for name, param in controls(spec).items()}
    assert set(names) == {"offence", "bandwidth_m", "hot_per_cent", "judge"}
    assert "(m)" in names["bandwidth_m"]
    assert "%" in names["hot_per_cent"]


def test_spec_is_small_and_asks_no_other_host(spec) -> None:
    vega = vl_convert.vegalite_to_vega(spec)
    script = (ROOT / "node_modules" / "vega" / "build" / "vega.min.js").read_bytes()
    size = len(gzip.compress(script, 6)) + len(gzip.compress(json.dumps(vega).encode(), 6))
    assert size < VEGA_AND_SPEC_KB * 1000
    assert "http" not in json.dumps({**vega, "$schema": ""})


def test_text_fits_a_phone(spec) -> None:
    # Liberation Sans is about 0.55 em a letter; 264 pixels are left of 320 beside the margins.
    for text in texts_at({**spec, "width": 264}, {"hot_per_cent": 20}):
        if not text.startswith("exact"):
            assert len(text) * 12 * 0.55 < 264, text
