"""The dark figure: how many incidents stand behind the recorded ones?"""

from . import checks
from .estimate import Estimate


def estimated_incidents(recorded, reporting) -> Estimate:
    """Incidents that stand behind the recorded ones: recorded / reporting rate.

    Parameters
    ----------
    recorded : int
        Recorded incidents.
    reporting : Estimate or float
        Share of incidents that reach the record, above 0 and at most 1; an Estimate from a
        survey carries its interval over.

    Returns
    -------
    Estimate
        The interval holds the uncertainty of the reporting rate alone; with a plain number both
        ends equal the value. The upper end is infinite where the rate may be 0.

    Notes
    -----
    Survey and records must mean the same offence, people, place and year. Incidents that were
    reported but not recorded need a recording rate as well.

    Examples
    --------
    >>> round(estimated_incidents(100, 0.28).value)
    357
    >>> [round(end) for end in estimated_incidents(100, Estimate(0.5, 0.4, 0.625))]
    [200, 160, 250]
    """
    count = checks.count(recorded, "recorded")
    if not isinstance(reporting, Estimate):
        value = count / checks.share(reporting, "reporting")
        return Estimate(value, value, value)
    share = checks.share(reporting.value, "reporting")
    high = checks.share(reporting.high, "reporting.high")
    low = checks.number(reporting.low, "reporting.low")
    if not low <= share <= high:
        raise ValueError("reporting: expected low <= value <= high")
    return Estimate(count / share, count / high, count / low if low else float("inf"))
