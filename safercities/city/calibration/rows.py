"""What one estimate of one city is, and the tables it is made from."""

from typing import NamedTuple

import pandas as pd

from ...measures import Estimate, light_condition
from .. import publish, tables
from ..simulate import City

_NEEDED = (
    tables.incidents,
    tables.lamp_faults,
    tables.lux_survey,
    tables.streets,
    tables.sun_times,
    publish.audits,
    publish.projects,
    publish.survey,
)


class Row(NamedTuple):
    """One estimate of one city.

    group: "headline" (a method that the course uses), "lesson" (an interval that fails, which the
    course teaches) or "remedy" (what mends it). ratio: whether the estimate is a ratio, so that
    its error counts on the log scale. note: why it fails, or what mends it.
    """

    name: str
    truth: float
    estimate: Estimate
    group: str = "headline"
    ratio: bool = True
    note: str = ""


class Records:
    """A city beside its published tables, each made once: ``Records(city).incidents``."""

    def __init__(self, city: City) -> None:
        self.city = city
        for maker in _NEEDED:
            setattr(self, maker.__name__, maker(city))

    def relighting_sites(self, status: str) -> pd.Series:
        """Keys of the streets that are relit ("done") or wait ("waiting")."""
        chosen = (self.projects["project"] == "relighting") & (self.projects["status"] == status)
        return self.projects.loc[chosen, "street_id"]

    def night(self, offences) -> pd.DataFrame:
        """Incidents of some offences after dark, with their time as `when`."""
        when = pd.to_datetime(self.incidents["occurred_at"])
        chosen = self.incidents["offence"].isin(offences)
        chosen &= light_condition(when, self.sun_times) == "dark"
        return self.incidents.assign(when=when)[chosen]
