"""What the course teaches, as small pure functions over arrays and tables."""

from .aoristic import aoristic_weights, hourly_profile
from .compared_rates import funnel_limits, poisson_difference_p
from .concentration import (
    chance_concentration,
    generalised_gini,
    gini,
    lorenz_curve,
    share_of_places,
)
from .dark_figure import estimated_incidents
from .density import density_grid, kernel_density
from .estimate import Estimate
from .faults import littles_law, open_faults, repair_kpis
from .forecast import ForecastAccuracy, forecast_accuracy, hot_spots, pai, pei
from .illuminance import Illuminance, mean_min_uniformity, street_light
from .knox import Knox, knox_test, near_repeat_table
from .lamp_row import (
    luminous_intensity,
    row_illuminance,
    row_vertical_illuminance,
    street_grid_illuminance,
)
from .lighting_class import P_CLASSES, lighting_class
from .local import benjamini_hochberg, distance_neighbours, getis_ord_star, normal_p
from .odds import odds_ratio
from .privacy import donut_mask, k_anonymity, spatial_k
from .proportions import wilson_interval
from .rates import poisson_interval, rate, rate_per_km_year, rate_ratio
from .records import clean_dates, default_time_share
from .safe_after_dark import is_safe_after_dark
from .sun import light_condition, sun_times
from .suppression import suppress_small_cells
from .survey import design_effect, effective_size, survey_difference, survey_share

__all__ = [
    "P_CLASSES",
    "Estimate",
    "ForecastAccuracy",
    "Illuminance",
    "Knox",
    "aoristic_weights",
    "benjamini_hochberg",
    "chance_concentration",
    "clean_dates",
    "default_time_share",
    "density_grid",
    "design_effect",
    "distance_neighbours",
    "donut_mask",
    "effective_size",
    "estimated_incidents",
    "forecast_accuracy",
    "funnel_limits",
    "generalised_gini",
    "getis_ord_star",
    "gini",
    "hot_spots",
    "hourly_profile",
    "is_safe_after_dark",
    "k_anonymity",
    "kernel_density",
    "knox_test",
    "light_condition",
    "lighting_class",
    "littles_law",
    "lorenz_curve",
    "luminous_intensity",
    "mean_min_uniformity",
    "near_repeat_table",
    "normal_p",
    "odds_ratio",
    "open_faults",
    "pai",
    "pei",
    "poisson_difference_p",
    "poisson_interval",
    "rate",
    "rate_per_km_year",
    "rate_ratio",
    "repair_kpis",
    "row_illuminance",
    "row_vertical_illuminance",
    "share_of_places",
    "spatial_k",
    "street_grid_illuminance",
    "street_light",
    "sun_times",
    "suppress_small_cells",
    "survey_difference",
    "survey_share",
    "wilson_interval",
]
