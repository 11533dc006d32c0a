"""Explorer: how well does a donut mask hide a home, and how wrong does it make the map?

`build` returns a Vega-Altair chart of one home and of the places where the mask may put it. The
reader's browser computes everything, by the same rule as `safercities.measures.donut_mask`:
every place of the ring has the same chance. A test compares the two.
"""

import altair as alt

BLOCK_M = 100  # grid of streets in the picture, and the distance that counts as "elsewhere"
PLACES = 240  # possible places that are drawn
REACH_M = 420  # half the side of the piece of city that is drawn

NIGHT, LANTERN, SKY, WHITE, PALE = "#14213D", "#E69F00", "#56B4E9", "#FFFFFF", "#C9CED6"
STREET = "#66759A"
TOP, SIDE, HEIGHT = 118, 264, 390  # pixels
SCALE = SIDE / (2 * REACH_M)  # pixels a metre
MIDDLE = TOP + SIDE / 2

OUTER = "(inner_m + width_m)"
# Mean distance in the ring: integral of r over the area, 2/3 (b^3 - a^3) / (b^2 - a^2).
MEAN = f"(2 / 3 * (pow({OUTER}, 3) - pow(inner_m, 3)) / (pow({OUTER}, 2) - pow(inner_m, 2)))"
ELSEWHERE = (
    f"clamp((pow({OUTER}, 2) - pow(max(inner_m, {BLOCK_M}), 2))"
    f" / (pow({OUTER}, 2) - pow(inner_m, 2)), 0, 1)"
)
# Homes at least as near to the masked point as the true one: those in a circle with the
# distance moved as its radius, on average over the ring, and at the inner radius at least.
HOMES_MEAN = f"(homes_per_km2 * PI * (pow(inner_m, 2) + pow({OUTER}, 2)) / 2 / 1e6)"
HOMES_LEAST = "(homes_per_km2 * PI * pow(inner_m, 2) / 1e6)"


def build() -> alt.LayerChart:
    """Return the explorer: three controls, the numbers, and a map of possible places."""
    return (
        alt.layer(*_streets(), _ring("inner_m"), _ring(OUTER), _places(), _home(), *_numbers())
        .add_params(*_controls(), *_results())
        .properties(width="container", height=HEIGHT, background=NIGHT, padding=12)
        .configure(aria=False, font="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif")
        .configure_view(stroke=None)
        .configure_text(fontSize=12)
    )


def _controls() -> list[alt.Parameter]:
    """Two sliders and a choice, named in plain words with their units."""
    density = alt.binding_select(
        options=[500, 2500, 7500],
        labels=["few (500 in a km²)", "many (2,500 in a km²)", "very many (7,500 in a km²)"],
        name="Homes around ",
    )
    return [
        _slider("inner_m", "Inner radius: moves at least (m) ", 50, 0, 150),
        _slider("width_m", "Width of the ring (m) ", 100, 20, 250),
        alt.param(name="homes_per_km2", value=2500, bind=density),
    ]


def _slider(name: str, label: str, value: int, low: int, high: int) -> alt.Parameter:
    bind = alt.binding_range(min=low, max=high, step=10, name=label)
    return alt.param(name=name, value=value, bind=bind)


def _results() -> list[alt.Parameter]:
    """The four numbers, and a sentence that says them all."""
    return [
        alt.param(name="mean_m", expr=MEAN),
        alt.param(name="elsewhere", expr=ELSEWHERE),
        alt.param(name="homes_mean", expr=HOMES_MEAN),
        alt.param(name="homes_least", expr=HOMES_LEAST),
        alt.param(
            name="sentence",
            expr=f"'Each point moves by ' + inner_m + ' to ' + {OUTER} + ' m, on average ' +"
            " format(mean_m, '.0f') + ' m. It hides among about ' + format(homes_mean, ',.0f')"
            " + ' homes on average, and among about ' + format(homes_least, ',.0f') + ' at the"
            f" inner edge. ' + format(elsewhere, '.0%') + ' of the points move by more than"
            f" {BLOCK_M} m.'",
        ),
    ]


