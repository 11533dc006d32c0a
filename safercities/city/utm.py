"""Between degrees and metres: UTM zone 53 north (EPSG:32653) on the WGS 84 ellipsoid.

Transverse Mercator by the series of L. Krueger (1912) to the third power of the third
flattening. Within a zone it agrees with PROJ to better than a millimetre (tested).
"""

import numpy as np

CENTRAL_MERIDIAN = 135.0
SCALE = 0.9996
FALSE_EASTING = 500_000.0
FLATTENING = 1 / 298.257223563
SEMI_MAJOR = 6_378_137.0

_N = FLATTENING / (2 - FLATTENING)
_ECCENTRICITY = np.sqrt(FLATTENING * (2 - FLATTENING))
_RADIUS = SEMI_MAJOR / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16,
    13 * _N**2 / 48 - 3 * _N**3 / 5,
    61 * _N**3 / 240,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96,
    _N**2 / 48 + _N**3 / 15,
    17 * _N**3 / 480,
)
_DELTA = (
    2 * _N - 2 * _N**2 / 3 - 2 * _N**3,
    7 * _N**2 / 3 - 8 * _N**3 / 5,
    56 * _N**3 / 15,
)


def to_metres(lon, lat) -> tuple[np.ndarray, np.ndarray]:
    """Easting and northing in metres of longitudes and latitudes in degrees."""
    phi = np.radians(np.asarray(lat, dtype=float))
    lam = np.radians(np.asarray(lon, dtype=float) - CENTRAL_MERIDIAN)
    sine = np.sin(phi)
    t = np.sinh(np.arctanh(sine) - _ECCENTRICITY * np.arctanh(_ECCENTRICITY * sine))
    xi = np.arctan2(t, np.cos(lam))
    eta = np.arctanh(np.sin(lam) / np.sqrt(1 + t**2))
    east, north = eta.copy(), xi.copy()
    for j, a in enumerate(_ALPHA, start=1):
        east = east + a * np.cos(2 * j * xi) * np.sinh(2 * j * eta)
        north = north + a * np.sin(2 * j * xi) * np.cosh(2 * j * eta)
    return FALSE_EASTING + SCALE * _RADIUS * east, SCALE * _RADIUS * north


def to_degrees(x_m, y_m) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude in degrees of eastings and northings in metres."""
    xi = np.asarray(y_m, dtype=float) / (SCALE * _RADIUS)
    eta = (np.asarray(x_m, dtype=float) - FALSE_EASTING) / (SCALE * _RADIUS)
    xi_0, eta_0 = xi.copy(), eta.copy()
    for j, b in enumerate(_BETA, start=1):
        xi_0 = xi_0 - b * np.sin(2 * j * xi) * np.cosh(2 * j * eta)
        eta_0 = eta_0 - b * np.cos(2 * j * xi) * np.sinh(2 * j * eta)
    chi = np.arcsin(np.sin(xi_0) / np.cosh(eta_0))
    phi = chi + sum(d * np.sin(2 * j * chi) for j, d in enumerate(_DELTA, start=1))
    lam = np.arctan2(np.sinh(eta_0), np.cos(xi_0))
    return CENTRAL_MERIDIAN + np.degrees(lam), np.degrees(phi)
