"""Neighbourhoods and streets, column by column."""

from ..parameters import KINDS, ROAD_CLASSES
from .columns import NEEDED, NEIGHBOURHOOD, Column, Table, key, one_of, range_of, where

NEIGHBOURHOODS = Table(
    "neighbourhoods",
    "Neighbourhoods",
    "The 24 neighbourhoods. Together they tile the land. Shapes: neighbourhoods.geojson.",
    (
        key("neighbourhood_id", r"N\d{2,}", "neighbourhood"),
        Column("name", "string", "Name.", "Invented from two everyday words.", constraints=NEEDED),
        Column(
            "kind",
            "string",
            "What the neighbourhood is mainly used for.",
            "Laid out by row, from the shore to the hills.",
            constraints=one_of(KINDS),
        ),
        Column(
            "population",
            "integer",
            "Residents.",
            "The city's residents, shared out by area, kind and chance.",
            "people",
            range_of(0),
        ),
        Column(
            "dwellings",
            "integer",
            "Homes.",
            "Residents divided by 2.6.",
            "dwellings",
            range_of(0),
        ),
        Column("area_km2", "number", "Area.", "Of the polygon, in EPSG:32653.", "km2", range_of(0)),
        *where("the centre of the polygon"),
    ),
    "neighbourhood_id",
)

STREETS = Table(
    "streets",
    "Street segments",
    "All street segments, joined at junctions. Shapes with bends: streets.geojson.",
    (
        key("street_id", r"S\d{4,}", "street segment"),
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
            constraints=one_of(ROAD_CLASSES),
        ),
        Column(
            "length_m", "number", "Length along the street.", "Along the bends.", "m", range_of(0)
        ),
        Column(
            "width_m",
            "number",
            "Width from edge to edge.",
            "By road class, random.",
            "m",
            range_of(1),
        ),
        *(
            Column(
                f"{axis}{end}_m",
                "number",
                f"{name} of the {which} end, EPSG:32653.",
                "Simulated in metres.",
                "m",
                range_of(0),
            )
            for end, which in (("1", "first"), ("2", "last"))
            for axis, name in (("x", "Easting"), ("y", "Northing"))
        ),
        *where("the point halfway between the two ends")[2:],
    ),
    "street_id",
    {"neighbourhood_id": "neighbourhoods"},
)
