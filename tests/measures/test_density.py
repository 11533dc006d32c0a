"""The kernel density against its formula, event by event, and the mass of the whole map."""

import numpy as np
import pytest

from safercities.measures import density_grid, kernel_density

RNG = np.random.default_rng(11)
EVENTS = RNG.uniform([640_000, 2_980_000], [641_500, 2_982_000], (300, 2))


def test_agrees_with_the_formula_for_every_pair():
    at = RNG.uniform([639_800, 2_979_800], [641_700, 2_982_200], (200, 2))
    distance = np.hypot(*(at[:, None] - EVENTS).transpose(2, 0, 1))
    kernel = np.where(distance < 250, 3 / (np.pi * 250**2) * (1 - (distance / 250) ** 2) ** 2, 0)
    assert kernel_density(EVENTS, at, 250) == pytest.approx(kernel.sum(axis=1) * 1e6)


def test_one_event_gives_the_height_of_the_kernel():
    peak, edge = kernel_density([[5, 5]], [[5, 5], [105, 5]], bandwidth=100)
    assert peak == pytest.approx(3 / (np.pi * 0.1**2))
    assert edge == 0


@pytest.mark.parametrize("bandwidth", [100, 300])
def test_all_events_are_on_the_map(bandwidth):
    grid = density_grid(EVENTS, bandwidth, cell=10)
    assert (grid["per_km2"] * 0.01**2).sum() == pytest.approx(len(EVENTS), rel=1e-3)


def test_extent_sets_the_cells():
    grid = density_grid(EVENTS, 200, 100, extent=(640_000, 2_980_000, 640_300, 2_980_200))
    assert grid["x_m"].tolist() == [640_050, 640_150, 640_250] * 2
    assert grid["y_m"].tolist() == [2_980_050] * 3 + [2_980_150] * 3
    middles = grid[["x_m", "y_m"]]
    assert grid["per_km2"].to_numpy() == pytest.approx(kernel_density(EVENTS, middles, 200))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kernel_density([[1, 2, 3]], EVENTS, 9), "points: expected two columns"),
        (lambda: kernel_density(EVENTS, [[np.nan, 1]], 9), "at: 1 of 2 numbers are missing"),
        (lambda: kernel_density(EVENTS, EVENTS, 0), "bandwidth: .*positive"),
        (lambda: density_grid(EVENTS, 200, 1), "cell: 1 m makes .* Choose larger cells"),
        (lambda: density_grid(EVENTS, 200, 50, (1, 1, 0, 2)), "extent: expected west, south"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
