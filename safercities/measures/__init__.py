"""What the course teaches, as small pure functions over arrays and tables."""

from .estimate import Estimate
from .faults import littles_law, open_faults, repair_kpis
from .illuminance import Illuminance, mean_min_uniformity, street_light
from .lamp_row import (
    luminous_intensity,
    row_illuminance,
    row_vertical_illuminance,
    street_grid_illuminance,
)
from .lighting_class import P_CLASSES, lighting_class
from .odds import odds_ratio
from .proportions import wilson_interval
from .rates import poisson_interval, rate_per_km_year, rate_ratio
from .sun import light_condition, sun_times

__all__ = [
    "P_CLASSES",
    "Estimate",
    "Illuminance",
    "light_condition",
    "lighting_class",
    "littles_law",
    "luminous_intensity",
    "mean_min_uniformity",
    "odds_ratio",
    "open_faults",
    "poisson_interval",
    "rate_per_km_year",
    "rate_ratio",
    "repair_kpis",
    "row_illuminance",
    "row_vertical_illuminance",
    "street_grid_illuminance",
    "street_light",
    "sun_times",
    "wilson_interval",
]
