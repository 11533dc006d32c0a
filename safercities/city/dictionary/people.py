"""Safety walks, projects and footfall, column by column."""

from ..audits import GROUPS, PARAMETERS
from ..footfall import DAY_TYPES
from .columns import NEEDED, NEIGHBOURHOOD, STREET, Column, Table, key, one_of, range_of, where

_MARKS = {
    "lighting": "enough light to see all around",
    "openness": "can see and move in all directions",
    "visibility": "can be seen from shops, windows, stalls",
    "people": "people around",
    "security": "police or guards in sight",
    "walk_path": "a good place to walk",
    "public_transport": "public transport near",
    "gender_mix": "women and children around",
    "feeling": "how safe it feels",
}

AUDITS = Table(
    "audits",
    "Safety walks",
    "Marks of 0 (none) to 3 (good) on nine parameters, given by three raters at each stop of a "
    "walk after dark, autumn 2025. The rubric is the course's own.",
    (
        key("audit_id", r"A\d{5,}", "set of marks"),
        Column(
            "walk_id",
            "string",
            "The walk.",
            "Numbered.",
            constraints={"required": True, "pattern": r"W\d{2,}"},
        ),
        Column(
            "stop_id",
            "string",
            "The stop; three raters mark each.",
            "Numbered.",
            constraints={"required": True, "pattern": r"Q\d{3,}"},
        ),
        Column(
            "rater_id",
            "string",
            "Who gave the marks.",
            "Teams of three, drawn by lot.",
            constraints={"required": True, "pattern": r"X\d{2,}"},
        ),
        Column(
            "rater_group", "string", "Group of the rater.", "Random.", constraints=one_of(GROUPS)
        ),
        Column(
            "rater_sex",
            "string",
            "Sex of the rater.",
            "Four in five are women.",
            constraints=one_of(("woman", "man")),
        ),
        STREET,
        Column(
            "observed_at",
            "datetime",
            "When, local time.",
            "Nine minutes a stop.",
            constraints=NEEDED,
        ),
        *where("the stop"),
        *(
            Column(
                name,
                "integer",
                f"Mark 0 to 3: {_MARKS[name]}.",
                "True mark or, sometimes, a guess; strict raters mark lower.",
                "mark",
                range_of(0, 3),
            )
            for name in PARAMETERS
        ),
    ),
    "audit_id",
    {"street_id": "streets"},
)

PROJECTS = Table(
    "projects",
    "What the city did",
    "Measures, one row a street. Sites were chosen because they were bad in 2023. Streets with the "
    "status waiting were chosen by the same rule and not yet reached.",
    (
        key("site_id", r"G\d{4,}", "site"),
        Column(
            "project",
            "string",
            "What was done.",
            "Set.",
            constraints=one_of(("relighting", "path", "campaign")),
        ),
        Column(
            "phase",
            "integer",
            "Phase of the project.",
            "Neighbourhoods take turns by lot.",
            "phase",
            range_of(1),
        ),
        Column(
            "street_id",
            "string",
            "The street; blank for the whole city.",
            "Worst streets with old lamps; worst stretch of lanes.",
            constraints={"pattern": r"S\d{4,}"},
        ),
        Column(
            "status",
            "string",
            "done or waiting.",
            "By phase.",
            constraints=one_of(("done", "waiting")),
        ),
        Column("starts_on", "date", "First day; blank while waiting.", "Set by phase."),
        Column(
            "cost",
            "number",
            "Cost, or estimate while waiting.",
            "Lamps or streets times a unit cost; the money is invented.",
            "thousand",
            range_of(0),
        ),
    ),
    "site_id",
    {"street_id": "streets"},
)

FOOTFALL = Table(
    "footfall",
    "People present",
    "Mean number of people present (ambient population) by neighbourhood, type of day and hour.",
    (
        NEIGHBOURHOOD,
        Column("day_type", "string", "Type of day.", "Set.", constraints=one_of(DAY_TYPES)),
        Column(
            "hour",
            "integer",
            "Hour that begins then, local time.",
            "0 to 23.",
            "hour",
            range_of(0, 23),
        ),
        Column(
            "people",
            "integer",
            "People present on average.",
            "Residents at home or about, plus visitors by kind of neighbourhood and hour.",
            "people",
            range_of(0),
        ),
    ),
    "",
    {"neighbourhood_id": "neighbourhoods"},
)
