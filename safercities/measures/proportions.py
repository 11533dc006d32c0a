"""Wilson's interval for a share."""

from math import sqrt

from . import checks
from .estimate import Estimate, normal_quantile


def wilson_interval(successes, n, level: float = 0.95) -> Estimate:
    """Share with Wilson's score interval, which also serves small numbers and 0 of n.

    With p = successes / n:

        centre     = (p + z**2 / (2 n)) / (1 + z**2 / n)
        half width = z sqrt(p (1 - p) / n + z**2 / (4 n**2)) / (1 + z**2 / n)

    Parameters
    ----------
    successes, n : int
        0 <= successes <= n and n >= 1.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Estimate
        Shares from 0 to 1.

    Raises
    ------
    ValueError
        If a count is not whole or negative, `n` is 0, or `successes` is more than `n`.

    Examples
    --------
    >>> [round(share, 3) for share in wilson_interval(0, 30)]
    [0.0, 0.0, 0.114]
    """
    hits, total = checks.count(successes, "successes"), checks.count(n, "n")
    if total == 0:
        raise ValueError("n: expected at least 1, received 0")
    if hits > total:
        raise ValueError(f"successes: expected at most n = {total}, received {hits}")
    return wilson_of_share(hits / total, total, level)


def wilson_of_share(share: float, n: float, level: float = 0.95) -> Estimate:
    """Wilson's interval around a share, for a size that need not be whole (weighted surveys)."""
    z = normal_quantile(checks.level(level))
    stretch = 1 + z**2 / n
    centre = (share + z**2 / (2 * n)) / stretch
    half_width = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / stretch
    # At 0 of n and n of n one end is exactly 0 or 1; rounding must not push it past.
    low = 0.0 if share == 0 else centre - half_width
    high = 1.0 if share == 1 else centre + half_width
    return Estimate(share, low, high)
