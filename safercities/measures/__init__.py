"""What the course teaches, as small pure functions over arrays and tables."""

from .lamp_row import (
    luminous_intensity,
    row_illuminance,
    row_vertical_illuminance,
    street_grid_illuminance,
)

__all__ = [
    "luminous_intensity",
    "row_illuminance",
    "row_vertical_illuminance",
    "street_grid_illuminance",
]
