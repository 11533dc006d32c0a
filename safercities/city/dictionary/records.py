"""Recorded incidents, clean and as sent, column by column."""

from ..parameters import OFFENCES
from .columns import NEEDED, NEIGHBOURHOOD, STREET, Column, Table, key, one_of, range_of, where

INCIDENTS = Table(
    "incidents",
    "Recorded incidents, clean",
    "Offences that were reported to and recorded by the police. Many offences never are.",
    (
        key("incident_id", r"I\d{6,}", "incident"),
        Column(
            "offence",
            "string",
            "Local name of the offence.",
            "Simulated by type.",
            constraints=one_of(o.name for o in OFFENCES),
        ),
        Column(
            "iccs",
            "string",
            "Code in the International Classification of Crime for Statistical Purposes (UNODC, "
            "2015), at the finest level that holds for the whole local offence. Harassment counts "
            "as the non-sexual kind here.",
            "From the offence.",
            constraints=one_of(sorted({o.iccs for o in OFFENCES})),
        ),
        Column(
            "occurred_at",
            "datetime",
            "When it happened, local time, to the minute.",
            "Hour, weekday and season by type; darkness raises the rate outdoors.",
            constraints=NEEDED,
        ),
        STREET,
        NEIGHBOURHOOD,
        Column(
            "setting",
            "string",
            "Where: in the street, a vehicle, a dwelling or other premises.",
            "By type, random.",
            constraints=one_of(("street", "vehicle", "dwelling", "premises")),
        ),
        *where("the incident"),
    ),
    "incident_id",
    {"street_id": "streets", "neighbourhood_id": "neighbourhoods"},
)

_AS_TYPED = (
    "As typed: 2024-03-01, 01/03/2024 (day first) or 01/03/2567 (day first, Buddhist era, 543 "
    "years ahead)."
)

INCIDENTS_RAW = Table(
    "incidents_raw",
    "Recorded incidents, as the police sent them",
    "The same incidents before cleaning. Made on purpose: default hours (00:00 and 12:00), mixed "
    "dates from station 4, cases sent or entered twice, positions at the police station, at 0, 0 "
    "or swapped, several words for one offence, and district codes by the boundaries of the day "
    "(some streets changed neighbourhood on 2024-04-01).",
    (
        Column(
            "case_no",
            "string",
            "Case number. It repeats where a case was sent twice.",
            "Numbered in order of reports.",
            constraints={"required": True, "pattern": r"C\d{6,}"},
        ),
        Column(
            "station",
            "integer",
            "Police station that sent it.",
            "The nearest.",
            "station",
            range_of(1),
        ),
        Column("reported", "string", "Day of the report.", _AS_TYPED, constraints=NEEDED),
        Column(
            "offence",
            "string",
            "Offence in the station's words.",
            "Three spellings each.",
            constraints=NEEDED,
        ),
        Column(
            "from_date",
            "string",
            "First day on which it can have happened.",
            _AS_TYPED,
            constraints=NEEDED,
        ),
        Column(
            "from_time",
            "string",
            "First time at which it can have happened; for offences without an end, the time.",
            "From the true time; 00:00 or 12:00 where nobody knew the hour.",
            constraints={"required": True, "pattern": r"\d\d:\d\d"},
        ),
        Column(
            "until_date", "string", "Last day, where the time is a window; else blank.", _AS_TYPED
        ),
        Column(
            "until_time",
            "string",
            "Last time, where the time is a window; else blank.",
            "From the true time and a log-normal length.",
            constraints={"pattern": r"\d\d:\d\d"},
        ),
        Column("place", "string", "Street name.", "From the table streets.", constraints=NEEDED),
        Column(
            "district",
            "string",
            "Neighbourhood by the boundaries of that day.",
            "From the street; some streets moved on 2024-04-01.",
            constraints={"required": True, "pattern": r"N\d{2,}"},
        ),
        Column(
            "x",
            "integer",
            "Easting, EPSG:32653, as sent.",
            "Rounded; some are wrong.",
            "m",
            range_of(0),
        ),
        Column(
            "y",
            "integer",
            "Northing, EPSG:32653, as sent.",
            "Rounded; some are wrong.",
            "m",
            range_of(0),
        ),
    ),
    "",
    {"district": "neighbourhoods"},
)
