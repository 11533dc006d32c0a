"""Bad parameters are refused with a sentence that names them."""

import re
from dataclasses import FrozenInstanceError, replace

import pytest

from safercities.city.parameters import OFFENCES, Parameters, replaced
from safercities.city.randomness import stream
from safercities.city.rhythm import profile
from safercities.city.scale import scaled


def test_parameters_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        Parameters().effects.relit = 1.0


def test_replaced_makes_a_changed_copy() -> None:
    before = Parameters()
    after = replaced(before, effects__relit=1.0)
    assert (before.effects.relit, after.effects.relit) == (0.86, 1.0)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"place__years": 0}, "place.years"),
        ({"crime__recorded_per_year": 0}, "crime.recorded_per_year"),
        ({"effects__outage_neighbour": 5.0}, "crime.headroom"),
        ({"crime__offences": OFFENCES[:3]}, "add up to 1"),
        ({"crime__offences": (replace(OFFENCES[0], reported=0.0), *OFFENCES[1:])}, "reported"),
        ({"crime__offences": (replace(OFFENCES[0], darkness=0.5), *OFFENCES[1:])}, "darkness"),
        ({"ground__layout": (("castle",),)}, "castle"),
        ({"ground__mesh": {"park": 3}}, "ground.mesh"),
        ({"effects__relight": 1.0}, "no such parameter"),
        ({"relit": 1.0}, "effects__relit"),
    ],
)
def test_a_bad_value_is_named(change, named) -> None:
    with pytest.raises(ValueError, match=re.escape(named)):
        replaced(Parameters(), **change)


@pytest.mark.parametrize("seed", [-1, 1.5, "x", None, True])
def test_a_bad_seed_is_refused(seed) -> None:
    with pytest.raises(ValueError, match="seed: expected a whole number"):
        stream(seed, "any")


def test_streams_depend_on_seed_and_name_only() -> None:
    def draw(seed, *name):
        return stream(seed, *name).random()

    assert draw(1, "a") == draw(1, "a")
    assert len({draw(1, "a"), draw(2, "a"), draw(1, "b"), draw(1, "a", "b")}) == 4


@pytest.mark.parametrize("scale", [0, 0.01, 100])
def test_a_size_out_of_range_is_refused(scale) -> None:
    with pytest.raises(ValueError, match=r"scale: expected 0\.12 to 20"):
        scaled(Parameters(), scale)


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(ValueError, match="no hour profile"):
        profile(replace(OFFENCES[0], profile="arson"), "hour", Parameters().crime)
