"""Compose the ground: tables of neighbourhoods and streets, and their shapes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .. import names
from ..parameters import ROAD_CLASSES, UNDER_SERVED, Parameters
from ..randomness import stream
from . import districts, lattice, network, outline

ATTEMPTS = 100


@dataclass(frozen=True)
class Ground:
    """Neighbourhoods and streets; row numbers are the keys inside the simulator.

    neighbourhoods: name, kind, population, dwellings, area_km2, x_m, y_m.
    streets: neighbourhood (row number), kind, name, road_class, length_m, width_m, x_m, y_m
        (halfway between the two ends), under_served.
    paths: array (streets, points, 2), metres along each street; the last point repeats.
    outlines: for each neighbourhood its rings, arrays (points, 2); the outer ring first.
    """

    neighbourhoods: pd.DataFrame
    streets: pd.DataFrame
    paths: np.ndarray
    outlines: list[list[np.ndarray]]


def build(parameters: Parameters, seed: int) -> Ground:
    """Draw the ground of one city."""
    land = lattice.land_blocks(parameters, stream(seed, "ground", "land"))
    kinds = districts.kinds(parameters, stream(seed, "ground", "kinds"))
    blocks = districts.assign(land, parameters, stream(seed, "ground", "districts"))
    owner = blocks.repeat(lattice.BLOCK, axis=0).repeat(lattice.BLOCK, axis=1)
    self_built = _near_self_built(owner, kinds)
    nodes = _sound_nodes(parameters, owner >= 0, self_built, seed)
    table, node_path = network.streets(owner, kinds, parameters, stream(seed, "ground", "streets"))
    paths = nodes[node_path[..., 0], node_path[..., 1]]
    outlines = [outline.rings(owner == i, nodes) for i in range(len(kinds))]
    neighbourhoods = _neighbourhoods(outlines, kinds, parameters, seed)
    streets, paths = _streets(table, paths, kinds, parameters, seed)
    return Ground(neighbourhoods, streets, paths, outlines)


def _sound_nodes(parameters, land, self_built, seed):
    """Bend the lattice anew, a little less each time, until no mesh is folded."""
    for attempt in range(ATTEMPTS):
        name = ("nodes", str(attempt)) if attempt else ("nodes",)
        rng, strength = stream(seed, "ground", *name), 0.97**attempt
        nodes = lattice.node_positions(parameters, self_built, rng, strength)
        if lattice.is_sound(nodes, land, parameters):
            return nodes
    raise ValueError(
        f"the street lattice folds in each of {ATTEMPTS} draws: use a smaller ground.bay_depth_m "
        "or ground.fan_m"
    )


def points_along(paths: np.ndarray, row: np.ndarray, share: np.ndarray, off_m=0.0):
    """Points on streets: at a share of the length, and off the middle line to the left.

    Parameters
    ----------
    paths : array, shape (streets, points, 2)
    row : array of int, shape (n,)
        Street of each point.
    share : array, shape (n,)
        0 at the first end, 1 at the last.
    off_m : scalar or array, shape (n,)

    Returns
    -------
    array, shape (n, 2)
    """
    line = paths[row]
    step = np.diff(line, axis=1)
    length = np.hypot(step[..., 0], step[..., 1])
    reached = np.cumsum(length, axis=1)
    target = np.asarray(share) * reached[:, -1]
    piece = np.minimum((reached < target[:, None]).sum(axis=1), step.shape[1] - 1)
    pick = np.arange(len(row)), piece
    size = np.where(length[pick] > 0, length[pick], 1.0)
    along = (target - reached[pick] + length[pick]) / size
    unit = step[pick] / size[:, None]
    left = np.stack([-unit[:, 1], unit[:, 0]], axis=-1)
    return line[pick] + step[pick] * along[:, None] + left * np.asarray(off_m).reshape(-1, 1)


def _near_self_built(owner, kinds):
    """Lattice nodes that touch a mesh of a hillside or old quarter."""
    dense = np.append(np.isin(kinds, UNDER_SERVED), False)[owner]
    padded = np.pad(dense, 1)
    return padded[1:, 1:] | padded[:-1, 1:] | padded[1:, :-1] | padded[:-1, :-1]


def _neighbourhoods(outlines, kinds, parameters, seed):
    ground = parameters.ground
    area = np.array([sum(outline.signed_area(ring) for ring in rings) for rings in outlines]) / 1e6
    centre = np.array([_centroid(rings[0]) for rings in outlines])
    rng = stream(seed, "ground", "people")
    crowd = area * np.array([ground.density[k] for k in kinds]) * rng.lognormal(0, 0.12, len(kinds))
    population = _shared_out(ground.population, crowd)
    word = names.invented(len(kinds), stream(seed, "ground", "names"))
    return pd.DataFrame(
        {
            "name": [
                f"{w} {names.NEIGHBOURHOOD_TYPE[k]}" for w, k in zip(word, kinds, strict=True)
            ],
            "kind": kinds,
            "population": population,
            "dwellings": np.round(population / ground.people_per_dwelling).astype(int),
            "area_km2": area,
            "x_m": centre[:, 0],
            "y_m": centre[:, 1],
        }
    )


def _shared_out(total, weight):
    """Whole numbers in proportion to `weight` that add up to `total`."""
    exact = total * weight / weight.sum()
    whole = np.floor(exact).astype(int)
    rest = np.argsort(whole - exact, kind="stable")[: total - whole.sum()]
    whole[rest] += 1
    return whole


def _centroid(ring):
    x, y = (ring - ring[0]).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    sums = [np.sum((v[:-1] + v[1:]) * cross) for v in (x, y)]
    return ring[0] + np.array(sums) / (3 * np.sum(cross))


def _streets(table, paths, kinds, parameters, seed):
    """Sort streets by neighbourhood and line, and give them widths and names."""
    middle = paths[:, 0].mean(axis=-1)
    order = np.lexsort((middle, table["line"], table["direction"], table["neighbourhood"]))
    table, paths = table.iloc[order].reset_index(drop=True), paths[order]
    step = np.diff(paths, axis=1)
    low, high = np.array([parameters.ground.width_m[c] for c in ROAD_CLASSES])[
        table["road_class"]
    ].T
    line_id = (
        table.groupby(["direction", "line", "neighbourhood", "road_class"]).ngroup().to_numpy()
    )
    lines = line_id.max() + 1
    wide = stream(seed, "ground", "width").random(lines)[line_id]
    word = names.invented(lines, stream(seed, "ground", "street names"))[line_id]
    road_class = np.array(ROAD_CLASSES)[table["road_class"]]
    kind = np.array(kinds)[table["neighbourhood"]]
    middle = (paths[:, 0] + paths[:, -1]) / 2
    suffix = np.array([names.STREET_TYPE[c] for c in ROAD_CLASSES])[table["road_class"]]
    steps = (kind == "hillside") & (road_class == "lane") & (table["direction"] == 1)
    suffix = np.where(steps, "Steps", suffix)
    streets = pd.DataFrame(
        {
            "neighbourhood": table["neighbourhood"].to_numpy(),
            "kind": kind,
            "name": [f"{w} {s}" for w, s in zip(word, suffix, strict=True)],
            "road_class": road_class,
            "length_m": np.hypot(step[..., 0], step[..., 1]).sum(axis=1),
            "width_m": np.round((low + wide * (high - low)) * 2) / 2,
            "x_m": middle[:, 0],
            "y_m": middle[:, 1],
            "under_served": np.isin(kind, UNDER_SERVED),
        }
    )
    return streets, paths