def _numbers() -> list[alt.Chart]:
    """What the mask buys and what it costs, at the top of the picture."""
    tiles = {
        "Hides among": "format(homes_mean, ',.0f') + ' homes'",
        "Wrong by": "format(mean_m, '.0f') + ' m'",
        "Over 100 m": "format(elsewhere, '.0%')",
    }
    words = []
    for column, (label, number) in enumerate(tiles.items()):
        middle = f"width * {2 * column + 1} / 6"
        words.append(_words(f"'{label}'", middle, 8, color=PALE, fontSize=11))
        words.append(_words(number, middle, 30, fontSize=15, fontWeight="bold"))
    least = "'At the inner edge: ' + format(homes_least, ',.0f') + ' homes'"
    few = "homes_least < 5 ? ' - too few' : ''"
    words.append(_words(f"{least} + ({few})", "width / 2", 62, color=LANTERN, fontSize=13))
    words.append(_words("'Lines: a street every 100 m'", "width / 2", 84, color=PALE))
    return words


def _streets() -> list[alt.Chart]:
    """A grid of streets, and nothing else: no place that anybody could know."""
    lines = alt.Chart(alt.sequence(-4, 5, 1, as_="n"))
    low, high = MIDDLE - SIDE / 2, MIDDLE + SIDE / 2
    at = f"datum.n * {BLOCK_M} * {SCALE}"
    level = lines.transform_calculate(
        x=f"width / 2 - {SIDE / 2}", x2=f"width / 2 + {SIDE / 2}", y=f"{MIDDLE} + {at}"
    ).mark_rule(color=STREET)
    upright = lines.transform_calculate(x=f"width / 2 + {at}", y=f"{low}", y2=f"{high}").mark_rule(
        color=STREET
    )
    x, y = _pixels("x"), _pixels("y")
    return [level.encode(x=x, x2="x2", y=y), upright.encode(x=x, y=y, y2="y2")]


def _places() -> alt.Chart:
    """Possible places, evenly over the ring's area: equal steps of r squared, the golden angle."""
    u = f"(datum.i + 0.5) / {PLACES}"
    radius = f"sqrt(pow(inner_m, 2) + {u} * (pow({OUTER}, 2) - pow(inner_m, 2))) * {SCALE}"
    angle = "datum.i * 2.399963"
    return (
        alt.Chart(alt.SequenceGenerator(name="places", sequence=_from_zero(PLACES)))
        .transform_calculate(
            x=f"width / 2 + {radius} * cos({angle})", y=f"{MIDDLE} + {radius} * sin({angle})"
        )
        .mark_point(filled=True, size=12, opacity=0.9, color=SKY)
        .encode(x=_pixels("x"), y=_pixels("y"))
    )


def _ring(radius: str) -> alt.Chart:
    """A circle around the home; `radius` is an expression in metres."""
    return _dot(
        alt.expr(f"pow(2 * {radius} * {SCALE}, 2)"), filled=False, color=WHITE, strokeDash=[4, 3]
    )


def _home() -> alt.Chart:
    return _dot(110, filled=True, shape="diamond", color=LANTERN)


def _dot(size, **style) -> alt.Chart:
    """A mark at the true home."""
    mark = alt.Chart(alt.sequence(0, 1)).mark_point(opacity=1, **style)
    middle = alt.value(alt.expr("width / 2"))
    return mark.encode(x=middle, y=alt.value(MIDDLE), size=alt.value(size))


def _from_zero(stop: int) -> alt.SequenceParams:
    return alt.SequenceParams(**{"start": 0, "stop": stop, "as": "i"})


def _pixels(name: str) -> alt.X | alt.Y:
    """A channel whose values are pixels."""
    channel = alt.X if name == "x" else alt.Y
    return channel(f"{name}:Q", axis=None, scale=None)


def _words(text: str, x: str, y: float, color: str = WHITE, **style) -> alt.Chart:
    """One line of text; `text` and `x` are expressions, `y` is in pixels."""
    line = alt.Chart(alt.sequence(0, 1)).mark_text(text=alt.expr(text), x=alt.expr(x), y=y, **style)
    return line.encode(color=alt.value(color))
