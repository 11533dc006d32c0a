"""Gi* and the correction for many tests, against esda, statsmodels and scipy."""

import warnings

import esda
import numpy as np
import pandas as pd
import pytest
from libpysal import weights
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from safercities.measures import (
    benjamini_hochberg,
    distance_neighbours,
    getis_ord_star,
    normal_p,
)

RNG = np.random.default_rng(31)
POINTS = RNG.uniform(0, 1000, (150, 2))
VALUES = RNG.poisson(3, 150) + 8 * (np.hypot(*(POINTS - 500).T) < 150)


def test_gi_star_agrees_with_esda():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        near = weights.DistanceBand(POINTS, 140, binary=True, silence_warnings=True)
        star = weights.util.fill_diagonal(near, 1)
        theirs = esda.G_Local(VALUES, star, transform="B", star=None, permutations=0)
    ours = getis_ord_star(VALUES, distance_neighbours(POINTS, 140))
    assert ours == pytest.approx(theirs.Zs)
    assert normal_p(np.abs(ours)) == pytest.approx(theirs.p_norm)


def test_neighbours_are_all_pairs_within_the_distance():
    place, neighbour = distance_neighbours(POINTS, 140)
    apart = np.hypot(*(POINTS[:, None] - POINTS).transpose(2, 0, 1))
    assert list(zip(place, neighbour, strict=True)) == list(
        zip(*np.nonzero(apart <= 140), strict=True)
    )


def test_scores_are_standard_when_values_are_dealt_out_by_chance():
    neighbours = distance_neighbours(POINTS, 140)
    scores = np.array([getis_ord_star(RNG.permutation(VALUES), neighbours) for _ in range(400)])
    # 400 draws: standard error of a mean 0.05, of a standard deviation 0.035; 150 places.
    assert np.abs(scores.mean(axis=0)).max() < 0.25
    assert np.abs(scores.std(axis=0) - 1).max() < 0.2


def test_the_planted_cluster_is_found_and_the_rest_is_not():
    p = normal_p(getis_ord_star(VALUES, distance_neighbours(POINTS, 140)))
    found = benjamini_hochberg(p)
    distance = np.hypot(*(POINTS - 500).T)
    assert found[distance < 120].all()
    assert not found[distance > 290].any()


def test_a_place_beside_all_others_has_no_score():
    scores = getis_ord_star([1, 2, 3], distance_neighbours([[0, 0], [1, 0], [2, 0]], 1))
    assert np.isnan(scores).tolist() == [False, True, False]


def test_upper_tail():
    z = np.array([-3, -0.2, 0, 1.96, 6])
    assert normal_p(z) == pytest.approx(norm.sf(z))
    assert normal_p(z.reshape(5, 1)).shape == (5, 1)


@pytest.mark.parametrize("level", [0.01, 0.05, 0.2])
def test_false_discovery_rate_agrees_with_statsmodels(level):
    for _ in range(20):
        p = np.append(RNG.uniform(0, 1, 40), RNG.beta(0.3, 8, 15)).round(3)
        expected = multipletests(p, alpha=level, method="fdr_bh")[0]
        assert benjamini_hochberg(pd.Series(p), level).tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: getis_ord_star([1, 1], ([0, 1], [0, 1])), "values: all are equal"),
        (lambda: getis_ord_star([1, 2], ([0, 1], [1, 0])), "neighbours: .*its own neighbours"),
        (lambda: getis_ord_star([1, 2], ([0, 2], [0, 2])), "row numbers from 0 to 1"),
        (lambda: benjamini_hochberg([0.1, 1.2]), "p_values: .*from 0 to 1"),
        (lambda: benjamini_hochberg([0.1, np.nan]), "p_values: .*received nan"),
        (lambda: distance_neighbours(POINTS, 0), "metres: .*positive"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
