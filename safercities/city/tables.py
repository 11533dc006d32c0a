"""Stage 6, tables: the published columns about ground, light and incidents.

Readable keys, units and rounding. `publish` puts these and the other tables together.
"""

import numpy as np
import pandas as pd

from . import utm
from .crime import SETTINGS
from .ground.build import points_along
from .simulate import City
from .sky import local_times

METRES, DEGREES = 1, 6  # decimals


def keys(prefix: str, count: int, width: int) -> np.ndarray:
    """Readable keys: ``keys("S", 2, 4)`` is S0001, S0002; wider if the count needs it."""
    width = max(width, len(str(count)))
    return np.array([f"{prefix}{number:0{width}d}" for number in range(1, count + 1)], dtype=object)


def neighbourhoods(city: City) -> pd.DataFrame:
    table = city.ground.neighbourhoods
    return pd.DataFrame(
        {
            "neighbourhood_id": neighbourhood_keys(city),
            "name": table["name"],
            "kind": table["kind"],
            "population": table["population"],
            "dwellings": table["dwellings"],
            "area_km2": table["area_km2"].round(3),
        }
        | positions(table["x_m"], table["y_m"])
    )


def streets(city: City) -> pd.DataFrame:
    table, paths = city.ground.streets, city.ground.paths
    lon, lat = utm.to_degrees(table["x_m"], table["y_m"])
    return pd.DataFrame(
        {
            "street_id": street_keys(city),
            "name": table["name"],
            "neighbourhood_id": neighbourhood_keys(city)[table["neighbourhood"]],
            "road_class": table["road_class"],
            "length_m": table["length_m"].round(METRES),
            "width_m": table["width_m"],
            "x1_m": paths[:, 0, 0].round(METRES),
            "y1_m": paths[:, 0, 1].round(METRES),
            "x2_m": paths[:, -1, 0].round(METRES),
            "y2_m": paths[:, -1, 1].round(METRES),
            "lon": lon.round(DEGREES),
            "lat": lat.round(DEGREES),
        }
    )


def lamps(city: City) -> pd.DataFrame:
    table = city.lamps
    installed = table["installed"].to_numpy().astype("datetime64[D]")
    return pd.DataFrame(
        {"lamp_id": lamp_keys(city), "street_id": street_keys(city)[table["street"]]}
        | positions(table["x_m"], table["y_m"])
        | {
            "technology": table["technology"],
            "power_w": table["power_w"],
            "flux_lm": table["flux_lm"],
            "height_m": table["height_m"],
            "installed_on": np.datetime_as_string(installed),
        }
    )


def lamp_faults(city: City) -> pd.DataFrame:
    table, place = city.tickets, city.parameters.place
    ticket = keys("T", len(table), 5)
    lamp = np.append(lamp_keys(city), "")
    return pd.DataFrame(
        {
            "ticket_id": ticket,
            "fault_type": table["fault_type"],
            "street_id": street_keys(city)[table["street"]],
            "lamp_id": lamp[table["lamp"]],
            "reported_at": local_times(table["reported"], place),
            "closed_at": local_times(table["closed"], place),
            "status": table["status"],
            "duplicate_of": np.append(ticket, "")[table["duplicate_of"]],
            "channel": table["channel"],
        }
    )


def lux_survey(city: City) -> pd.DataFrame:
    table = city.lux
    return pd.DataFrame(
        {
            "point_id": keys("P", len(table), 5),
            "street_id": street_keys(city)[table["street"]],
            "measured_at": local_times(table["minute"], city.parameters.place),
            "along_m": table["along_m"].round(2),
            "across_m": table["across_m"].round(2),
            "horizontal_lx": table["horizontal_lx"].round(2),
            "vertical_lx": table["vertical_lx"].round(2),
            "lamps_out": table["lamps_out"],
            "weight": table["weight"].round(4),
        }
    )


def incidents(city: City) -> pd.DataFrame:
    table = city.incidents
    offences = city.parameters.crime.offences
    street = table["street"].to_numpy()
    xy = incident_points(city)
    return pd.DataFrame(
        {
            "incident_id": keys("I", len(table), 6),
            "offence": np.array([o.name for o in offences])[table["offence"]],
            "iccs": np.array([o.iccs for o in offences])[table["offence"]],
            "occurred_at": local_times(table["minute"], city.parameters.place),
            "street_id": street_keys(city)[street],
            "neighbourhood_id": neighbourhood_keys(city)[
                city.ground.streets["neighbourhood"].to_numpy()[street]
            ],
            "setting": np.array(SETTINGS)[table["setting"]],
        }
        | positions(xy[:, 0], xy[:, 1])
    )


def incident_points(city: City) -> np.ndarray:
    """Where each recorded incident happened, shape (incidents, 2).

    In the street: between its edges. Vehicles: at the kerb. Dwellings and premises: 4 to 12 m
    behind the edge.
    """
    table = city.incidents
    half = city.ground.streets["width_m"].to_numpy()[table["street"]] / 2
    side, setting = table["side"].to_numpy(), table["setting"].to_numpy()
    off = np.select(
        [setting == 0, setting == 1],
        [side * half, np.sign(side) * half * 0.9],
        default=np.sign(side) * (half + 4 + 8 * np.abs(side)),
    )
    return points_along(city.ground.paths, table["street"].to_numpy(), table["along_share"], off)


def sun_times(city: City) -> pd.DataFrame:
    table = pd.DataFrame({"date": city.sun["date"].dt.strftime("%Y-%m-%d")})
    for event in ("dawn", "sunrise", "sunset", "dusk"):
        text = city.sun[event].dt.strftime("%Y-%m-%dT%H:%M:%S%z")
        table[event] = text.str[:-2] + ":" + text.str[-2:]
    return table


def neighbourhood_keys(city: City) -> np.ndarray:
    return keys("N", len(city.ground.neighbourhoods), 2)


def street_keys(city: City) -> np.ndarray:
    return keys("S", len(city.ground.streets), 4)


def lamp_keys(city: City) -> np.ndarray:
    return keys("L", len(city.lamps), 5)


def positions(x, y) -> dict:
    """The four columns of a position."""
    lon, lat = utm.to_degrees(x, y)
    return {
        "x_m": np.round(np.asarray(x, dtype=float), METRES),
        "y_m": np.round(np.asarray(y, dtype=float), METRES),
        "lon": lon.round(DEGREES),
        "lat": lat.round(DEGREES),
    }
