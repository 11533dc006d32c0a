"""Invented names: two everyday words make a name that no real place bears.

No word is taken from a place name of any language, and none ends like one.
"""

import numpy as np

_FIRST = """
Lotus Tea Silk Plum Kite Crane Heron Carp Coral Pearl Salt Rice Reed Jade Ginger Mango Pepper
Clove Indigo Cedar Maple Monsoon Lantern Drum Bell Paper Ink Bronze Copper Moon Star Cloud Rain
Mist Tide Drift Shell Otter Swift Finch Moth Cricket Fern Moss Orchid Sesame Barley Thistle
Quince Tamarind
"""
_SECOND = """
bell kite drum song feather thread bloom spark wing petal ripple whisper glow bead loom flute
oar sail dew cup knot brush veil ladder lamp needle saddle whistle ribbon basket button pebble
pocket riddle tumble
"""
FIRST, SECOND = tuple(_FIRST.split()), tuple(_SECOND.split())
STREET_TYPE = {
    "arterial": "Avenue",
    "collector": "Road",
    "residential": "Street",
    "lane": "Lane",
}
NEIGHBOURHOOD_TYPE = {
    "business_centre": "Exchange",
    "port": "Docks",
    "night_market": "Night Market",
    "university": "Campus",
    "transit": "Interchange",
    "industrial": "Works",
    "hillside": "Heights",
    "old_quarter": "Old Quarter",
    "apartments": "Terraces",
    "residential": "Gardens",
    "park": "Park",
    "waterfront": "Promenade",
}
CITY_TYPE = ("Bay", "Harbour", "Sound", "Haven")


def invented(count: int, rng: np.random.Generator) -> np.ndarray:
    """`count` names in random order; they repeat only when every pair of words is used up."""
    pairs = [a + b for a in FIRST for b in SECOND if a.lower() != b]
    return np.resize(rng.permutation(np.array(pairs)), count)


def city_name(rng: np.random.Generator) -> str:
    """A name for the whole city."""
    return f"{rng.choice(FIRST)} {rng.choice(CITY_TYPE)}"
