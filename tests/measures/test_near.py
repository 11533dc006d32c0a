"""Pairs of near points are complete, and found block by block."""

import numpy as np
import pytest

from safercities.measures import near


@pytest.mark.parametrize("at_once", [7, 1_000_000])
def test_every_pair_occurs_once(monkeypatch, at_once):
    monkeypatch.setattr(near, "PAIRS_AT_ONCE", at_once)
    rng = np.random.default_rng(2)
    first, second = rng.uniform(-500, 500, (80, 2)), rng.uniform(-900, 300, (120, 2))
    blocks = list(near.pair_blocks(first, second, 130))
    i, j, distance = (np.concatenate(part) for part in zip(*blocks, strict=True))
    apart = np.hypot(*(first[:, None] - second).transpose(2, 0, 1))
    assert sorted(zip(i, j, strict=True)) == sorted(zip(*np.nonzero(apart <= 130), strict=True))
    assert distance == pytest.approx(apart[i, j])
    # A block ends with the point that fills it, so one point's candidates may come on top.
    assert max(len(block[0]) for block in blocks) <= at_once + len(second)
