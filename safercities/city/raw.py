"""Stage 5, records: the incidents as the police sent them, with every fault that exports have."""

import numpy as np
import pandas as pd

from .parameters import Parameters
from .randomness import stream
from .simulate import City
from .sky import DAY, minute_of
from .tables import incident_points, neighbourhood_keys

WORDING = {
    "street_robbery": ("Robbery", "ROBBERY - STREET", "Robbery (street)"),
    "theft_from_person": ("Theft from person", "THEFT PERSON", "Pickpocketing"),
    "theft_from_vehicle": ("Theft from vehicle", "THEFT EX VEH", "Theft from veh."),
    "theft_of_vehicle": ("Theft of vehicle", "THEFT VEH", "Vehicle stolen"),
    "bicycle_theft": ("Theft of bicycle", "THEFT BICYCLE", "Bicycle stolen"),
    "residential_burglary": ("Burglary, dwelling", "BURG DWELLING", "House break-in"),
    "commercial_burglary": ("Burglary, other", "BURG OTHER", "Shop break-in"),
    "vandalism": ("Damage to property", "DAMAGE", "Vandalism"),
    "assault": ("Assault", "ASSAULT", "Assault "),
    "harassment": ("Harassment", "HARASSMENT", "Harrassment"),
}
WORDING_SHARE = (0.86, 0.10, 0.04)
BUDDHIST_ERA = 543


def export(city: City) -> pd.DataFrame:
    """The police export, in the order of case numbers.

    Returns
    -------
    DataFrame
        case_no, station, reported, offence, from_date, from_time, until_date, until_time, place,
        district, x, y (text as sent) and row (of the clean incident it came from).
    """
    police, rng = city.parameters.police, stream(city.seed, "raw", "entries")
    table = city.incidents
    names = np.array([o.name for o in city.parameters.crime.offences])[table["offence"]]
    station = _station_of(city)[city.ground.streets["neighbourhood"].to_numpy()[table["street"]]]
    first, last, known_end = _windows(table["minute"].to_numpy(), names, police, rng)
    first = _default_times(first, names, police, rng)
    last = np.maximum(last, first)
    delay = np.ceil(rng.exponential(police.report_delay_days, len(table)) - 0.6).clip(0)
    reported = np.maximum(last, first) // DAY + delay.astype(int)
    xy = _positions(city, station, police, rng)
    wording = np.array([WORDING[o.name] for o in city.parameters.crime.offences])
    which = rng.choice(3, len(table), p=WORDING_SHARE)
    sent = pd.DataFrame(
        {
            "row": np.arange(len(table)),
            "station": station + 1,
            "reported": reported,
            "offence": wording[table["offence"], which],
            "first": first,
            "last": np.where(known_end, last, -1),
            "place": city.ground.streets["name"].to_numpy()[table["street"]],
            "district": neighbourhood_keys(city)[district_then(city)],
            "x": xy[:, 0],
            "y": xy[:, 1],
        }
    )
    sent = _repeated(sent, police, rng)
    return _as_text(sent, city.parameters, stream(city.seed, "raw", "dates"))


def district_then(city: City) -> np.ndarray:
    """Neighbourhood of each recorded incident by the boundaries of its day (row numbers).

    Until `boundary_change` some streets belonged to the neighbourhood beside their present one.
    """
    streets, police = city.ground.streets, city.parameters.police
    now = streets["neighbourhood"].to_numpy()
    then = former_neighbourhoods(city)
    change = minute_of(police.boundary_change, city.parameters.place)
    street = city.incidents["street"].to_numpy()
    before = city.incidents["minute"].to_numpy() < change
    return np.where(before, then[street], now[street])


def former_neighbourhoods(city: City) -> np.ndarray:
    """Neighbourhood of each street before the boundary change, shape (streets,)."""
    streets, centres = city.ground.streets, city.ground.neighbourhoods[["x_m", "y_m"]].to_numpy()
    now = streets["neighbourhood"].to_numpy()
    rng = stream(city.seed, "raw", "boundary")
    size = np.bincount(now)
    moved_to = rng.choice(np.flatnonzero(size >= np.median(size)))
    distance = np.hypot(*(centres - centres[moved_to]).T)
    distance[moved_to] = np.inf
    came_from = distance.argmin()
    members = np.flatnonzero(now == moved_to)
    near = np.hypot(
        streets["x_m"].to_numpy()[members] - centres[came_from, 0],
        streets["y_m"].to_numpy()[members] - centres[came_from, 1],
    )
    count = round(city.parameters.police.boundary_share * len(members))
    then = now.copy()
    then[members[np.argsort(near, kind="stable")[:count]]] = came_from
    return then


