"""The published city, simulated once, and its tables as a trainee reads them."""

from pathlib import Path

import pandas as pd
import pytest

from safercities.city.parameters import PUBLISHED_SEED, Parameters
from safercities.city.scale import scaled
from safercities.city.simulate import City, simulate
from tests.conftest import ROOT

DATASETS = ROOT / "datasets"


@pytest.fixture(scope="session")
def datasets() -> Path:
    return DATASETS


@pytest.fixture(scope="session")
def published() -> dict[str, pd.DataFrame]:
    """All committed tables by name, read plainly: times as text."""
    text = {"iccs": str, "installed_on": str, "starts_on": str}
    return {path.stem: pd.read_csv(path, dtype=text) for path in DATASETS.glob("*.csv")}


@pytest.fixture(scope="session")
def city() -> City:
    """The published city, drawn again."""
    return simulate(Parameters(), PUBLISHED_SEED)


@pytest.fixture(scope="session")
def small_city() -> City:
    """A small city from another seed, for checks that need no particular numbers."""
    return simulate(scaled(Parameters(), 0.15), 7)
