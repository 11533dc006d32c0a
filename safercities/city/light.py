"""How much light falls on a street: the lamps it has, their age, and the row-of-lamps model."""

import numpy as np
import pandas as pd

from ..measures import row_illuminance
from .lamps import kept_light
from .parameters import Parameters


def street_lamp_rows(lamps: pd.DataFrame, streets: pd.DataFrame) -> pd.DataFrame:
    """The first lamp of each street with the street's width, one row a street.

    All lamps of a street are alike. A wide street has a row on each side.
    """
    rows = lamps.drop_duplicates("street").set_index("street").reindex(range(len(streets)))
    return rows.assign(width_m=streets["width_m"])


def grid(rows: pd.DataFrame, along: int, across: int) -> tuple[np.ndarray, np.ndarray]:
    """Grid points between two lamps: cell centres, each of shape (streets, along * across)."""
    u, v = np.meshgrid(
        (np.arange(along) + 0.5) / along, (np.arange(across) + 0.5) / across, indexing="ij"
    )
    spacing, width = rows["spacing_m"].to_numpy(), rows["width_m"].to_numpy()
    return spacing[:, None] * u.ravel(), width[:, None] * v.ravel()


def mean_lux(
    lamps: pd.DataFrame, streets: pd.DataFrame, day: int, parameters: Parameters
) -> np.ndarray:
    """Mean horizontal illuminance of every street when all its lamps burn, shape (streets,)."""
    rows = street_lamp_rows(lamps, streets)
    kept = kept_light(rows, day, parameters)
    along, across = grid(rows, 6, 2)
    spacing, height, flux, width = (
        rows[c].to_numpy(dtype=float)[:, None]
        for c in ("spacing_m", "height_m", "flux_lm", "width_m")
    )
    lux = row_illuminance(along, across, spacing, height, flux, kept[:, None])
    both = (width >= parameters.lamps.both_sides_from_m)[:, 0]
    far = row_illuminance(
        along[both],
        width[both] - across[both],
        spacing[both],
        height[both],
        flux[both],
        kept[both, None],
    )
    lux[both] += far
    return lux.mean(axis=1)
