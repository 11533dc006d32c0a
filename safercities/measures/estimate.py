"""An estimate with its interval: what every measure with chance in it returns."""

from statistics import NormalDist
from typing import NamedTuple


class Estimate(NamedTuple):
    """A value with the lower and upper end of its confidence interval."""

    value: float
    low: float
    high: float


def normal_quantile(level: float) -> float:
    """Return z so that the share `level` of a normal distribution lies within -z to z.

    >>> round(normal_quantile(0.95), 2)
    1.96
    """
    return NormalDist().inv_cdf((1 + level) / 2)
