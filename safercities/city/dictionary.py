"""The column dictionary: what every published column means and how it was made.

`datasets/datapackage.json` and the course's data dictionary are derived from it.
"""

from dataclasses import dataclass, field

from .parameters import KINDS, OFFENCES, ROAD_CLASSES

WHEN = "%Y-%m-%dT%H:%M:%S%z"


@dataclass(frozen=True)
class Column:
    """One column. `made` says how its values came about; `unit` is blank for names and keys."""

    name: str
    type: str
    description: str
    made: str
    unit: str = ""
    constraints: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One table. `foreign` maps a column to the table whose key it holds ("" is this table)."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: str
    foreign: dict[str, str] = field(default_factory=dict)


def _key(name, pattern, what):
    constraints = {"required": True, "unique": True, "pattern": pattern}
    return Column(name, "string", f"Key of the {what}.", "Numbered.", constraints=constraints)


def _one_of(values):
    return {"required": True, "enum": list(values)}


def _range(low=None, high=None):
    limits = {"minimum": low, "maximum": high}
    return {"required": True} | {k: v for k, v in limits.items() if v is not None}


NEEDED = {"required": True}
NEIGHBOURHOOD = Column(
    "neighbourhood_id",
    "string",
    "Neighbourhood that the street belongs to.",
    "From the ground; a street on a border belongs to one side.",
    constraints={"required": True, "pattern": r"N\d{2,}"},
)
STREET = Column(
    "street_id",
    "string",
    "Street segment: a piece of street between two junctions.",
    "From the table streets.",
    constraints={"required": True, "pattern": r"S\d{4,}"},
)


def _where(what):
    made = "Simulated in metres; degrees computed from metres (UTM zone 53N, EPSG:32653, WGS 84)."
    return (
        Column("x_m", "number", f"Easting of {what}, EPSG:32653.", made, "m", _range(0)),
        Column("y_m", "number", f"Northing of {what}, EPSG:32653.", made, "m", _range(0)),
        Column("lon", "number", f"Longitude of {what}, WGS 84.", made, "degree", _range(-180, 180)),
        Column("lat", "number", f"Latitude of {what}, WGS 84.", made, "degree", _range(-90, 90)),
    )


NEIGHBOURHOODS = Table(
    "neighbourhoods",
    "Neighbourhoods",
    "The 24 neighbourhoods. Together they tile the land. Shapes: neighbourhoods.geojson.",
    (
        _key("neighbourhood_id", r"N\d{2,}", "neighbourhood"),
        Column("name", "string", "Name.", "Invented from two everyday words.", constraints=NEEDED),
        Column(
            "kind",
            "string",
            "What the neighbourhood is mainly used for.",
            "Laid out by row, from the shore to the hills.",
            constraints=_one_of(KINDS),
        ),
        Column(
            "population",
            "integer",
            "Residents.",
            "420,000 shared out by area, kind and chance.",
            "people",
            _range(0),
        ),
        Column(
            "dwellings",
            "integer",
            "Homes.",
            "Residents divided by 2.6.",
            "dwellings",
            _range(0),
        ),
        Column("area_km2", "number", "Area.", "Of the polygon, in EPSG:32653.", "km2", _range(0)),
        *_where("the centre of the polygon"),
    ),
    "neighbourhood_id",
)

STREETS = Table(
    "streets",
    "Street segments",
    "All street segments, joined at junctions. Shapes with bends: streets.geojson.",
    (
        _key("street_id", r"S\d{4,}", "street segment"),
        Column(
            "name",
            "string",
            "Name; segments of one line in one neighbourhood share it.",
            "Invented from two everyday words.",
            constraints=NEEDED,
        ),
        NEIGHBOURHOOD,
        Column(
            "road_class",
            "string",
            "Class, from wide to narrow.",
            "By the rank of the lattice line and the kind of neighbourhood.",
            constraints=_one_of(ROAD_CLASSES),
        ),
        Column(
            "length_m", "number", "Length along the street.", "Along the bends.", "m", _range(0)
        ),
        Column(
            "width_m",
            "number",
            "Width from edge to edge.",
            "By road class, random.",
            "m",
            _range(1),
        ),
        *(
            Column(
                f"{axis}{end}_m",
                "number",
                f"{name} of the {which} end, EPSG:32653.",
                "Simulated in metres.",
                "m",
                _range(0),
            )
            for end, which in (("1", "first"), ("2", "last"))
            for axis, name in (("x", "Easting"), ("y", "Northing"))
        ),
        *_where("the point halfway between the two ends")[2:],
    ),
    "street_id",
    {"neighbourhood_id": "neighbourhoods"},
)

LAMPS = Table(
    "lamps",
    "Street lamps",
    "The lamp inventory on the last day of the records.",
    (
        _key("lamp_id", r"L\d{5,}", "lamp"),
        STREET,
        *_where("the lamp"),
        Column(
            "technology",
            "string",
            "Light source: LED, high-pressure sodium or mercury vapour.",
            "One per street; hillside and old quarter have older ones.",
            constraints=_one_of(("led", "sodium", "mercury")),
        ),
        Column(
            "power_w", "integer", "Electrical power.", "Flux divided by efficacy.", "W", _range(1)
        ),
        Column(
            "flux_lm",
            "integer",
            "Luminous flux when new.",
            "By road class and technology.",
            "lm",
            _range(1),
        ),
        Column("height_m", "number", "Mounting height.", "By road class.", "m", _range(1)),
        Column(
            "installed_on",
            "date",
            "Day the lantern was installed; within 2023 to 2025 it was replaced in the relighting.",
            "By technology; relit streets have the first day of their phase.",
            constraints=NEEDED,
        ),
    ),
    "lamp_id",
    {"street_id": "streets"},
)

