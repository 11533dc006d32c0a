"""The distances that the page "How Lantern Bay was made" states hold in the published tables."""

import numpy as np
import pandas as pd
import pytest

from safercities.city.parameters import Parameters
from safercities.city.rhythm import profile

CRIME = Parameters().crime
LIMITS = {"hour": 0.06, "weekday": 0.03}


@pytest.mark.parametrize("unit", LIMITS)
@pytest.mark.parametrize("offence", CRIME.offences, ids=lambda o: o.name)
def test_a_profile_stays_within_its_stated_distance(published, offence, unit) -> None:
    incidents = published["incidents"]
    chosen = incidents.loc[incidents["offence"] == offence.name, "occurred_at"]
    when = pd.to_datetime(chosen).dt
    value = when.hour if unit == "hour" else when.day_of_week
    target = profile(offence, unit, CRIME)
    count = value.value_counts().reindex(range(len(target)), fill_value=0).to_numpy()
    assert np.abs(count / count.sum() - target).sum() / 2 < LIMITS[unit]
