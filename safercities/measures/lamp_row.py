"""Illuminance under a straight row of equal street lamps: a small teaching model.

The lantern
-----------
Angle gamma is 0 straight down and 90 degrees at the horizon. The lantern sends no light
upwards, and the same light in every compass direction:

    I(gamma) = I0 * cos(gamma) * (1 + 6 * sin(gamma)**4)

It is brightest 60 degrees from the vertical, at 2.2 times the intensity straight down: a wide
beam, as road lanterns have. I0 follows from the lamp's flux. With u = cos(gamma),

    flux = 2 pi * integral of I du from 0 to 1
         = 2 pi I0 * integral of (u + 6 u (1 - u**2)**2) du
         = 2 pi I0 * (1/2 + 6/6) = 3 pi I0,          so  I0 = flux / (3 pi).

The ground
----------
A lamp at height h lights a point at horizontal distance d with E = I(gamma) cos(gamma)**3 / h**2.
With q = cos(gamma)**2 = h**2 / (h**2 + d**2) this is

    E = maintenance * flux / (3 pi h**2) * q**2 * (1 + 6 * (1 - q)**2).

Light from all lamps adds up. Lamps more than ten mounting heights away from the stretch between
lamp 0 and lamp 1 add less than 0.2 % of the mean and are left out.

What the model leaves out: lanterns that aim along the road, reflections from walls, trees,
parked cars, bends and slopes. Real designs use the maker's measured intensity table.
"""

import numpy as np
import pandas as pd

from .checks import count, number, numbers

REACH_IN_HEIGHTS = 10


def luminous_intensity(gamma_rad, flux_lm):
    """Intensity of the teaching lantern.

    Parameters
    ----------
    gamma_rad : scalar or array
        Angle from straight down, in radians. Above the horizon the intensity is 0.
    flux_lm : scalar or array
        Luminous flux of the lamp in lumens.

    Returns
    -------
    array
        Intensity in candela, broadcast shape of the two arguments.
    """
    cosine = np.clip(np.cos(np.asarray(gamma_rad, dtype=float)), 0, 1)
    return np.asarray(flux_lm) / (3 * np.pi) * cosine * (1 + 6 * (1 - cosine**2) ** 2)


def row_illuminance(
    along_m, across_m, spacing_m, height_m, flux_lm, maintenance=0.8, lamps_out=()
) -> np.ndarray:
    """Horizontal illuminance on the ground at given points beside a row of lamps.

    All arguments but `lamps_out` broadcast against each other, so one call serves many streets:
    points of shape (streets, 12) with lamps of shape (streets, 1), for example.

    Parameters
    ----------
    along_m : array
        Distance along the row from lamp 0; lamp 1 stands at `spacing_m`. Between the two.
    across_m : array
        Distance from the row, at right angles.
    spacing_m, height_m, flux_lm : array
        Lamp spacing and mounting height in metres, flux per lamp in lumens.
    maintenance : array
        Share of the new lamp's light that is left after dirt and ageing.
    lamps_out : sequence of int
        Lamps that do not burn: 0 and 1 are the two neighbours, -1 and 2 the next ones.

    Returns
    -------
    array
        Illuminance in lux, in the broadcast shape.
    """
    along, across, spacing, height, flux, kept = _checked_row(
        along_m, across_m, spacing_m, height_m, flux_lm, maintenance
    )
    total = np.zeros(np.broadcast_shapes(*(a.shape for a in (along, across, spacing, height))))
    for lamp, in_reach in _burning_lamps(spacing, height, lamps_out):
        distance_squared = (along - lamp * spacing) ** 2 + across**2
        q = height**2 / (height**2 + distance_squared)
        total = total + np.where(in_reach, q**2 * (1 + 6 * (1 - q) ** 2), 0)
    return kept * flux / (3 * np.pi * height**2) * total


