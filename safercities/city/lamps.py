"""Stage 2, lamps: where they stand, how old they are, how much light is left of them."""

import numpy as np
import pandas as pd

from .ground import Ground
from .ground.build import points_along
from .parameters import ROAD_CLASSES, Parameters
from .randomness import stream

TECHNOLOGIES = ("led", "sodium", "mercury")


def install(ground: Ground, parameters: Parameters, seed: int) -> pd.DataFrame:
    """The lamps before any project of the simulated years.

    Lamps stand at equal distances along a street, on one side, or in turn on both sides of a
    wide one. A street has lamps of one technology and one age; hillside and old quarter have
    older ones, further apart.

    Returns
    -------
    DataFrame
        One row a lamp, in street order: street (row number), along_share, x_m, y_m, technology,
        flux_lm, power_w, height_m, installed (days since 1970-01-01), spacing_m (to the next lamp
        on the same side).
    """
    streets, lamps = ground.streets, parameters.lamps
    spacing = _spacing(streets, lamps, stream(seed, "lamps", "spacing"))
    both = (streets["width_m"] >= lamps.both_sides_from_m).to_numpy()
    per_side = np.maximum(1, np.round(streets["length_m"].to_numpy() / spacing)).astype(int)
    count = per_side * (1 + both)
    row = np.repeat(np.arange(len(streets)), count)
    place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    share = (place + 0.5) / count[row]
    first_side = stream(seed, "lamps", "side").random(len(streets))[row] < 0.5
    left = np.where(both[row], place % 2 == 0, first_side)
    off = np.where(left, 1, -1) * streets["width_m"].to_numpy()[row] / 2
    xy = points_along(ground.paths, row, share, off)
    technology, installed = _technology(streets, lamps, seed)
    table = pd.DataFrame({"street": row, "along_share": share, "x_m": xy[:, 0], "y_m": xy[:, 1]})
    table["technology"] = technology[row]
    road_class = streets["road_class"].to_numpy()[row]
    table = with_technology(table, road_class, lamps)
    table["height_m"] = np.array([lamps.height_m[c] for c in ROAD_CLASSES])[_code(road_class)]
    table["installed"] = installed[row]
    table["spacing_m"] = (streets["length_m"].to_numpy() / per_side)[row]
    return table


def with_technology(table: pd.DataFrame, road_class: np.ndarray, lamps) -> pd.DataFrame:
    """Set flux and power from each lamp's technology and road class."""
    new = np.array([lamps.led_flux_lm[c] for c in ROAD_CLASSES])[_code(road_class)]
    which = pd.Categorical(table["technology"], categories=TECHNOLOGIES).codes
    ratio = np.array([lamps.flux_ratio[t] for t in TECHNOLOGIES])[which]
    efficacy = np.array([lamps.efficacy_lm_per_w[t] for t in TECHNOLOGIES])[which]
    flux = np.round(new * ratio / 50) * 50
    return table.assign(flux_lm=flux.astype(int), power_w=np.round(flux / efficacy).astype(int))


def relight(
    lamps: pd.DataFrame, sites: pd.DataFrame, streets: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """The lamps after relighting: new LEDs on each site from its start.

    Parameters
    ----------
    sites : DataFrame
        street (row number), installed (days since 1970-01-01).
    """
    start = sites.set_index("street")["installed"]
    new = lamps["street"].isin(start.index)
    after = lamps.assign(
        technology=lamps["technology"].where(~new, "led"),
        installed=lamps["street"].map(start).where(new, lamps["installed"]).astype(int),
    )
    road_class = streets["road_class"].to_numpy()[after["street"]]
    return with_technology(after, road_class, parameters.lamps)


def kept_light(lamps: pd.DataFrame, day: int, parameters: Parameters) -> np.ndarray:
    """Share of new light that is left on a day (days since 1970-01-01), shape (lamps,)."""
    loss = lamps["technology"].map(parameters.lamps.yearly_loss).to_numpy(dtype=float)
    years = np.maximum(day - lamps["installed"].to_numpy(), 0) / 365.25
    return np.maximum(1 - loss * years, parameters.lamps.least_kept) * 0.9


def _code(road_class):
    return pd.Categorical(road_class, categories=ROAD_CLASSES).codes


def _spacing(streets, lamps, rng):
    low, high = np.array([lamps.spacing_m[c] for c in ROAD_CLASSES])[_code(streets["road_class"])].T
    wide = np.where(streets["under_served"], lamps.under_served_spacing, 1.0)
    return (low + rng.random(len(streets)) * (high - low)) * wide


def _technology(streets, lamps, seed):
    """Technology and installation day of each street's lamps."""
    rng = stream(seed, "lamps", "technology")
    shares = np.array(
        [lamps.technology_share["under_served" if u else "served"] for u in (False, True)]
    )[streets["under_served"].to_numpy().astype(int)]
    which = (rng.random(len(streets))[:, None] > shares.cumsum(axis=1)[:, :2]).sum(axis=1)
    span = np.array(
        [[np.datetime64(d).astype(int) for d in lamps.installed[t]] for t in TECHNOLOGIES]
    )[which]
    day = span[:, 0] + np.floor(rng.random(len(streets)) * (span[:, 1] - span[:, 0] + 1))
    return np.array(TECHNOLOGIES)[which], day.astype(int)