def _station_of(city):
    """Police station of each neighbourhood, from 0: districts around evenly spread centres."""
    centres = city.ground.neighbourhoods[["x_m", "y_m"]].to_numpy()
    return np.hypot(*(centres[:, None] - _station_points(city)).transpose(2, 0, 1)).argmin(axis=1)


def _station_points(city):
    """Stations stand in neighbourhood centres that lie far from each other."""
    centres = city.ground.neighbourhoods[["x_m", "y_m"]].to_numpy()
    chosen = [int(stream(city.seed, "raw", "stations").integers(len(centres)))]
    while len(chosen) < city.parameters.police.stations:
        away = np.hypot(*(centres[:, None] - centres[chosen]).transpose(2, 0, 1)).min(axis=1)
        chosen.append(int(away.argmax()))
    return centres[chosen]


def _windows(minute, names, police, rng):
    """From when to when it can have happened; known offences have no end."""
    median = pd.Series(names).map(police.window_hours).to_numpy(dtype=float)
    has_window = ~np.isnan(median)
    length = np.where(has_window, median, 0) * 60
    length = length * np.exp(police.window_spread * rng.standard_normal(len(minute)))
    start = np.maximum(minute - np.floor(rng.random(len(minute)) * length), 0).astype(int)
    end = start + np.ceil(length).astype(int)
    # People notice at half-hours.
    start, end = start // 30 * 30, -(-end // 30) * 30
    return np.where(has_window, start, minute), np.where(has_window, end, minute), has_window


def _default_times(first, names, police, rng):
    """When nobody knows the hour, the system fills in 00:00 or 12:00."""
    luck, may = rng.random(len(first)), np.isin(names, police.default_offences)
    midnight = may & (luck < police.midnight_share)
    noon = may & ~midnight & (luck < police.midnight_share + police.noon_share)
    day = first // DAY * DAY
    return np.select([midnight, noon], [day, day + DAY // 2], default=first)


def _positions(city, station, police, rng):
    xy = np.round(incident_points(city)).astype(int)
    luck = rng.random(len(xy))[:, None]
    cuts = np.cumsum([police.at_station, police.no_position, police.swapped_position])
    points = np.round(_station_points(city)).astype(int)[station]
    choices = [points, np.zeros_like(xy), xy[:, ::-1]]
    return np.select([luck < cuts[0], luck < cuts[1], luck < cuts[2]], choices, default=xy)


def _repeated(sent, police, rng):
    """Number the cases; send some again, and enter some again under another number."""
    again = rng.random(len(sent)) < police.entered_twice
    copy = sent[again].assign(reported=sent.loc[again, "reported"] + rng.integers(1, 4))
    sent = pd.concat([sent, copy]).sort_values(["reported", "row"], kind="stable")
    sent = sent.assign(case=np.arange(1, len(sent) + 1))
    twice = rng.random(len(sent)) < police.sent_twice
    return pd.concat([sent, sent[twice]]).sort_values("case", kind="stable", ignore_index=True)


def _as_text(sent, parameters: Parameters, rng):
    police, place = parameters.police, parameters.place
    mixed = (sent["station"] == police.mixed_station).to_numpy()
    style = np.where(mixed, rng.choice(3, len(sent), p=police.mixed_shares), 2)

    def day_text(day):
        date = np.datetime64(place.first_day, "D") + np.asarray(day)
        year = date.astype("datetime64[Y]").astype(int) + 1970
        iso = np.datetime_as_string(date)
        day_month = [f"{text[8:]}/{text[5:7]}/" for text in iso]
        buddhist = np.char.add(day_month, (year + BUDDHIST_ERA).astype(str))
        common = np.char.add(day_month, year.astype(str))
        return np.select([style == 0, style == 1], [buddhist, common], default=iso)

    def clock(minute):
        hour, rest = np.divmod(np.asarray(minute) % DAY, 60)
        text = [np.char.zfill(part.astype(str), 2) for part in (hour, rest)]
        return np.char.add(np.char.add(text[0], ":"), text[1])

    end_known = (sent["last"] >= 0).to_numpy()
    last = np.maximum(sent["last"].to_numpy(), 0)
    return pd.DataFrame(
        {
            "case_no": [f"C{number:06d}" for number in sent["case"]],
            "station": sent["station"],
            "reported": day_text(sent["reported"]),
            "offence": sent["offence"],
            "from_date": day_text(sent["first"] // DAY),
            "from_time": clock(sent["first"]),
            "until_date": np.where(end_known, day_text(last // DAY), ""),
            "until_time": np.where(end_known, clock(last), ""),
            "place": sent["place"],
            "district": sent["district"],
            "x": sent["x"],
            "y": sent["y"],
            "row": sent["row"],
        }
    )
