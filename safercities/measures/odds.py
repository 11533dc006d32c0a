"""The case-control-hour odds ratio: does darkness change recorded crime?"""

from math import exp, log, sqrt

from . import checks
from .estimate import Estimate, normal_quantile


def odds_ratio(case_dark, case_light, control_dark, control_light, level: float = 0.95) -> Estimate:
    """Odds ratio of darkness with Woolf's interval.

    The case hour is dark in one part of the year and light in the other. The control hour is
    always light or always dark; its incidents are split by the same dates, so it shows how the
    season alone changes crime.

        OR = (case_dark / case_light) / (control_dark / control_light)
        interval = exp(ln OR -+ z sqrt(1/case_dark + 1/case_light + 1/control_dark
                                       + 1/control_light))

    Parameters
    ----------
    case_dark, case_light : int
        Incidents in the case hour, on dates when that hour is dark, and when it is light.
    control_dark, control_light : int
        Incidents in the control hour on the same two sets of dates.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Estimate
        Above 1: more incidents in darkness than the season explains.

    Raises
    ------
    ValueError
        If a count is 0, not whole or negative: the ratio and its interval are then not defined.

    Notes
    -----
    Method for lighting and crime: Uttley et al. 2024, PLOS ONE 19(1):e0291971. The interval
    takes incidents as independent; repeated incidents in one place make it too narrow.

    Examples
    --------
    >>> estimate = odds_ratio(40, 60, 80, 160)
    >>> [round(number, 2) for number in estimate]
    [1.33, 0.82, 2.16]
    """
    cells = {
        "case_dark": case_dark,
        "case_light": case_light,
        "control_dark": control_dark,
        "control_light": control_light,
    }
    counts = {name: checks.count(value, name) for name, value in cells.items()}
    empty = [name for name, number in counts.items() if number == 0]
    if empty:
        raise ValueError(
            f"{', '.join(empty)}: the odds ratio is not defined with 0 incidents in a cell. "
            "Take a longer period or join offences."
        )
    a, b, c, d = counts.values()
    ratio = (a / b) / (c / d)
    half_width = normal_quantile(checks.level(level)) * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return Estimate(ratio, exp(log(ratio) - half_width), exp(log(ratio) + half_width))
