"""Figures are drawn without a screen, with matplotlib's own defaults around each test."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

mpl.use("agg")


@pytest.fixture(autouse=True)
def own_defaults():
    with mpl.rc_context():
        yield
    plt.close("all")


@pytest.fixture
def streets():
    """Three streets of a kilometre, a lane and an arterial among them."""
    return pd.DataFrame(
        {
            "street_id": ["S1", "S2", "S3"],
            "road_class": ["lane", "residential", "arterial"],
            "x1_m": [500_000, 500_000, 501_000],
            "y1_m": [3_000_000, 3_000_000, 3_000_000],
            "x2_m": [501_000, 500_000, 501_000],
            "y2_m": [3_000_000, 3_001_000, 3_001_000],
        },
        index=[7, 8, 9],
    )
