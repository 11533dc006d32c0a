"""Explorer: what happens to the order of offences when more or fewer victims tell the police?

`build` returns a Vega-Altair chart of recorded and estimated offences in Lantern Bay. The
recorded numbers and the reporting rates come from the tables of the city; the reader's browser
divides one by the other, as `safercities.measures.estimated_incidents` does. A test compares
the two.
"""

from pathlib import Path

import altair as alt
import pandas as pd

from safercities.measures import Estimate, estimated_incidents, survey_share

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
OFFENCES = (
    "street_robbery",
    "theft_from_person",
    "assault",
    "residential_burglary",
    "theft_from_vehicle",
    "theft_of_vehicle",
    "bicycle_theft",
    "harassment",
)
YEARS = 3  # of the records
TURNED = {"harassment": 5, "theft_from_person": 15}  # the least that each slider goes down to
MOST_SHOWN = 14_000  # the right end of the scale, offences a year

NIGHT, LANTERN, SKY, WHITE, PALE = "#14213D", "#E69F00", "#56B4E9", "#FFFFFF", "#C9CED6"
# The picture from top to bottom, in pixels.
FIRST, STEP, BAR, BELOW = 44, 36, 13, 30
HEIGHT = FIRST + STEP * len(OFFENCES) + BELOW


def figures() -> dict[str, tuple[int, Estimate]]:
    """Recorded offences, and the share of victims who told the police, by offence."""
    recorded = pd.read_csv(DATASETS / "incidents.csv", usecols=["offence"])["offence"]
    people = pd.read_csv(DATASETS / "survey.csv").query("outcome == 'interviewed'")
    found = {}
    for name in OFFENCES:
        victims = people[people[name] == "yes"]
        told = survey_share(victims[f"{name}_reported"] == "yes", victims["weight"])
        found[name] = (int(recorded.eq(name).sum()), told)
    return found


def build() -> alt.LayerChart:
    """Return the explorer: two sliders, a choice, and eight bars that change places."""
    found = figures()
    numbers = {
        name: (recorded, *estimated_incidents(recorded, told)[1:])
        for name, (recorded, told) in found.items()
    }
    rows = pd.DataFrame(numbers, index=["recorded", "low", "high"]).T / YEARS
    rows = rows.round(1).rename_axis("name").reset_index()
    rows["label"] = rows["name"].str.replace("_", " ")
    return (
        alt.layer(*_heading(), *_bars(rows))
        .add_params(*_controls(found), *_results(found))
        .properties(width="container", height=HEIGHT, background=NIGHT, padding=12)
        .configure(aria=False, font="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif")
        .configure_view(stroke=None)
        .configure_text(fontSize=12)
    )


def _controls(found: dict) -> list[alt.Parameter]:
    """What the bars show, and two reporting rates, in plain words with their unit."""
    show = alt.binding_select(
        options=["estimated", "recorded"],
        labels=["all offences, estimated", "recorded offences only"],
        name="Order by ",
    )
    return [
        alt.param(name="order", value="estimated", bind=show),
        *(_slider(name, least, found[name][1]) for name, least in TURNED.items()),
    ]


def _slider(name: str, least: int, told: Estimate) -> alt.Parameter:
    words = name.replace("_", " ").capitalize()
    label = f"{words}: of 100 victims, told the police (survey: {_interval(told)}) "
    bind = alt.binding_range(min=least, max=100, step=1, name=label)
    return alt.param(name=f"told_{name}", value=max(least, round(told.value * 100)), bind=bind)


def _interval(told: Estimate) -> str:
    return f"{told.low * 100:.0f} to {told.high * 100:.0f}"


