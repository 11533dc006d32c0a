"""What a column and a table are, and the columns that many tables share."""

from dataclasses import dataclass, field

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


def key(name, pattern, what):
    constraints = {"required": True, "unique": True, "pattern": pattern}
    return Column(name, "string", f"Key of the {what}.", "Numbered.", constraints=constraints)


def one_of(values):
    return {"required": True, "enum": list(values)}


def range_of(low=None, high=None):
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


def where(what):
    made = "Simulated in metres; degrees computed from metres (UTM zone 53N, EPSG:32653, WGS 84)."
    return (
        Column("x_m", "number", f"Easting of {what}, EPSG:32653.", made, "m", range_of(0)),
        Column("y_m", "number", f"Northing of {what}, EPSG:32653.", made, "m", range_of(0)),
        Column(
            "lon", "number", f"Longitude of {what}, WGS 84.", made, "degree", range_of(-180, 180)
        ),
        Column("lat", "number", f"Latitude of {what}, WGS 84.", made, "degree", range_of(-90, 90)),
    )
