"""Explorer: how far apart, how high and how strong must street lamps be?

`build` returns a Vega-Altair chart of a row of lamps beside a street 6 m wide. The reader's
browser computes everything, with the model of `safercities.measures.street_grid_illuminance`;
a test compares the two.
"""

import altair as alt

from safercities.measures import P_CLASSES

WIDTH_M, MAINTENANCE, REACH_IN_HEIGHTS = 6, 0.8, 10
ALONG, ACROSS = 10, 3  # the grid of points where the light is measured
WINDOW_M = (-5, 65)  # the length of street that is drawn; lamp 0 stands at 0


NIGHT, LANTERN, WHITE, PALE = "#14213D", "#E69F00", "#FFFFFF", "#C9CED6"
LIGHT = ["#0B1223", "#27355A", "#6D5D66", "#B07C35", LANTERN, "#FFE9B8"]

# The picture from top to bottom, in pixels.
HEIGHT, GROUND, KERB = 348, 218, 260
PX_PER_M_UP, PX_PER_M_ACROSS = 8, 10

BEAM = alt.Gradient(
    gradient="linear",
    stops=[alt.GradientStop(f"{LANTERN}80", 0), alt.GradientStop(f"{LANTERN}0D", 1)],
    x1=0,
    x2=0,
    y1=0,
    y2=1,
)
# Numbers are rounded down: 4.996 lx must not show as 5.00 lx when the class of 5 lx is missed.
MEAN = "format(floor(mean_lx * 100) / 100, '.2f')"
MINIMUM = "format(floor(min_lx * 100) / 100, '.2f')"
UNIFORMITY = "format(min_lx / mean_lx, '.2f')"

BURNS = "!((datum.lamp == 0 && lamps_out > 0) || (datum.lamp == 1 && lamps_out > 1))"
X = alt.X("x:Q", axis=None, scale=alt.Scale(domain=list(WINDOW_M), nice=False, zero=False))
Y = alt.Y("y:Q", axis=None, scale=None)


def build() -> alt.LayerChart:
    """Return the explorer: four controls, the numbers, a side view and a plan."""
    layers = [*_numbers(), *_side_view(), *_plan()]
    return (
        alt.layer(*layers)
        .add_params(*_controls(), *_results())
        .properties(width="container", height=HEIGHT, background=NIGHT, padding=12)
        .configure(aria=False, font="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif")
        .configure_view(stroke=None)
        .configure_text(fontSize=12)
        .configure_legend(
            labelColor=WHITE,
            titleColor=WHITE,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
        )
    )


def _controls() -> list[alt.Parameter]:
    """Three sliders and a choice, named in plain words with their units."""
    lamps_out = alt.binding_select(
        options=[0, 1, 2],
        labels=["all burn", "one is out", "two are out"],
        name="Lamps ",
    )
    return [
        _slider("spacing_m", "Distance between lamps (m) ", 30, 15, 60, 1),
        _slider("height_m", "Height of the lamps (m) ", 6, 4, 12, 0.5),
        _slider("flux_lm", "Light of each lamp (lumens) ", 4000, 1000, 12000, 500),
        alt.param(name="lamps_out", value=0, bind=lamps_out),
    ]


def _slider(name: str, label: str, value, low, high, step) -> alt.Parameter:
    bind = alt.binding_range(min=low, max=high, step=step, name=label)
    return alt.param(name=name, value=value, bind=bind)


def _results() -> list[alt.Parameter]:
    """Mean, minimum, uniformity, class, and a sentence that says them all."""
    return [
        alt.param(name="mean_lx", expr="data('points')[0].mean_lx"),
        alt.param(name="min_lx", expr="data('points')[0].min_lx"),
        alt.param(name="lighting_class", expr=_by_class("{name}", "below P6")),
        alt.param(
            name="sentence",
            expr="'Lamps ' + spacing_m + ' m apart, ' + height_m + ' m high, '"
            " + format(flux_lm, ',') + ' lumens each; '"
            " + ['all lamps burn', 'one lamp is out', 'two lamps are out'][lamps_out]"
            f" + '. Mean ' + {MEAN} + ' lux, minimum ' + {MINIMUM}"
            f" + ' lux, uniformity ' + {UNIFORMITY}"
            " + '. Lighting class: ' + lighting_class + '.'",
        ),
    ]


