"""Survey, audits, projects and footfall, column by column."""

from ..audits import GROUPS, PARAMETERS
from ..footfall import DAY_TYPES
from ..survey import AGES, HOUSEHOLD, PERSONAL, PLACES, SAFETY
from .columns import NEEDED, NEIGHBOURHOOD, STREET, Column, Table, key, one_of, range_of, where

YES_NO = {"enum": ["yes", "no"]}
_BLANK = "Blank without an interview."

_EVENTS = {
    "street_robbery": "Robbed in the street",
    "theft_from_person": "Something stolen from the person",
    "assault": "Attacked or hit",
    "residential_burglary": "Home broken into",
    "theft_from_vehicle": "Something stolen from the household's vehicle",
    "theft_of_vehicle": "The household's vehicle stolen",
    "bicycle_theft": "A bicycle of the household stolen",
    "harassment": "Harassed, with or without sexual content",
    "psychological_violence": "Threatened or abused with words",
    "sexual_violence": "Subjected to sexual violence",
}


def _event(name):
    made = (
        "Chance from the simulated true offences for each adult or home."
        if name in PERSONAL + HOUSEHOLD
        else "Planted prevalence by sex and age."
    )
    what = _EVENTS[name]
    return (
        Column(name, "string", f"{what} in the last 12 months. {_BLANK}", made, constraints=YES_NO),
        Column(
            f"{name}_reported",
            "string",
            "Whether the latest event was reported to the police; blank if there was none.",
            "Planted reporting rate.",
            constraints=YES_NO,
        ),
    )


SURVEY = Table(
    "survey",
    "Survey of victimisation and feeling of safety",
    "Two waves, October 2023 and 2025: adults of 16 and over, the same number asked in every "
    "neighbourhood. Use the weights. Those who did not answer are kept, with blanks. The question "
    "on safety after dark was reworded in 2025, so the two waves are not one series.",
    (
        key("respondent_id", r"R\d{5,}", "person asked"),
        Column("wave", "integer", "Year of the wave.", "Set.", "year", range_of(2000)),
        NEIGHBOURHOOD,
        Column(
            "outcome",
            "string",
            "What came of asking.",
            "Women answer more often than men.",
            constraints=one_of(("interviewed", "no_contact", "refused")),
        ),
        Column(
            "interviewed_on", "date", f"Day of the interview. {_BLANK}", "Random within 45 days."
        ),
        Column(
            "sex",
            "string",
            "Sex, from the address list.",
            "Half each.",
            constraints=one_of(("woman", "man")),
        ),
        Column(
            "age_group",
            "string",
            f"Age group. {_BLANK}",
            "City-wide shares.",
            constraints={"enum": list(AGES)},
        ),
        Column(
            "disability",
            "string",
            f"Lives with a disability. {_BLANK}",
            "Rises with age.",
            constraints=YES_NO,
        ),
        Column(
            "weight",
            "number",
            "Adults that this interview stands for; 0 without one.",
            "Adults of the neighbourhood and sex, divided by interviews.",
            "people",
            range_of(0),
        ),
        Column(
            "goes_out_after_dark",
            "string",
            f"How often alone outside after dark. {_BLANK}",
            "By sex, age and feeling.",
            constraints={"enum": ["often", "rarely", "never"]},
        ),
        Column(
            "safe_after_dark",
            "string",
            "How safe the person feels walking alone in the neighbourhood after dark; never_out "
            f"if never out. {_BLANK}",
            "Logistic in sex, age, dim streets, wording and projects.",
            constraints={"enum": [*SAFETY, "never_out"]},
        ),
        Column(
            "light_enough",
            "string",
            f"Whether the street light is enough. {_BLANK}",
            "More often yes where streets are not dim.",
            constraints=YES_NO,
        ),
        *(column for name in PERSONAL + HOUSEHOLD for column in _event(name)),
        *_event("harassment"),
        Column(
            "harassment_kind",
            "string",
            "Kind of the latest harassment; blank if none.",
            "By sex.",
            constraints={"enum": ["sexual", "non_sexual"]},
        ),
        Column(
            "harassment_place",
            "string",
            "Where the latest harassment was; blank if none.",
            "Random.",
            constraints={"enum": list(PLACES)},
        ),
        *_event("psychological_violence"),
        *_event("sexual_violence"),
    ),
    "respondent_id",
    {"neighbourhood_id": "neighbourhoods"},
)

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
