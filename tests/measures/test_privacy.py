"""People in tables and places on maps: counted, masked, and measured."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kstest

from safercities.measures import donut_mask, k_anonymity, spatial_k


def test_k_is_the_size_of_the_group():
    table = pd.DataFrame(
        {"sex": ["w", "m", "w", "w", None], "age": [20, 20, 20, 65, 20]}, index=list("abcde")
    )
    assert k_anonymity(table, ["sex", "age"]).to_dict() == {"a": 2, "b": 1, "c": 2, "d": 1, "e": 1}
    assert k_anonymity(table, "age").tolist() == [4, 4, 4, 1, 4]


def test_mask_is_uniform_over_the_area_of_the_ring():
    rng = np.random.default_rng(81)
    points = rng.uniform(0, 9000, (4000, 2))
    moved = donut_mask(points, 60, 200, rng) - points
    distance = np.hypot(*moved.T)
    assert distance.min() >= 60 and distance.max() <= 200
    area = (distance**2 - 60**2) / (200**2 - 60**2)
    turn = np.arctan2(*moved.T) / (2 * np.pi) + 0.5
    for part in (area, turn, (area + turn) % 1):
        assert kstest(part, "uniform").pvalue > 0.01


def test_a_ring_without_a_hole_may_leave_a_point_where_it_is():
    moved = donut_mask(np.zeros((2000, 2)), 0, 100, np.random.default_rng(82))
    assert (np.hypot(*moved.T) < 50).mean() == pytest.approx(0.25, abs=0.03)


def test_spatial_k_counts_homes_no_farther_than_the_true_one():
    rng = np.random.default_rng(83)
    homes = rng.uniform(0, 800, (500, 2))
    points = homes[:100]
    masked = donut_mask(points, 30, 120, rng)
    distance = np.hypot(*(masked[:, None] - homes).transpose(2, 0, 1))
    expected = (distance <= distance[np.arange(100), np.arange(100)][:, None]).sum(axis=1)
    assert spatial_k(points, masked, homes).tolist() == expected.tolist()
    assert expected.min() >= 1


def test_an_unmasked_point_is_known():
    homes = [[0, 0], [10, 0], [20, 0]]
    assert spatial_k(homes, homes, homes).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: k_anonymity(pd.DataFrame({"a": [1]}), ["b"]), "table: column b not found"),
        (lambda: k_anonymity(pd.DataFrame({"a": [1]}), []), "keys: expected at least one"),
        (lambda: donut_mask([[0, 0]], 5, 5, np.random.default_rng(1)), "inner: .*less than outer"),
        (lambda: spatial_k([[0, 0]], [[0, 0]] * 2, [[0, 0]]), "masked: expected 1 points"),
    ],
)
def test_wrong_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
