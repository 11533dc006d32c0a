"""Colours: contrast against the page, and apart from each other for colour-blind eyes."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from safercities.plots import LIGHT_MAP, LINE_COLOURS, PALETTE
from safercities.plots.palette import INK, PAPER, QUIET
from tests.contrast import contrast, linear, luminance

# Machado, Oliveira and Fernandes 2009: what eyes without one kind of cone see, in linear RGB.
COLOUR_BLIND = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


def test_palette_is_okabe_and_itos():
    published = ["000000", "E69F00", "56B4E9", "009E73", "F0E442", "0072B2", "D55E00", "CC79A7"]
    assert [colour for name, colour in PALETTE.items() if name != "night"] == [
        f"#{colour}" for colour in published
    ]


@pytest.mark.parametrize("colour", [INK, QUIET])
def test_text_reaches_aa(colour):
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("colour", LINE_COLOURS)
def test_lines_are_seen_on_the_page(colour):
    assert contrast(colour, PAPER) >= 3


@pytest.mark.parametrize("kind", COLOUR_BLIND)
def test_lines_stay_apart_for_colour_blind_readers(kind):
    matrix = np.array(COLOUR_BLIND[kind])
    seen = [np.clip(matrix @ linear(colour), 0, 1) ** (1 / 2.2) for colour in LINE_COLOURS]
    assert all(np.linalg.norm(one - other) > 0.15 for one, other in combinations(seen, 2))


def test_light_map_grows_brighter_all_the_way():
    steps = [luminance(LIGHT_MAP(share)) for share in np.linspace(0, 1, 64)]
    assert all(darker < lighter for darker, lighter in pairwise(steps))
