"""Stage 5, records: a lux survey of a sample of streets after dark."""

import numpy as np
import pandas as pd

from ..measures import row_illuminance, row_vertical_illuminance
from .lamps import kept_light
from .light import grid
from .parameters import Parameters
from .randomness import stream
from .sky import DAY, minute_of
from .spans import inside


def survey(
    lamps: pd.DataFrame,
    streets: pd.DataFrame,
    faults: pd.DataFrame,
    parameters: Parameters,
    seed: int,
) -> pd.DataFrame:
    """Measure a stratified sample of streets on a grid between two neighbouring lamps.

    The reading is the row-of-lamps model of `safercities.measures`, with the lamps that burn that
    evening, times log-normal noise of the street and of the point, plus light from the sky.

    Returns
    -------
    DataFrame
        One row a point: street, minute, along_m, across_m, horizontal_lx, vertical_lx, lamps_out,
        weight (streets of the stratum per surveyed street).
    """
    pairs = _lamp_pairs(lamps, streets, parameters, stream(seed, "lux", "pairs"))
    chosen = _sample(pairs, streets, parameters, stream(seed, "lux", "sample"))
    rng = stream(seed, "lux", "readings")
    minute = _evenings(len(chosen), parameters, rng)
    near, far, street_out = _burning(chosen, faults, minute)
    rows = lamps.iloc[chosen["lamp"]].reset_index(drop=True)
    rows["width_m"] = streets["width_m"].to_numpy()[rows["street"]]
    day = int(np.datetime64(parameters.lux.first_day).astype(int))
    along, across = grid(rows, parameters.lux.points_along, parameters.lux.points_across)
    horizontal, vertical = _model(rows, along, across, near, far, street_out, day, parameters)
    noise = np.exp(
        parameters.lux.street_noise * rng.standard_normal((len(rows), 1))
        + parameters.lux.point_noise * rng.standard_normal(along.shape)
    )
    sky = rng.uniform(*parameters.lux.sky_lx, (len(rows), 1))
    points = along.shape[1]

    def repeated(values):
        return np.repeat(np.asarray(values), points)

    return pd.DataFrame(
        {
            "street": repeated(chosen["street"]),
            "minute": repeated(minute) + np.tile(np.arange(points), len(rows)),
            "along_m": along.ravel(),
            "across_m": across.ravel(),
            "horizontal_lx": (horizontal * noise + sky).ravel(),
            "vertical_lx": (vertical * noise + 0.5 * sky).ravel(),
            "lamps_out": repeated(near.astype(int) + far),
            "weight": repeated(chosen["weight"]),
        }
    )


def _lamp_pairs(lamps, streets, parameters, rng):
    """One random pair of neighbouring lamps of one side for each street that has one."""
    street = lamps["street"].to_numpy()
    both = (streets["width_m"] >= parameters.lamps.both_sides_from_m).to_numpy()
    first = np.searchsorted(street, np.arange(len(streets)))
    count = np.bincount(street, minlength=len(streets))
    step = 1 + both
    room = count - step
    lamp = first + np.floor(rng.random(len(streets)) * np.maximum(room, 1)).astype(int)
    pairs = pd.DataFrame({"street": np.arange(len(streets)), "lamp": lamp, "next": lamp + step})
    return pairs[room > 0]


def _sample(pairs, streets, parameters, rng):
    """A stratified sample: road class by under-served or not, the latter at a lower rate."""
    of = streets.iloc[pairs["street"]]
    stratum = of["road_class"] + of["under_served"].map({True: " dense", False: ""})
    oversampling = np.where(of["under_served"], parameters.lux.under_served_oversampling, 1.0)
    wanted = min(parameters.lux.streets, len(pairs))
    pairs = pairs.assign(stratum=stratum.to_numpy(), u=rng.random(len(pairs)), size=oversampling)
    total = pairs.groupby("stratum")["size"].transform("sum") / pairs["size"].sum()
    members = pairs.groupby("stratum")["street"].transform("count")
    share = np.clip(np.maximum(np.round(total * wanted), 1), None, members)
    rank = pairs.groupby("stratum")["u"].rank(method="first")
    return pairs.assign(weight=members / share)[rank <= share].reset_index(drop=True)


def _evenings(count, parameters, rng):
    lux = parameters.lux
    start = minute_of(lux.first_day, parameters.place)
    night = np.sort(rng.integers(0, lux.nights, count))
    low, high = (int(hour * 60) for hour in lux.hours)
    return start + rng.permutation(night) * DAY + rng.integers(low, high, count)


def _burning(chosen, faults, minute):
    """Which of the two lamps, and which whole streets, are dark at the time."""
    single = faults[faults["fault_type"] == "lamp_out"]
    whole = faults[faults["fault_type"] == "street_out"]
    near, far = (
        inside(chosen[c], minute, single["lamp"], single["began"], single["ended"])
        for c in ("lamp", "next")
    )
    street_out = inside(chosen["street"], minute, whole["street"], whole["began"], whole["ended"])
    return near | street_out, far | street_out, street_out


def _model(rows, along, across, near, far, street_out, day, parameters):
    """Horizontal and vertical illuminance without noise, shape (streets, points)."""
    spacing, height, flux, width = (
        rows[c].to_numpy(dtype=float)[:, None]
        for c in ("spacing_m", "height_m", "flux_lm", "width_m")
    )
    kept = kept_light(rows, day, parameters)[:, None]
    horizontal, vertical = np.zeros_like(along), np.zeros_like(along)
    for out in ((), (0,), (1,), (0, 1)):
        these = (near == (0 in out)) & (far == (1 in out)) & ~street_out
        if these.any():
            lamp = spacing[these], height[these], flux[these], kept[these]
            point = along[these], across[these]
            horizontal[these] = row_illuminance(*point, *lamp, lamps_out=out)
            vertical[these] = row_vertical_illuminance(*point, *lamp, lamps_out=out)
    both = (width[:, 0] >= parameters.lamps.both_sides_from_m) & ~street_out
    if both.any():
        lamp = spacing[both], height[both], flux[both], kept[both]
        # The row across the road stands half a spacing further on.
        point = (along[both] + spacing[both] / 2) % spacing[both], width[both] - across[both]
        horizontal[both] += row_illuminance(*point, *lamp)
        vertical[both] += row_vertical_illuminance(*point, *lamp)
    return horizontal, vertical