LAMP_FAULTS = Table(
    "lamp_faults",
    "Lamp fault tickets",
    "Tickets of the lighting department. On 2025-01-01 the method changed: from then on tickets "
    "are merged, so that a street has one lamp_out ticket in two weeks, and later calls about the "
    "same "
    "fault leave no duplicate. The number of tickets falls; the number of faults does not.",
    (
        _key("ticket_id", r"T\d{5,}", "ticket"),
        Column(
            "fault_type",
            "string",
            "lamp_out: a lamp does not burn. street_out: all lamps of the street are out. damage: "
            "pole or door. day_burning: burns by day.",
            "Failures are Poisson, more for older lamps; street_out more often in June and July.",
            constraints=_one_of(("lamp_out", "street_out", "damage", "day_burning")),
        ),
        STREET,
        Column(
            "lamp_id",
            "string",
            "The lamp; blank for street_out.",
            "From the table lamps.",
            constraints={"pattern": r"L\d{5,}"},
        ),
        Column(
            "reported_at",
            "datetime",
            "When the ticket was opened, local time.",
            "Some hours after the failure.",
            constraints=NEEDED,
        ),
        Column(
            "closed_at",
            "datetime",
            "When the fault was repaired, local time; blank while open.",
            "Log-normal repair time by fault type; longer in hillside and old quarter.",
        ),
        Column(
            "status",
            "string",
            "completed, open on the last day, or duplicate of an earlier ticket.",
            "From the calls and the day of the repair.",
            constraints=_one_of(("completed", "open", "duplicate")),
        ),
        Column(
            "duplicate_of",
            "string",
            "The first ticket of the same fault; blank if this is the first.",
            "From the table itself.",
            constraints={"pattern": r"T\d{5,}"},
        ),
        Column(
            "channel",
            "string",
            "How the report came in.",
            "Random.",
            constraints=_one_of(("call", "app", "patrol")),
        ),
    ),
    "ticket_id",
    {"street_id": "streets", "lamp_id": "lamps", "duplicate_of": ""},
)

LUX_SURVEY = Table(
    "lux_survey",
    "Lux survey",
    "Light readings on the ground after dark, autumn 2025: a stratified sample of streets (road "
    "class; hillside and old quarter or not), 12 points each on a grid between two lamps.",
    (
        _key("point_id", r"P\d{5,}", "point"),
        STREET,
        Column(
            "measured_at",
            "datetime",
            "When, local time.",
            "Evenings, 19:30 on.",
            constraints=NEEDED,
        ),
        Column(
            "along_m",
            "number",
            "Distance along the street from the first lamp.",
            "Grid.",
            "m",
            _range(0),
        ),
        Column(
            "across_m", "number", "Distance across from the row of lamps.", "Grid.", "m", _range(0)
        ),
        Column(
            "horizontal_lx",
            "number",
            "Horizontal illuminance on the ground.",
            "Row-of-lamps model with the lamps that burn, times log-normal noise, plus the sky.",
            "lx",
            _range(0),
        ),
        Column(
            "vertical_lx",
            "number",
            "Vertical illuminance 1.5 m above the ground, facing along the street.",
            "The same model and noise.",
            "lx",
            _range(0),
        ),
        Column(
            "lamps_out",
            "integer",
            "How many of the two lamps were not burning.",
            "From the simulated faults at that moment.",
            "lamps",
            _range(0, 2),
        ),
        Column(
            "weight",
            "number",
            "Street segments that this surveyed street stands for.",
            "Segments with two lamps on a side in the stratum, divided by those surveyed.",
            "streets",
            _range(1),
        ),
    ),
    "point_id",
    {"street_id": "streets"},
)

INCIDENTS = Table(
    "incidents",
    "Recorded incidents, clean",
    "Offences that were reported to and recorded by the police. Many offences never are.",
    (
        _key("incident_id", r"I\d{6,}", "incident"),
        Column(
            "offence",
            "string",
            "Local name of the offence.",
            "Simulated by type.",
            constraints=_one_of(o.name for o in OFFENCES),
        ),
        Column(
            "iccs",
            "string",
            "Code in the International Classification of Crime for Statistical Purposes (UNODC, "
            "2015), at the finest level that holds for the whole local offence. Harassment counts "
            "as the non-sexual kind here.",
            "From the offence.",
            constraints=_one_of(sorted({o.iccs for o in OFFENCES})),
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
            constraints=_one_of(("street", "vehicle", "dwelling", "premises")),
        ),
        *_where("the incident"),
    ),
    "incident_id",
    {"street_id": "streets", "neighbourhood_id": "neighbourhoods"},
)

SUN_TIMES = Table(
    "sun_times",
    "Sun times",
    "Dawn, sunrise, sunset and dusk of each day at 27.0 N, 136.5 E. It is dark before dawn and "
    "after dusk, when the sun is more than 6 degrees below the horizon (civil twilight).",
    (
        Column("date", "date", "Day.", "Calendar.", constraints={"required": True, "unique": True}),
        *(
            Column(name, "datetime", what, "Computed with the package astral.", constraints=NEEDED)
            for name, what in (
                ("dawn", "Start of civil twilight, local time."),
                ("sunrise", "Sunrise, local time."),
                ("sunset", "Sunset, local time."),
                ("dusk", "End of civil twilight, local time."),
            )
        ),
    ),
    "date",
)

TABLES = (NEIGHBOURHOODS, STREETS, LAMPS, LAMP_FAULTS, LUX_SURVEY, INCIDENTS, SUN_TIMES)

SHAPES = {
    "neighbourhoods": "Neighbourhood polygons, WGS 84; properties neighbourhood_id, name, kind.",
    "streets": "Street lines with their bends, WGS 84; properties street_id, road_class.",
}
