"""The Frictionless data package, derived from the column dictionary."""

import json

from .dictionary import SHAPES, TABLES, WHEN, Column, Table

WARNING = (
    "{name} is a fictional city. Its records are simulated for teaching. Do not use them for any "
    "decision about a real place."
)


def descriptor(name: str, seed: int) -> str:
    """The text of datapackage.json for one city."""
    package = {
        "name": name.lower().replace(" ", "-"),
        "title": f"{name}: a simulated city for the Safer Cities course",
        "description": WARNING.format(name=name),
        "version": "1.0.0",
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "CC0 1.0 Universal",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "seed": seed,
        "resources": [_resource(table) for table in TABLES]
        + [_shape(shape, text) for shape, text in SHAPES.items()],
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _resource(table: Table) -> dict:
    keys = {other.name: other.key for other in TABLES}
    schema = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = table.key
    schema["foreignKeys"] = [
        {
            "fields": column,
            "reference": {
                "resource": other.replace("_", "-"),
                "fields": keys[other or table.name],
            },
        }
        for column, other in table.foreign.items()
    ]
    return {
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict:
    made = {"name": column.name, "type": column.type}
    if column.type == "datetime":
        made["format"] = WHEN
    made["description"] = column.description
    made["howMade"] = column.made
    if column.unit:
        made["unit"] = column.unit
    if column.constraints:
        made["constraints"] = column.constraints
    return made


def _shape(name: str, text: str) -> dict:
    return {
        "name": f"{name}-shapes",
        "path": f"{name}.geojson",
        "description": text,
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
    }
