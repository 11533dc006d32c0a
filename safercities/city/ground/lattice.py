"""The bent lattice: where each junction of street lines lies."""

import numpy as np

from .. import utm
from ..parameters import Parameters

BLOCK = 4  # meshes per city block


def land_blocks(parameters: Parameters, rng: np.random.Generator) -> np.ndarray:
    """Which blocks are land, shape (blocks along, blocks inland).

    Row 0 lies on the shore. The far side is ragged: the city thins out into the hills.
    """
    ground = parameters.ground
    row, column = np.indices((ground.blocks_along, ground.blocks_inland))
    hills = _ragged(ground.blocks_along, ground.ragged_blocks, rng)
    sides = [_ragged(ground.blocks_inland, 1, rng) for _ in range(2)]
    return (
        (column < ground.blocks_inland - hills[row])
        & (row >= sides[0][column])
        & (row < ground.blocks_along - sides[1][column])
    )


def _ragged(count, most, rng):
    """How many blocks are cut off at each of `count` places: a slow random walk in 0..most."""
    walk = np.cumsum(rng.integers(-1, 2, (count + 1) // 2)).repeat(2)[:count]
    return np.clip(walk - np.median(walk).astype(int) + most // 2, 0, most)


def node_positions(
    parameters: Parameters,
    self_built: np.ndarray,
    rng: np.random.Generator,
    strength: float = 1.0,
) -> np.ndarray:
    """Eastings and northings of all lattice nodes, shape (nodes along, nodes inland, 2).

    Parameters
    ----------
    self_built : array of bool, shape (nodes along, nodes inland)
        Nodes whose junctions are more uneven.
    strength : float
        How strong bends and unevenness are, against the parameters.
    """
    ground = parameters.ground
    along, inland = self_built.shape
    length, depth = (along - 1) * ground.step_m, (inland - 1) * ground.step_m
    s = np.arange(along)[:, None] * ground.step_m
    d = np.arange(inland)[None, :] * ground.step_m
    shore, slope = _shore(s, length, parameters, rng)
    x = s - slope * ground.fan_m * (1 - np.exp(-d / ground.fan_m))
    y = d + shore * np.exp(-d / ground.terrace_decay_m)
    x, y = _bend_hills(x, y, d / depth, strength, parameters, rng)
    sigma = strength * np.where(self_built, ground.jitter_m[1], ground.jitter_m[0])
    x, y = x + sigma * rng.standard_normal(x.shape), y + sigma * rng.standard_normal(x.shape)
    return _place(x, y, parameters, rng)


def is_sound(nodes: np.ndarray, land: np.ndarray, parameters: Parameters) -> bool:
    """Whether no mesh of the land is folded, and no side of one is too short.

    Parameters
    ----------
    nodes : array, shape (a + 1, b + 1, 2)
    land : array of bool, shape (a, b)
        Meshes that belong to the city.
    """
    ground = parameters.ground
    one, other = nodes[1:, 1:] - nodes[:-1, :-1], nodes[:-1, 1:] - nodes[1:, :-1]
    area = (one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]) / 2
    along, inland = np.diff(nodes, axis=0), np.diff(nodes, axis=1)
    sides = [np.hypot(*side[land].T) for side in (along[:, :-1], along[:, 1:])]
    sides += [np.hypot(*side[land].T) for side in (inland[:-1], inland[1:])]
    return bool(
        area[land].min() > ground.least_mesh * ground.step_m**2
        and min(side.min() for side in sides) > ground.least_side * ground.step_m
    )


def _shore(s, length, parameters, rng):
    """Northing of the shore along the coast, and its slope."""
    ground = parameters.ground
    depth = rng.uniform(*ground.bay_depth_m)
    width = rng.uniform(*ground.bay_width_share) * length
    centre = rng.uniform(0.44, 0.56) * length
    phase = rng.uniform(0, 2 * np.pi)
    u = (s - centre) / width
    bump = depth * np.exp(-(u**2))
    wave = 2 * np.pi / (length / 2.3)
    shore = bump + 0.09 * depth * np.sin(wave * s + phase)
    slope = -2 * u / width * bump + 0.09 * depth * wave * np.cos(wave * s + phase)
    return shore, slope


def _bend_hills(x, y, share_inland, strength, parameters, rng):
    """Add smooth bends that grow towards the hills."""
    ground = parameters.ground
    rise = np.clip((share_inland - 0.55) / 0.35, 0, 1)
    size = strength * ground.hill_bend_m * rise**2 * (3 - 2 * rise)
    dx, dy = np.zeros_like(x), np.zeros_like(y)
    for _ in range(2):
        direction, phase = rng.uniform(0, 2 * np.pi, 2)
        wave = 2 * np.pi / rng.uniform(*ground.hill_wave_m)
        turn = wave * (np.cos(direction) * x + np.sin(direction) * y) + phase
        dx, dy = dx + size * np.sin(turn), dy + size * np.cos(turn)
    return x + dx, y + dy


def _place(x, y, parameters, rng):
    """Turn the city a little and put its middle at the documented centre."""
    place = parameters.place
    angle = rng.uniform(-0.6, 0.6)
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y = x - x.mean(), y - y.mean()
    east, north = utm.to_metres(place.longitude, place.latitude)
    return np.stack([east + cosine * x - sine * y, north + sine * x + cosine * y], axis=-1)