def _results(found: dict) -> list[alt.Parameter]:
    """The estimate of each offence, the places of harassment, and a sentence that says them."""
    estimates = {
        name: f"{recorded} / {f'(told_{name} / 100)' if name in TURNED else told.value} / {YEARS}"
        for name, (recorded, told) in found.items()
    }
    others = [name for name in OFFENCES if name != "harassment"]
    above = " + ".join(f"(est_{name} > est_harassment ? 1 : 0)" for name in others)
    recorded = found["harassment"][0]
    place = 1 + sum(found[name][0] > recorded for name in others)
    a_year = f"{recorded / YEARS:,.0f}"
    return [
        *(alt.param(name=f"est_{name}", expr=expr) for name, expr in estimates.items()),
        alt.param(name="place", expr=f"1 + {above}"),
        alt.param(
            name="sentence",
            expr=f"'Harassment: {a_year} recorded a year, place {place} of '"
            f" + '{len(OFFENCES)}. If '"
            " + told_harassment + ' of 100 victims tell the police, at least '"
            " + format(est_harassment, ',.0f') + ' happen a year, place ' + place"
            f" + ' of {len(OFFENCES)}. Theft from a person: about '"
            " + format(est_theft_from_person, ',.0f') + ' a year if ' + told_theft_from_person"
            " + ' of 100 tell.'",
        ),
    ]


def _bars(rows: pd.DataFrame) -> list[alt.Chart]:
    """For each offence its name, a pale bar of the estimate, a full one of records, a line."""
    chosen = "{" + ", ".join(f"'{name}': est_{name}" for name in OFFENCES) + "}[datum.name]"
    base = (
        alt.Chart(rows)
        .transform_calculate(estimated=chosen)
        .transform_calculate(
            shown="order == 'recorded' ? datum.recorded : datum.estimated", zero="0"
        )
        .transform_window(place="row_number()", sort=[alt.SortField("shown", order="descending")])
        .transform_calculate(
            top=f"{FIRST} + {STEP} * (datum.place - 1) + 16",
            foot=f"{FIRST} + {STEP} * (datum.place - 1) + 16 + {BAR}",
            middle=f"{FIRST} + {STEP} * (datum.place - 1) + 16 + {BAR / 2}",
            words=f"{FIRST} + {STEP} * (datum.place - 1) + 6",
            text="datum.place + '. ' + datum.label + ': ' + format(datum.recorded, ',.0f')"
            " + ' of ' + format(datum.estimated, ',.0f')",
        )
    )
    scale = alt.Scale(domain=[0, MOST_SHOWN], nice=False, clamp=True)
    x = alt.X("zero:Q", axis=None, scale=scale)
    ends = {
        "y": alt.Y("top:Q", axis=None, scale=None),
        "y2": "foot",
    }
    is_turned = "datum.name == 'harassment'"
    pale = base.mark_rect(stroke=PALE, strokeWidth=1, fillOpacity=0.22, fill=PALE)
    full = base.mark_rect()
    line = base.mark_rule(color=WHITE, strokeWidth=1.5)
    colour = alt.condition(is_turned, alt.value(LANTERN), alt.value(SKY))
    text_colour = alt.condition(is_turned, alt.value(LANTERN), alt.value(WHITE))
    return [
        pale.encode(x=x, x2="estimated", **ends),
        full.encode(x=x, x2="recorded", fill=colour, **ends),
        line.encode(
            x=alt.X("low:Q", axis=None, scale=scale),
            x2="high",
            y=alt.Y("middle:Q", axis=None, scale=None),
        ),
        base.mark_text(align="left", baseline="middle").encode(
            x=alt.value(0),
            y=alt.Y("words:Q", axis=None, scale=None),
            text="text:N",
            color=text_colour,
        ),
    ]


def _heading() -> list[alt.Chart]:
    """What a full and a pale bar mean, and that the city is fictional."""
    line = alt.Chart(pd.DataFrame({"at": [0]}))
    texts = [
        (6, "'Full: recorded a year. Pale: estimated.'", WHITE),
        (24, "'Line: 95 % interval from the survey'", PALE),
        (HEIGHT - 8, "'Lantern Bay is fictional.'", PALE),
    ]
    return [
        line.mark_text(text=alt.expr(text), align="left", baseline="middle").encode(
            x=alt.value(0), y=alt.value(y), color=alt.value(colour)
        )
        for y, text, colour in texts
    ]
