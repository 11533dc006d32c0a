"""Explorer: what a reporting campaign does to recorded and to surveyed harassment.

`build` returns a Vega-Altair chart on one index scale, before the campaign = 100. The reader's
browser computes everything; the intervals are those of `safercities.measures.wilson_interval`
and `safercities.measures.survey_difference`, and a test compares them.
"""

from statistics import NormalDist

import altair as alt

MONTHS, CAMPAIGN = 36, 20  # January 2023 to December 2025; the campaign begins in September 2024
TOP = 330  # of the index scale; no setting goes beyond 300
WAVES = (9.5, 33.5)  # the middle of October 2023 and of October 2025, in months
PREVALENCE, TOLD_BEFORE = 0.115, 7.5  # adults harassed in a year; per cent of events reported
Z = NormalDist().inv_cdf(0.975)

NIGHT, RECORDED, SURVEY, WHITE, PALE = "#14213D", "#E69F00", "#56B4E9", "#FFFFFF", "#C9CED6"
X = alt.X(
    "month:Q",
    scale=alt.Scale(domain=[0, MONTHS], nice=False),
    axis=alt.Axis(
        values=[0, 12, 24],
        labelExpr="2023 + datum.value / 12",
        labelAlign="left",
        title=None,
        grid=False,
    ),
)
INDEX = alt.Scale(domain=[0, TOP])
Y = alt.Y(
    "index:Q",
    scale=INDEX,
    axis=alt.Axis(title="Before the campaign = 100", values=[0, 100, 200, 300]),
)


def build() -> alt.LayerChart:
    """Return the explorer: three controls, three series, and a sentence that says them all."""
    return (
        alt.layer(*_campaign(), *_events(), *_recorded(), *_surveyed())
        .add_params(*_controls(), *_results())
        .properties(
            width="container",
            height=320,
            background=NIGHT,
            padding=12,
            title=alt.Title(
                alt.expr("['Recorded: ' + recorded_change, 'Survey: ' + verdict]"),
                color=WHITE,
                anchor="start",
                fontSize=19,
                offset=14,
            ),
        )
        .configure(aria=False, font="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=WHITE,
            titleColor=WHITE,
            labelFontSize=15,
            titleFontSize=15,
            titleFontWeight="normal",
            gridColor="#3A4763",
            domainColor=PALE,
            tickColor=PALE,
        )
    )


def _controls() -> list[alt.Parameter]:
    sliders = {
        "change": ("Change in harassment (%) ", -10, -50, 50, 5),
        "told_after": ("Victims who report, after the campaign (%) ", 11, 2, 15, 0.5),
        "interviews": ("Interviews in each wave (effective number) ", 1500, 500, 20_000, 500),
    }
    return [
        alt.param(
            name=name,
            value=value,
            bind=alt.binding_range(min=low, max=high, step=step, name=label),
        )
        for name, (label, value, low, high, step) in sliders.items()
    ]


def _results() -> list[alt.Parameter]:
    """Recorded cases, both waves of the survey, their difference, and the sentence."""
    percent = "(change == 0 ? 'stays the same' : change < 0 ? 'falls by ' + -change + ' %'"
    expressions = {
        "recorded": f"100 * (1 + change / 100) * told_after / {TOLD_BEFORE}",
        "p_1": f"round(interviews * {PREVALENCE}) / interviews",
        "p_2": f"round(interviews * {PREVALENCE} * (1 + change / 100)) / interviews",
        "low_1": _wilson("p_1", "-"),
        "high_1": _wilson("p_1", "+"),
        "low_2": _wilson("p_2", "-"),
        "high_2": _wilson("p_2", "+"),
        "recorded_change": "format(recorded - 100, '+.0f') + ' %'",
        # Newcombe's interval of the difference, as in `safercities.measures.survey_difference`.
        "low": "p_2 - p_1 - sqrt(pow(p_2 - low_2, 2) + pow(high_1 - p_1, 2))",
        "high": "p_2 - p_1 + sqrt(pow(high_2 - p_2, 2) + pow(p_1 - low_1, 2))",
        "verdict": "high < 0 ? 'a clear fall' : low > 0 ? 'a clear rise' : 'no clear change'",
        "sentence": f"'True harassment ' + {percent} : 'rises by ' + change + ' %')"
        f" + '. Victims who report: {TOLD_BEFORE} % before, ' + told_after + ' % after."
        " Recorded harassment: ' + recorded_change"
        f" + '. Survey of ' + format(interviews, ',') + ': ' + {_share(1)} + ', then '"
        f" + {_share(2)} + ': ' + verdict + '.'",
    }
    return [alt.param(name=name, expr=expr) for name, expr in expressions.items()]


