"""The column dictionary: what every published column means and how it was made.

`datasets/datapackage.json` and the course's data dictionary are derived from it.
"""

from .columns import WHEN, Column, Table
from .light import LAMP_FAULTS, LAMPS, LUX_SURVEY, SUN_TIMES
from .people import AUDITS, FOOTFALL, PROJECTS
from .places import NEIGHBOURHOODS, STREETS
from .records import INCIDENTS, INCIDENTS_RAW
from .survey import SURVEY

TABLES = (
    NEIGHBOURHOODS,
    STREETS,
    LAMPS,
    LAMP_FAULTS,
    LUX_SURVEY,
    INCIDENTS,
    SUN_TIMES,
    INCIDENTS_RAW,
    SURVEY,
    AUDITS,
    PROJECTS,
    FOOTFALL,
)

SHAPES = {
    "neighbourhoods": "Neighbourhood polygons, WGS 84; properties neighbourhood_id, name, kind.",
    "streets": "Street lines with their bends, WGS 84; properties street_id, road_class.",
}

__all__ = ["SHAPES", "TABLES", "WHEN", "Column", "Table"]
