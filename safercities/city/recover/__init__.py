"""The course's methods, applied to the published tables: do they find what was planted?

Each function takes tables as they stand in `datasets/` and returns an `Estimate` or plain numbers.
Tests compare them with the planted values; `calibration` does so over many seeds.
"""

from .light import PROPERTY_OFFENCES, before_after, darkness, outages_next_door
from .people import interviewed, kappa, kappa_interval
from .records import clean, knox, yearly_ratio

__all__ = [
    "PROPERTY_OFFENCES",
    "before_after",
    "clean",
    "darkness",
    "interviewed",
    "kappa",
    "kappa_interval",
    "knox",
    "outages_next_door",
    "yearly_ratio",
]