def _by_class(reached: str, below: str) -> str:
    """Expression for a text that depends on the class reached."""
    tests = (
        f"mean_lx >= {row.mean_lx:g} && min_lx >= {row.min_lx:g} ? "
        f"'{reached.format(name=row.Index, mean=row.mean_lx, minimum=row.min_lx)}' : "
        for row in P_CLASSES.itertuples()
    )
    return "".join(tests) + f"'{below}'"


def _light(name: str, places: int, lamps: range, along: str, across: str) -> alt.Chart:
    """Light `lux` that each burning lamp sends to each place `n`, one row a pair."""
    pairs = alt.SequenceParams(**{"start": 0, "stop": places * len(lamps), "as": "i"})
    return (
        alt.Chart(alt.SequenceGenerator(name=name, sequence=pairs))
        .transform_calculate(
            n=f"floor(datum.i / {len(lamps)})", lamp=f"datum.i % {len(lamps)} + {lamps.start}"
        )
        .transform_filter(BURNS)
        .transform_calculate(along=along, across=across)
        .transform_calculate(
            q="1 / (1 + (pow(datum.along - datum.lamp * spacing_m, 2) + pow(datum.across, 2))"
            " / pow(height_m, 2))"
        )
        .transform_calculate(
            lux=f"{MAINTENANCE} * flux_lm / (3 * PI * pow(height_m, 2))"
            " * pow(datum.q, 2) * (1 + 6 * pow(1 - datum.q, 2))"
        )
    )


def _measured_points() -> alt.Chart:
    """The grid between lamp 0 and lamp 1, with the mean and minimum in every row."""
    beyond = f"ceil({REACH_IN_HEIGHTS} * height_m / spacing_m)"
    return (
        _light(
            "points",
            ALONG * ACROSS,
            range(-8, 10),  # enough for lamps 12 m high and 15 m apart
            f"(floor(datum.n / {ACROSS}) + 0.5) * spacing_m / {ALONG}",
            f"(datum.n % {ACROSS} + 0.5) * {WIDTH_M / ACROSS:g}",
        )
        .transform_filter(f"datum.lamp >= -{beyond} && datum.lamp <= {beyond} + 1")
        .transform_aggregate(lux="sum(lux)", groupby=["n", "along", "across"])
        .transform_joinaggregate(mean_lx="mean(lux)", min_lx="min(lux)")
        .transform_calculate(x="datum.along", y=f"{KERB} + {PX_PER_M_ACROSS} * datum.across")
    )


def _patches() -> alt.Chart:
    """The street as patches of one square metre, each with the light at its middle."""
    start, stop = WINDOW_M
    return (
        _light(
            "patches",
            (stop - start) * WIDTH_M,
            range(-9, 14),
            f"{start} + floor(datum.n / {WIDTH_M}) + 0.5",
            f"datum.n % {WIDTH_M} + 0.5",
        )
        .transform_aggregate(lux="sum(lux)", groupby=["n", "along", "across"])
        .transform_calculate(
            # Patches overlap a little, so that no seam shows between them.
            x="datum.along - 0.5",
            x2=f"min({stop}, datum.along + 0.6)",
            y=f"{KERB} + {PX_PER_M_ACROSS} * (datum.across - 0.5)",
            y2=f"min(datum.y + {PX_PER_M_ACROSS + 1}, {KERB + PX_PER_M_ACROSS * WIDTH_M})",
        )
    )


def _plan() -> list[alt.Chart]:
    """The street from above: light, lamps, and the points where it is measured."""
    legend = alt.Legend(
        title="Light on the ground (lux)",
        orient="bottom",
        gradientLength=230,
        gradientThickness=10,
        values=[0, 1, 3, 5, 10, 20],
        labelExpr="datum.value == 20 ? '20+' : datum.label",
        offset=10,
    )
    scale = alt.Scale(type="sqrt", domain=[0, 20], range=LIGHT, clamp=True, interpolate="lab")
    light = (
        _patches()
        .mark_rect()
        .encode(x=X, x2="x2", y=Y, y2="y2", color=alt.Color("lux:Q", scale=scale, legend=legend))
    )
    points = (
        _measured_points()
        .mark_point(filled=True, size=16, color=WHITE, opacity=1, stroke=NIGHT, strokeWidth=0.8)
        .encode(x=X, y=Y)
    )
    lamps = _lamps(f"{KERB}")
    note = _words(
        f"'From above: {ALONG * ACROSS} measured points'",
        "width / 2",
        KERB + PX_PER_M_ACROSS * WIDTH_M + 16,
        color=PALE,
    )
    return [light, points, lamps, note]


