"""Stages: pure, exact where they can be, and right in small worked cases."""

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer

from safercities.city import crime, effects, faults, life, light, lux, projects, tickets, utm
from safercities.city.ground import build
from safercities.city.ground.build import points_along
from safercities.city.ground.outline import rings, signed_area
from safercities.city.parameters import Parameters, replaced
from safercities.city.sky import DAY, local_times
from safercities.city.spans import inside
from safercities.measures.near import neighbours_of, pairs_within


def test_utm_agrees_with_proj() -> None:
    to_utm = Transformer.from_crs(4326, 32653, always_xy=True)
    lon, lat = np.meshgrid(np.linspace(133, 137, 9), np.linspace(20, 35, 16))
    x, y = to_utm.transform(lon, lat)
    found = utm.to_metres(lon, lat)
    assert np.abs(found[0] - x).max() < 1e-3 and np.abs(found[1] - y).max() < 1e-3
    back = utm.to_degrees(x, y)
    assert np.abs(back[0] - lon).max() < 1e-8 and np.abs(back[1] - lat).max() < 1e-8


def test_stages_do_not_change_what_they_are_given(small_city) -> None:
    c, p, seed = small_city, small_city.parameters, small_city.seed
    streets, lamps = c.ground.streets, c.lamps

    def snapshot():
        frames = (streets, c.old_lamps, lamps, c.candidates, c.faults, c.sites, c.tickets)
        return [pd.util.hash_pandas_object(f).sum() for f in frames] + [c.risk.sum()]

    before = snapshot()
    life.street_risk(streets, light.mean_lux(lamps, streets, 19000, p), p, seed)
    crime.candidates(streets, c.risk, c.sky, p, seed)
    faults.simulate(lamps, c.old_lamps, streets, p, seed)
    effects.factor(c.candidates, streets, c.faults, c.sites, p)
    projects.choose(streets, c.old_lamps, c.incidents, p, seed)
    tickets.write(c.faults, lamps, c.end, p, seed)
    lux.survey(lamps, streets, c.faults, p, seed)
    assert snapshot() == before


def test_neighbourhoods_tile_the_land(small_city) -> None:
    """Every border is walked once in each direction, or once if it faces no neighbourhood."""
    edges = {}
    for outline in small_city.ground.outlines:
        for ring in outline:
            corners = [tuple(point) for point in np.round(ring, 3)]
            for edge in pairwise(corners):
                edges[edge] = edges.get(edge, 0) + 1
    assert set(edges.values()) == {1}
    outer = [edge for edge in edges if edge[::-1] not in edges]
    around = sum(a[0] * b[1] - b[0] * a[1] for a, b in outer) / 2
    areas = sum(signed_area(r) for outline in small_city.ground.outlines for r in outline)
    assert areas == pytest.approx(around, rel=1e-6)


def test_streets_form_one_network(small_city) -> None:
    paths = small_city.ground.paths
    ends = np.round(paths[:, [0, -1]], 3).reshape(-1, 2)
    junction = np.unique(ends, axis=0, return_inverse=True)[1].reshape(-1, 2)
    reached = {junction[0, 0]}
    while True:
        touching = np.isin(junction, list(reached)).any(axis=1)
        new = set(junction[touching].ravel()) - reached
        if not new:
            break
        reached |= new
    assert reached == set(junction.ravel())


def test_every_city_has_the_places_of_the_curriculum(small_city) -> None:
    kinds = small_city.ground.neighbourhoods["kind"].value_counts()
    assert len(small_city.ground.neighbourhoods) == 24
    wanted = {"business_centre", "port", "night_market", "university", "transit", "industrial"}
    wanted |= {"hillside", "old_quarter", "apartments", "park", "waterfront"}
    assert wanted <= set(kinds.index)


def test_rings_of_a_square_with_a_hole() -> None:
    cells = np.ones((3, 3), bool)
    cells[1, 1] = False
    nodes = np.stack(np.meshgrid(np.arange(4.0), np.arange(4.0), indexing="ij"), axis=-1)
    found = rings(cells, nodes)
    assert [signed_area(ring) for ring in found] == [9.0, -1.0]


def test_points_along_a_bent_street() -> None:
    paths = np.array([[[0, 0], [10, 0], [10, 10], [10, 10]]], dtype=float)
    share = np.array([0.0, 0.25, 0.75, 1.0])
    found = points_along(paths, np.zeros(4, int), share, 1.0)
    assert found.tolist() == [[0, 1], [5, 1], [9, 5], [9, 10]]


