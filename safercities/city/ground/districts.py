"""Blocks to neighbourhoods: growth from one seed block each."""

import numpy as np

from ..parameters import Parameters


def kinds(parameters: Parameters, rng: np.random.Generator) -> list[str]:
    """The kind of each neighbourhood, row by row from the shore; reshuffled within rows."""
    rows = [list(row) for row in parameters.ground.layout]
    if rng.random() < 0.5:
        rows = [row[::-1] for row in rows]
    return [kind for i, row in enumerate(rows) for kind in (rng.permutation(row) if i else row)]


def assign(land: np.ndarray, parameters: Parameters, rng: np.random.Generator) -> np.ndarray:
    """Give each land block the number of its neighbourhood; no city is -1.

    Seeds lie on a shaken grid. In each round every free block beside a neighbourhood joins the
    nearest one, so that each neighbourhood stays in one piece.

    Returns
    -------
    array of int, shape of `land`
    """
    seeds = _seed_blocks(land, parameters, rng)
    row, column = np.indices(land.shape)
    distance = np.hypot(row[..., None] - seeds[:, 0], column[..., None] - seeds[:, 1])
    owner = np.full(land.shape, -1)
    owner[seeds[:, 0], seeds[:, 1]] = np.arange(len(seeds))
    while ((owner < 0) & land).any():
        beside = np.zeros((*land.shape, len(seeds)), bool)
        is_owned = owner[..., None] == np.arange(len(seeds))
        for axis in (0, 1):
            for shift in (-1, 1):
                beside |= _shifted(is_owned, shift, axis)
        reach = np.where(beside, distance, np.inf)
        joins = (owner < 0) & land & beside.any(axis=-1)
        if not joins.any():
            break  # what is left touches no neighbourhood: islets, which stay empty
        # The nearest candidates join first, so that late rounds do not cut across.
        nearest = np.where(joins, reach.min(axis=-1), np.inf)
        now = nearest <= nearest.min() + 0.5
        owner[now] = reach.argmin(axis=-1)[now]
    return owner


def _seed_blocks(land, parameters, rng):
    """One block for each neighbourhood; shaken less where a small city would put two in one."""
    for shake in (0.16, 0.08, 0.0):
        seeds = _shaken_grid(land, parameters.ground.layout, shake, rng)
        if len(np.unique(seeds, axis=0)) == len(seeds):
            return seeds
    raise ValueError("the city is too small for its neighbourhoods: use a larger scale")


def _shaken_grid(land, layout, shake, rng):
    points = []
    for i, row in enumerate(layout):
        for j in range(len(row)):
            a = (j + 0.5 + rng.uniform(-shake, shake)) / len(row) * land.shape[0]
            b = (i + 0.5 + rng.uniform(-shake, shake)) / len(layout) * land[int(a)].sum()
            points.append((int(a), int(b)))
    return np.array(points)


def _shifted(array, shift, axis):
    """`array` moved by one along an axis, without wrapping round."""
    moved = np.roll(array, shift, axis)
    edge = [slice(None)] * array.ndim
    edge[axis] = 0 if shift > 0 else -1
    moved[tuple(edge)] = False
    return moved