def _side_view() -> list[alt.Chart]:
    """Poles, lamps and beams above the ground, with height and distance written on."""
    top = f"{GROUND} - {PX_PER_M_UP} * height_m"
    beams = (
        alt.Chart(alt.sequence(0, 15, 1, as_="i"))
        .transform_calculate(lamp="floor(datum.i / 3)", side="datum.i % 3 - 1")
        .transform_filter(BURNS)
        .transform_calculate(
            # The lantern is brightest 60 degrees from the vertical; tan(60 degrees) is 1.73.
            x="datum.lamp * spacing_m + datum.side * 1.73 * height_m",
            y=f"datum.side == 0 ? {top} : {GROUND}",
            y2=f"{GROUND}",
        )
        .mark_area(color=BEAM, clip=True)
        .encode(x=X, y=Y, y2="y2", detail="lamp:N")
    )
    ground = _line("0", "width", GROUND)
    poles = _lamp_places(top).mark_rule(color=PALE, strokeWidth=2).encode(x=X, y=Y, y2="y2")
    lamp_0, lamp_1 = _pixel("0"), _pixel("spacing_m")
    height = _words("height_m + ' m'", f"{lamp_0} + 9", alt.expr(f"{top} - 4"), align="left")
    measure = _line(lamp_0, lamp_1, GROUND + 9)
    spacing = _words("spacing_m + ' m'", _pixel("spacing_m / 2"), GROUND + 22)
    return [beams, ground, poles, _lamps(top), height, measure, spacing]


def _lamp_places(y: str) -> alt.Chart:
    """Lamps within the picture, at height `y` (an expression in pixels)."""
    return (
        alt.Chart(alt.sequence(0, 5, 1, as_="lamp"))
        .transform_calculate(x="datum.lamp * spacing_m", y=y, y2=f"{GROUND}", burns=BURNS)
        .transform_filter(f"datum.x <= {WINDOW_M[1]}")
    )


def _lamps(y: str) -> alt.Chart:
    """Lamps as dots: lit ones in lantern colour, dark ones hollow."""
    fill = alt.condition("datum.burns", alt.value(LANTERN), alt.value(NIGHT))
    dots = _lamp_places(y).mark_point(
        filled=True, size=100, opacity=1, stroke=WHITE, strokeWidth=1.5
    )
    return dots.encode(x=X, y=Y, fill=fill)


def _numbers() -> list[alt.Chart]:
    """Mean, minimum, uniformity and class at the top of the picture."""
    tiles = {
        "Mean": f"{MEAN} + ' lx'",
        "Minimum": f"{MINIMUM} + ' lx'",
        "Uniformity": UNIFORMITY,
    }
    words = []
    for column, (label, number) in enumerate(tiles.items()):
        middle = f"width * {2 * column + 1} / 6"
        words.append(_words(f"'{label}'", middle, 8, color=PALE))
        words.append(_words(number, middle, 30, fontSize=20, fontWeight="bold"))
    asks = _by_class(
        "asks for mean {mean:g} lx, minimum {minimum:g} lx",
        f"P6 asks for mean {P_CLASSES.mean_lx['P6']:g} lx, minimum {P_CLASSES.min_lx['P6']:g} lx",
    )
    title = "'Lighting class: ' + lighting_class"
    words.append(_words(title, "width / 2", 66, fontSize=16, fontWeight="bold", color=LANTERN))
    words.append(_words(asks, "width / 2", 86, color=PALE))
    return words


def _pixel(metres: str) -> str:
    """Expression for the place in pixels of a distance along the street."""
    start, stop = WINDOW_M
    return f"(({metres}) + {-start}) / {stop - start} * width"


def _line(x: str, x2: str, y: float) -> alt.Chart:
    """A thin level line; `x` and `x2` are expressions, `y` is in pixels."""
    line = alt.Chart(alt.sequence(0, 1)).mark_rule(color=PALE)
    return line.encode(x=alt.value(alt.expr(x)), x2=alt.value(alt.expr(x2)), y=alt.value(y))


def _words(text: str, x: str, y, color: str = WHITE, **style) -> alt.Chart:
    """One line of text; `text` and `x` are expressions, `y` is in pixels."""
    line = alt.Chart(alt.sequence(0, 1)).mark_text(text=alt.expr(text), x=alt.expr(x), y=y, **style)
    return line.encode(color=alt.value(color))