def row_vertical_illuminance(
    along_m,
    across_m,
    spacing_m,
    height_m,
    flux_lm,
    maintenance=0.8,
    lamps_out=(),
    face_height_m=1.5,
) -> np.ndarray:
    """Illuminance on an upright face that looks along the row, towards lamp 1.

    Only lamps in front of the face count. A lamp at slant distance r lights the face with
    E = I(gamma) / r**2 * cos(angle between the beam and the line of sight).
    Parameters as in `row_illuminance`, plus the height of the face above the ground.

    Returns
    -------
    array
        Vertical illuminance in lux, in the broadcast shape.
    """
    along, across, spacing, height, flux, kept = _checked_row(
        along_m, across_m, spacing_m, height_m, flux_lm, maintenance
    )
    above = height - number(face_height_m, "face_height_m")
    if (above <= 0).any():
        raise ValueError(
            f"face_height_m: expected less than the lamp height, received {face_height_m:g} m "
            f"for a lamp at {height.min():g} m"
        )
    total = np.zeros(np.broadcast_shapes(*(a.shape for a in (along, across, spacing, height))))
    for lamp, in_reach in _burning_lamps(spacing, height, lamps_out):
        ahead = np.clip(lamp * spacing - along, 0, None)
        slant_squared = ahead**2 + across**2 + above**2
        cosine = above / np.sqrt(slant_squared)
        shape = cosine * (1 + 6 * (1 - cosine**2) ** 2)
        total = total + np.where(in_reach, shape * ahead / slant_squared**1.5, 0)
    return kept * flux / (3 * np.pi) * total


def street_grid_illuminance(
    spacing_m: float,
    height_m: float,
    flux_lm: float,
    width_m: float,
    maintenance: float = 0.8,
    *,
    lamps_out=(),
    points_along: int = 10,
    points_across: int = 3,
) -> pd.DataFrame:
    """Horizontal illuminance on a grid between two lamps of a row on one side of a street.

    The stretch between lamp 0 and lamp 1 is cut into `points_along` by `points_across` equal
    cells; each grid point is the middle of a cell. The row stands on the edge of the street,
    at across_m = 0.

    Parameters
    ----------
    spacing_m, height_m, width_m : float
        Lamp spacing, mounting height and street width in metres.
    flux_lm : float
        Luminous flux of each lamp in lumens.
    maintenance : float
        Share of the new lamp's light that is left after dirt and ageing, 0 to 1.
    lamps_out : sequence of int
        Lamps that do not burn; ``(0,)`` is the near neighbour, ``(0, 1)`` both.
    points_along, points_across : int
        Grid points in each direction.

    Returns
    -------
    DataFrame
        One row a grid point: along_m, across_m, horizontal_lx.

    Examples
    --------
    >>> grid = street_grid_illuminance(spacing_m=30, height_m=6, flux_lm=4000, width_m=6)
    >>> round(float(grid["horizontal_lx"].mean()), 1)
    4.6
    """
    spacing = number(spacing_m, "spacing_m", positive=True)
    width = number(width_m, "width_m", positive=True)
    along_centres = _cell_centres(spacing, count(points_along, "points_along"))
    across_centres = _cell_centres(width, count(points_across, "points_across"))
    along, across = (
        axis.ravel() for axis in np.meshgrid(along_centres, across_centres, indexing="ij")
    )
    lux = row_illuminance(
        along,
        across,
        spacing,
        number(height_m, "height_m", positive=True),
        number(flux_lm, "flux_lm"),
        number(maintenance, "maintenance"),
        lamps_out,
    )
    return pd.DataFrame({"along_m": along, "across_m": across, "horizontal_lx": lux})


def _checked_row(along_m, across_m, spacing_m, height_m, flux_lm, maintenance):
    """Check the arguments of a row of lamps and return them as arrays."""
    along, across = (np.asarray(a, dtype=float) for a in (along_m, across_m))
    spacing = numbers(spacing_m, "spacing_m", positive=True)
    height = numbers(height_m, "height_m", positive=True)
    flux = numbers(flux_lm, "flux_lm")
    kept = numbers(maintenance, "maintenance")
    if (kept > 1).any():
        raise ValueError(f"maintenance: expected a share from 0 to 1, received {kept.max():g}")
    if not np.isfinite(across).all() or not ((along >= 0) & (along <= spacing)).all():
        raise ValueError("along_m, across_m: expected points between lamp 0 and lamp 1")
    return along, across, spacing, height, flux, kept


def _burning_lamps(spacing, height, lamps_out):
    """Yield each burning lamp's number and where (which streets) it is within reach."""
    beyond = np.ceil(REACH_IN_HEIGHTS * height / spacing)
    furthest = int(beyond.max())
    out = set(lamps_out)
    for lamp in range(-furthest, furthest + 2):
        if lamp not in out:
            yield lamp, (lamp >= -beyond) & (lamp <= beyond + 1)


def _cell_centres(length: float, cells: int) -> np.ndarray:
    """Middles of `cells` equal parts of `length`."""
    if cells == 0:
        raise ValueError("points_along, points_across: expected at least 1, received 0")
    return (np.arange(cells) + 0.5) * length / cells