def _wilson(share: str, side: str) -> str:
    """Expression for one end of Wilson's interval of `share` among `interviews`."""
    square = Z**2
    root = f"sqrt({share} * (1 - {share}) / interviews + {square} / (4 * interviews * interviews))"
    return (
        f"({share} + {square} / (2 * interviews) {side} {Z} * {root}) / (1 + {square} / interviews)"
    )


def _share(wave: int) -> str:
    """Expression for a share of the survey with its interval, in per cent."""
    value, low, high = (f"format(100 * {name}_{wave}, '.1f')" for name in ("p", "low", "high"))
    return f"{value} + ' % (' + {low} + ' to ' + {high} + ')'"


def _campaign() -> list[alt.Chart]:
    """An upright line where the campaign begins."""
    place = _at(CAMPAIGN)
    return [
        place.mark_rule(color=PALE, strokeDash=[2, 3]).encode(x=X),
        _label(place, "'campaign'", "height - 8", PALE, "right", -6),
    ]


def _at(month: float) -> alt.Chart:
    """One row of data at a place on the axis of months."""
    return alt.Chart(alt.sequence(month, month + 1, as_="month"))


def _label(place: alt.Chart, text: str, y: str, colour: str, align: str, dx: int) -> alt.Chart:
    """A line of text beside `place`; `text` and `y` are expressions, `y` in pixels."""
    mark = place.mark_text(text=alt.expr(text), align=align, dx=dx, fontSize=15, y=alt.expr(y))
    return mark.encode(x=X, color=alt.value(colour))


def _steps(after: str) -> alt.Chart:
    """A level of 100 before the campaign and of `after` (an expression) from then on."""
    return alt.Chart(alt.sequence(0, MONTHS + 1, as_="month")).transform_calculate(
        index=f"datum.month < {CAMPAIGN} ? 100 : {after}"
    )


def _height(index: str) -> str:
    """Expression for the place in pixels of a value on the index scale."""
    return f"height * (1 - ({index}) / {TOP})"


def _events() -> list[alt.Chart]:
    """What really happens: the line that nobody sees in a real city."""
    line = _steps("100 + change").mark_line(interpolate="step-after", color=WHITE)
    return [
        line.encode(x=X, y=Y, strokeDash=alt.value([6, 4]), strokeWidth=alt.value(1.5)),
        _label(
            _at(MONTHS),
            "'what really happens'",
            f"{_height('100 + change')} + 32",
            WHITE,
            "right",
            0,
        ),
    ]


def _recorded() -> list[alt.Chart]:
    """The line of the police records."""
    line = _steps("recorded").mark_line(interpolate="step-after", color=RECORDED, strokeWidth=3)
    return [
        line.encode(x=X, y=Y),
        _label(
            _at(MONTHS), "'police records'", f"{_height('recorded')} - 10", RECORDED, "right", 0
        ),
    ]


def _surveyed() -> list[alt.Chart]:
    """Two waves of the survey, each with its interval, on the scale of the first one."""
    waves = alt.Chart(alt.sequence(0, 2, as_="wave")).transform_calculate(
        month=f"datum.wave == 0 ? {WAVES[0]} : {WAVES[1]}",
        index="100 * (datum.wave == 0 ? p_1 : p_2) / p_1",
        low="100 * (datum.wave == 0 ? low_1 : low_2) / p_1",
        high="100 * (datum.wave == 0 ? high_1 : high_2) / p_1",
    )
    interval = waves.mark_rule(color=SURVEY, strokeWidth=3)
    point = waves.mark_point(filled=True, size=110, opacity=1, color=SURVEY)
    return [
        interval.encode(x=X, y=alt.Y("low:Q", scale=INDEX), y2="high:Q"),
        point.encode(x=X, y=Y),
        _label(
            _at(WAVES[0]), "'survey'", f"{_height('100 * high_1 / p_1')} - 10", SURVEY, "center", 0
        ),
    ]
