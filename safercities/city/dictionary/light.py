"""Lamps, faults, light and sun, column by column."""

from .columns import NEEDED, STREET, Column, Table, key, one_of, range_of, where

LAMPS = Table(
    "lamps",
    "Street lamps",
    "The lamp inventory on the last day of the records.",
    (
        key("lamp_id", r"L\d{5,}", "lamp"),
        STREET,
        *where("the lamp"),
        Column(
            "technology",
            "string",
            "Light source: LED, high-pressure sodium or mercury vapour.",
            "One per street; hillside and old quarter have older ones.",
            constraints=one_of(("led", "sodium", "mercury")),
        ),
        Column(
            "power_w", "integer", "Electrical power.", "Flux divided by efficacy.", "W", range_of(1)
        ),
        Column(
            "flux_lm",
            "integer",
            "Luminous flux when new.",
            "By road class and technology.",
            "lm",
            range_of(1),
        ),
        Column("height_m", "number", "Mounting height.", "By road class.", "m", range_of(1)),
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
        key("ticket_id", r"T\d{5,}", "ticket"),
        Column(
            "fault_type",
            "string",
            "lamp_out: a lamp does not burn. street_out: all lamps of the street are out. damage: "
            "pole or door. day_burning: burns by day.",
            "Failures are Poisson, more for older lamps; street_out more often in June and July.",
            constraints=one_of(("lamp_out", "street_out", "damage", "day_burning")),
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
            constraints=one_of(("completed", "open", "duplicate")),
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
            constraints=one_of(("call", "app", "patrol")),
        ),
    ),
    "ticket_id",
    {"street_id": "streets", "lamp_id": "lamps", "duplicate_of": ""},
)

LUX_SURVEY = Table(
    "lux_survey",
    "Lux survey",
    "Light readings on the ground after dark, autumn 2025: a stratified sample of streets (road "
    "class; hillside and old quarter or not), 12 points each on a grid between two lamps. Streets "
    "with fewer than two lamps on a side could not be drawn; the weights do not stand for them.",
    (
        key("point_id", r"P\d{5,}", "point"),
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
            range_of(0),
        ),
        Column(
            "across_m",
            "number",
            "Distance across from the row of lamps.",
            "Grid.",
            "m",
            range_of(0),
        ),
        Column(
            "horizontal_lx",
            "number",
            "Horizontal illuminance on the ground.",
            "Row-of-lamps model with the lamps that burn, times log-normal noise, plus the sky.",
            "lx",
            range_of(0),
        ),
        Column(
            "vertical_lx",
            "number",
            "Vertical illuminance 1.5 m above the ground, facing along the street.",
            "The same model and noise.",
            "lx",
            range_of(0),
        ),
        Column(
            "lamps_out",
            "integer",
            "How many of the two lamps were not burning.",
            "From the simulated faults at that moment.",
            "lamps",
            range_of(0, 2),
        ),
        Column(
            "weight",
            "number",
            "Street segments that this surveyed street stands for.",
            "Segments with two lamps on a side in the stratum, divided by those surveyed.",
            "streets",
            range_of(1),
        ),
    ),
    "point_id",
    {"street_id": "streets"},
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
