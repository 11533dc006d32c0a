"""The survey, column by column."""

from ..survey import AGES, HOUSEHOLD, PERSONAL, PLACES, SAFETY
from .columns import NEIGHBOURHOOD, Column, Table, key, one_of, range_of

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
