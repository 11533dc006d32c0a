"""Lattice lines to streets: which pieces are built, of which class, between which junctions."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..parameters import Parameters
from .lattice import BLOCK

LONGEST = 4  # meshes in one street segment
ARTERIAL_EVERY, COLLECTOR_EVERY = 24, 8  # lattice lines


class Edges(NamedTuple):
    """Lattice edges of one direction, each array of shape (edges along the line, lines)."""

    built: np.ndarray
    owner: np.ndarray
    road_class: np.ndarray


def streets(
    owner: np.ndarray, kinds: list[str], parameters: Parameters, rng: np.random.Generator
) -> tuple[pd.DataFrame, np.ndarray]:
    """Street segments between junctions.

    Parameters
    ----------
    owner : array of int, shape (meshes along, meshes inland)
        Neighbourhood of each mesh; -1 is no land.

    Returns
    -------
    table : DataFrame
        neighbourhood, road_class, direction, line.
    path : array of int, shape (streets, LONGEST + 1, 2)
        Lattice nodes along each street; the last node repeats to fill the row.
    """
    first_arterial = rng.integers(0, ARTERIAL_EVERY // BLOCK, 2) * BLOCK
    along = _edges(owner, kinds, first_arterial[0], parameters, rng)
    across = _edges(owner.T, kinds, first_arterial[1], parameters, rng)
    busy_along, busy_across = _touch(along.built), _touch(across.built).T
    parts = [
        _segments(along, busy_across, 0),
        _segments(across, busy_along.T, 1),
    ]
    table = pd.concat([part[0] for part in parts], ignore_index=True)
    path = np.concatenate([part[1] for part in parts])
    connected = _largest_component(path, (owner.shape[0] + 1, owner.shape[1] + 1))
    return table[connected].reset_index(drop=True), path[connected]


def _edges(owner, kinds, first_arterial, parameters, rng) -> Edges:
    """Edges that run along the first axis of `owner`."""
    ground = parameters.ground
    padded = np.pad(owner, ((0, 0), (1, 1)), constant_values=-1)
    above, below = padded[:, 1:], padded[:, :-1]
    mine = np.where(above >= 0, above, below)
    mesh = np.array([ground.mesh[kind] for kind in kinds])[mine]
    dense = np.isin(np.array(kinds), ["hillside", "old_quarter"])[mine]
    park = (np.array(kinds) == "park")[mine]
    piece, line = np.indices(mine.shape)

    main = line % BLOCK == 0
    arterial = (line - first_arterial) % ARTERIAL_EVERY == 0
    collector = (line % COLLECTOR_EVERY == 0) & ~arterial
    drawn = main | (line % mesh == 0)
    luck = rng.random(mine.shape)[piece // mesh * mesh, line]
    missing = np.array([ground.missing_share.get(m, 0.0) for m in range(5)])[mesh]
    built = (mine >= 0) & drawn & (main | (luck >= missing))

    lane_luck = rng.random(mine.shape)[piece // BLOCK * BLOCK, line]
    lane = np.where(dense, ~main, park | (~main & (lane_luck < 0.3)))
    road_class = np.select([main & arterial, main & collector, lane], [0, 1, 3], default=2)
    return Edges(built, mine, road_class)


def _touch(built):
    """Nodes that an edge along the first axis touches, shape one larger along that axis."""
    padded = np.pad(built, ((1, 1), (0, 0)))
    return padded[1:] | padded[:-1]


def _segments(edges: Edges, crossed: np.ndarray, direction: int):
    """Join edges of a line into segments that run from junction to junction."""
    line, piece = np.nonzero(edges.built.T)
    owner, road_class = edges.owner[piece, line], edges.road_class[piece, line]
    goes_on = np.zeros(len(piece), bool)
    goes_on[1:] = (
        (line[1:] == line[:-1])
        & (piece[1:] == piece[:-1] + 1)
        & (owner[1:] == owner[:-1])
        & (road_class[1:] == road_class[:-1])
        & ~crossed[piece[1:], line[1:]]
    )
    start = _split_long(~goes_on)
    first = np.flatnonzero(start)
    count = np.diff(np.append(first, len(piece)))
    steps = np.minimum(np.arange(LONGEST + 1)[None, :], count[:, None])
    nodes = np.stack([piece[first, None] + steps, np.broadcast_to(line[first, None], steps.shape)])
    if direction == 1:
        nodes = nodes[::-1]
    table = pd.DataFrame(
        {
            "neighbourhood": owner[first],
            "road_class": road_class[first],
            "direction": direction,
            "line": line[first],
        }
    )
    return table, np.moveaxis(nodes, 0, -1)


def _split_long(start):
    """Also start a new segment after every LONGEST edges."""
    index = np.arange(len(start))
    since = index - np.maximum.accumulate(np.where(start, index, 0))
    return since % LONGEST == 0


def _largest_component(path, shape):
    """Which streets belong to the largest connected network."""
    ends = np.ravel_multi_index(np.moveaxis(path[:, [0, -1]], -1, 0), shape)
    label = np.arange(shape[0] * shape[1])
    while True:
        lower = label[ends].min(axis=1)
        new = label.copy()
        np.minimum.at(new, ends[:, 0], lower)
        np.minimum.at(new, ends[:, 1], lower)
        new = new[new]
        if (new == label).all():
            break
        label = new
    group = label[ends[:, 0]]
    values, sizes = np.unique(group, return_counts=True)
    return group == values[sizes.argmax()]