def test_pairs_within_agree_with_comparing_all() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, 1000, (2, 300))
    distance = np.hypot(x[:, None] - x, y[:, None] - y)
    np.fill_diagonal(distance, np.inf)
    wanted = np.argwhere(distance <= 90)
    i, j = pairs_within(x, y, 90)
    assert np.array_equal(np.stack([i, j], axis=1), wanted)
    row, neighbour = neighbours_of(np.array([5, 5]), (i, j))
    assert np.array_equal(neighbour[row == 0], wanted[wanted[:, 0] == 5, 1])
    assert np.array_equal(neighbour[row == 0], neighbour[row == 1])


def test_inside_agrees_with_comparing_all() -> None:
    rng = np.random.default_rng(4)
    place, moment = rng.integers(0, 5, 200), rng.integers(0, 100, 200)
    where, start = rng.integers(0, 5, 30), rng.integers(0, 100, 30)
    end = start + rng.integers(0, 20, 30)
    hit = (place[:, None] == where) & (moment[:, None] >= start) & (moment[:, None] < end)
    assert np.array_equal(inside(place, moment, where, start, end), hit.any(axis=1))
    assert not inside(place, moment, where[:0], start[:0], end[:0]).any()


def test_local_times_carry_the_offset() -> None:
    place = Parameters().place
    found = local_times(np.array([0, DAY + 61, -1]), place)
    assert found.tolist() == ["2023-01-01T00:00:00+09:00", "2023-01-02T01:01:00+09:00", ""]


def test_two_plans_see_the_same_candidates_and_differ_only_where_a_plan_acts(small_city) -> None:
    c, p = small_city, small_city.parameters
    plain = effects.factor(c.candidates, c.ground.streets, c.faults, projects.no_sites(), p)
    built = projects.done(c.sites)
    with_plan = effects.factor(c.candidates, c.ground.streets, c.faults, built, p)
    without, happened = (effects.happen(c.candidates, f, p) for f in (plain, with_plan))
    changed = without != happened
    assert changed.any() and not (happened & ~without).any()
    i, j = pairs_within(c.ground.streets["x_m"], c.ground.streets["y_m"], p.effects.near_m)
    near = np.union1d(built["street"], j[np.isin(i, built["street"])])
    assert np.isin(c.candidates.loc[changed, "street"], near).all()


def test_an_effect_above_the_headroom_is_refused(small_city) -> None:
    count = len(small_city.candidates)
    with pytest.raises(ValueError, match=r"exceeds crime\.headroom"):
        effects.happen(small_city.candidates, np.full(count, 9.0), small_city.parameters)


def test_more_light_on_a_street_means_less_crime_there() -> None:
    """The weight of dim streets reaches the draw."""
    p = replaced(Parameters(), crime__low_light=3.0)
    ground = build(p, 5)
    lux_of = np.full(len(ground.streets), 10.0)
    lux_of[:100] = 1.0
    dim = life.street_risk(ground.streets, lux_of, p, 5)
    lit = life.street_risk(ground.streets, np.full_like(lux_of, 10.0), p, 5)
    ratio = dim[:, :100].sum(axis=1) / lit[:, :100].sum(axis=1)
    assert (ratio > 2).all() and np.allclose(dim.sum(axis=1), 1)


def test_geojson_rings_are_closed_and_run_the_right_way(datasets) -> None:
    features = json.loads((datasets / "neighbourhoods.geojson").read_text())["features"]
    for feature in features:
        outer = np.array(feature["geometry"]["coordinates"][0])
        assert (outer[0] == outer[-1]).all() and signed_area(outer) > 0


def test_a_lattice_that_would_fold_is_bent_less() -> None:
    wild = replaced(Parameters(), ground__hill_bend_m=160.0)
    tame = build(wild, 6)
    assert tame.streets["length_m"].min() > 4
    assert all(signed_area(ring[0]) > 0 for ring in tame.outlines)


def test_a_bay_that_no_lattice_can_follow_is_refused() -> None:
    with pytest.raises(ValueError, match=r"use a smaller ground\.bay_depth_m"):
        build(replaced(Parameters(), ground__bay_depth_m=(9000.0, 9000.0)), 6)
