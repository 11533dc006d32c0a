"""Stage 6, tables: all published tables by name, and those about people and projects."""

import numpy as np
import pandas as pd

from . import audits as walks
from . import footfall as people
from . import raw, tables
from . import survey as asking
from .projects import campaign
from .simulate import City
from .sky import DAY, local_times
from .tables import METRES, keys, neighbourhood_keys, positions, street_keys

_FIRST = (
    tables.neighbourhoods,
    tables.streets,
    tables.lamps,
    tables.lamp_faults,
    tables.lux_survey,
    tables.incidents,
    tables.sun_times,
)


def published(city: City) -> dict[str, pd.DataFrame]:
    """All tables by name, ready to write. Pure: the city is not changed."""
    makers = (*_FIRST, incidents_raw, survey, audits, projects, footfall)
    return {maker.__name__: maker(city) for maker in makers}


def incidents_raw(city: City) -> pd.DataFrame:
    return raw.export(city).drop(columns="row")


def survey(city: City) -> pd.DataFrame:
    table = asking.interviews(city)
    asked = (table["outcome"] == "interviewed").to_numpy()
    day = np.datetime_as_string(table["interviewed"].to_numpy().astype("datetime64[D]"))
    first = pd.DataFrame(
        {
            "respondent_id": keys("R", len(table), 5),
            "wave": table["wave"],
            "neighbourhood_id": neighbourhood_keys(city)[table["neighbourhood"]],
            "outcome": table["outcome"],
            "interviewed_on": np.where(asked, day, ""),
            "sex": table["sex"],
            "age_group": np.where(asked, np.array(asking.AGES)[table["age"]], ""),
            "disability": np.where(asked, table["disability"], ""),
            "weight": table["weight"].round(3),
        }
    )
    answers = table.loc[:, "goes_out_after_dark":]
    return pd.concat([first, answers], axis=1)


def audits(city: City) -> pd.DataFrame:
    table = walks.walks(city)
    streets = city.ground.streets.iloc[table["street"]]
    return pd.DataFrame(
        {
            "audit_id": keys("A", len(table), 5),
            "walk_id": _numbered("W", table["walk"], 2),
            "stop_id": _numbered("Q", table["stop"], 3),
            "rater_id": _numbered("X", table["rater"], 2),
            "rater_group": table["group"],
            "rater_sex": table["rater_sex"],
            "street_id": street_keys(city)[table["street"]],
            "observed_at": local_times(table["minute"], city.parameters.place),
        }
        | positions(streets["x_m"], streets["y_m"])
        | {name: table[name] for name in walks.PARAMETERS}
    )


def projects(city: City) -> pd.DataFrame:
    table = pd.concat([city.sites, campaign(city.parameters)], ignore_index=True)
    street = table["street"].to_numpy().astype(int)
    lamps = np.append(np.bincount(city.lamps["street"], minlength=len(city.ground.streets)), 0)
    costs = city.parameters.costs
    cost = table["kind"].map(
        {"relighting": costs.relit_lamp, "path": costs.path_street, "campaign": costs.campaign}
    ) * np.where(table["kind"] == "relighting", lamps[street], 1)
    start = table["start"].to_numpy().astype(int)
    day = local_times(np.where(start < 0, -1, start // DAY * DAY), city.parameters.place)
    return pd.DataFrame(
        {
            "site_id": keys("G", len(table), 4),
            "project": table["kind"],
            "phase": table["phase"].astype(int),
            "street_id": np.append(street_keys(city), "")[street],
            "status": table["status"],
            "starts_on": [text[:10] for text in day],
            "cost": cost.astype(float).round(METRES),
        }
    )


def footfall(city: City) -> pd.DataFrame:
    table = people.people_present(city)
    key = neighbourhood_keys(city)[table["neighbourhood"]]
    return pd.DataFrame(
        {"neighbourhood_id": key} | {name: table[name] for name in ("day_type", "hour", "people")}
    )


def _numbered(prefix, number, width):
    """Keys of row numbers, from 1."""
    return keys(prefix, int(number.max()) + 1, width)[number]
