"""Explorer: which bandwidth makes a hot-spot map that holds next year?

`build` returns a Vega-Altair map of Lantern Bay in square cells. The densities come from
`safercities.measures.kernel_density`, made here for every setting; the reader's browser chooses
the densest cells and counts the later records in them. A test compares the numbers with
`safercities.measures.pai` and `pei`.
"""

from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd

from safercities.measures import kernel_density

CELL_M = 250
OFFENCES = ["street_robbery", "residential_burglary", "theft_from_vehicle"]
# The corner of a cell lies 177 m from its middle: a shorter bandwidth would not see it.
BANDWIDTHS = list(range(200, 1001, 100))
YEARS = (2024, 2025)  # the map's own year, and the next
MOST_PER_CENT = 20

NIGHT, LANTERN, WHITE, PALE = "#14213D", "#E69F00", "#FFFFFF", "#C9CED6"
DENSITY = ["#1F3055", "#35548A", "#5C7FB5", "#8FB3DC"]
TOP, MAP_HEIGHT = 96, 250  # pixels

RECORDS = (
    "['recorded street robbery', 'recorded burglary', 'recorded theft from vehicles'][offence]"
)
JUDGE = "['2025, the next year', '2024, its own year'][judge]"
CAUGHT = "format(100 * caught, '.0f') + ' %'"
AREA = "format(100 * area, '.0f') + ' %'"
PAI = "format(caught / area, '.1f')"
PEI = "format(hits / best, '.2f')"


def build() -> alt.LayerChart:
    """Return the explorer: four controls, three numbers and a map."""
    table = cells()
    return (
        alt.layer(_map(table), *_numbers())
        .add_params(*_controls(), *_results(table))
        .properties(width="container", height=TOP + MAP_HEIGHT, background=NIGHT, padding=12)
        .configure(aria=False, font="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif")
        .configure_view(stroke=None)
        .configure_text(fontSize=12)
    )


def cells() -> dict[str, list]:
    """Square cells of the city with records and densities, as lists with one item a cell.

    Returns
    -------
    dict
        c, r: column and row of each cell. n: six lists of records, by offence and year.
        d: lists of density in the first year, by offence and bandwidth, 0 to 99 of the highest.
        k: lists of the cell's place by density, 0 for the densest, in the order of d.
    """
    streets, incidents = _read("streets.csv"), _read("incidents.csv")
    incidents["year"] = incidents["occurred_at"].str[:4].astype(int)
    incidents = incidents[incidents["offence"].isin(OFFENCES)]
    middle = [streets[[f"{axis}1_m", f"{axis}2_m"]].mean(axis=1) for axis in "xy"]
    places = np.concatenate([np.column_stack(middle), incidents[["x_m", "y_m"]].to_numpy()])
    corner = places.min(axis=0) // CELL_M
    found = np.unique((places // CELL_M - corner).astype(int), axis=0)
    table = pd.DataFrame(found, columns=["c", "r"])
    centres = (found + corner + 0.5) * CELL_M
    records, densities, orders = [], [], []
    for offence in OFFENCES:
        of_type = incidents[incidents["offence"] == offence]
        points = {y: of_type.loc[of_type["year"] == y, ["x_m", "y_m"]].to_numpy() for y in YEARS}
        records += [_count(points[year], corner, table) for year in YEARS]
        for bandwidth in BANDWIDTHS:
            density = kernel_density(points[YEARS[0]], centres, bandwidth)
            densities.append((99 * density / density.max()).round().astype(int))
            orders.append(np.argsort(np.argsort(-density, kind="stable"), kind="stable"))
    return {
        "c": table["c"].tolist(),
        "r": table["r"].tolist(),
        "n": [counts.tolist() for counts in records],
        "d": [density.tolist() for density in densities],
        "k": [order.tolist() for order in orders],
    }


def _read(name: str) -> pd.DataFrame:
    """Read a table of Lantern Bay from the nearest folder `datasets` above this file."""
    for folder in Path(__file__).resolve().parents:
        if (folder / "datasets" / name).exists():
            return pd.read_csv(folder / "datasets" / name)
    raise FileNotFoundError(f"datasets/{name} is missing above {__file__}")


def _count(points: np.ndarray, corner: np.ndarray, table: pd.DataFrame) -> np.ndarray:
    """Number of points in each cell of the table."""
    where = pd.DataFrame((points // CELL_M - corner).astype(int), columns=["c", "r"])
    each = pd.MultiIndex.from_frame(table[["c", "r"]])
    return where.value_counts().reindex(each, fill_value=0).to_numpy()


def _controls() -> list[alt.Parameter]:
    """Two choices and two sliders, named in plain words with their units."""
    offence = alt.binding_select(
        options=[0, 1, 2],
        labels=["street robbery", "burglary of homes", "theft from vehicles"],
        name="Offence ",
    )
    judge = alt.binding_select(
        options=[0, 1], labels=["the next year (2025)", "its own year (2024)"], name="Judged on "
    )
    bandwidth = alt.binding_range(min=200, max=1000, step=100, name="Bandwidth (m) ")
    size = alt.binding_range(min=1, max=MOST_PER_CENT, step=1, name="Hot area (% of the city) ")
    return [
        alt.param(name="offence", value=0, bind=offence),
        alt.param(name="bandwidth_m", value=300, bind=bandwidth),
        alt.param(name="hot_per_cent", value=5, bind=size),
        alt.param(name="judge", value=0, bind=judge),
    ]


def _results(table: dict[str, list]) -> list[alt.Parameter]:
    """The cells, the records caught, their share, and a sentence that says the numbers."""
    number = len(table["c"])
    best = [np.cumsum(np.sort(counts)[::-1]).tolist() for counts in table["n"]]
    return [
        alt.param(name="city", value=table),
        alt.param(name="best_by", value=best),
        alt.param(name="counted", expr="2 * offence + 1 - judge"),
        alt.param(name="setting", expr=f"offence * {len(BANDWIDTHS)} + bandwidth_m / 100 - 2"),
        alt.param(name="size", expr=f"round(hot_per_cent / 100 * {number})"),
        alt.param(name="hits", expr="data('cells')[0].hits"),
        alt.param(name="best", expr="best_by[counted][size - 1]"),
        alt.param(name="caught", expr=f"hits / best_by[counted][{number - 1}]"),
        alt.param(name="area", expr=f"size / {number}"),
        alt.param(
            name="sentence",
            expr=f"'A map of ' + {RECORDS} + ' in 2024, bandwidth ' + bandwidth_m + ' metres. '"
            f" + 'The hot area is ' + {AREA} + ' of the city. Judged on ' + {JUDGE} + ', it holds '"
            f" + {CAUGHT} + ' of the records: PAI ' + {PAI} + ', PEI ' + {PEI} + '.'",
        ),
    ]


def _map(table: dict[str, list]) -> alt.Chart:
    """The cells by density; the densest have a bright colour and a white edge."""
    across, up = max(table["c"]) + 1, max(table["r"]) + 1
    side = f"min(width / {across}, {MAP_HEIGHT / up:.3f})"
    left = f"(width - {across} * {side}) / 2"
    scale = alt.Scale(type="sqrt", domain=[0, 99], range=DENSITY, interpolate="lab")
    numbers = alt.SequenceParams(**{"start": 0, "stop": len(table["c"]), "as": "i"})
    return (
        alt.Chart(alt.SequenceGenerator(name="cells", sequence=numbers))
        .transform_calculate(density="city.d[setting][datum.i]")
        .transform_calculate(is_hot="city.k[setting][datum.i] < size")
        .transform_calculate(caught="datum.is_hot ? city.n[counted][datum.i] : 0")
        .transform_joinaggregate(hits="sum(caught)")
        .transform_calculate(
            x=f"{left} + city.c[datum.i] * {side} + 0.5",
            x2=f"{left} + (city.c[datum.i] + 1) * {side} - 0.5",
            y=f"{TOP} + ({up - 1} - city.r[datum.i]) * {side} + 0.5",
            y2=f"{TOP} + ({up} - city.r[datum.i]) * {side} - 0.5",
        )
        .mark_rect()
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            x2="x2",
            y=alt.Y("y:Q", scale=None, axis=None),
            y2="y2",
            color=alt.condition(
                "datum.is_hot",
                alt.value(LANTERN),
                alt.Color("density:Q", scale=scale, legend=None),
            ),
            stroke=alt.condition("datum.is_hot", alt.value(WHITE), alt.value(None)),
        )
    )


def _numbers() -> list[alt.Chart]:
    """Share caught, PAI and PEI at the top of the picture, and what they are compared with."""
    tiles = {"Caught": CAUGHT, "PAI": PAI, "PEI": PEI}
    words = []
    for column, (label, number) in enumerate(tiles.items()):
        middle = f"width * {2 * column + 1} / 6"
        words.append(_words(f"'{label}'", middle, 8, color=PALE))
        words.append(_words(number, middle, 30, fontSize=20, fontWeight="bold"))
    asked = f"'Hot: the densest ' + {AREA} + ' of the cells'"
    words.append(_words(asked, "width / 2", 60, color=LANTERN, fontSize=14, fontWeight="bold"))
    words.append(_words(f"'Judged on ' + {JUDGE}", "width / 2", 80, color=PALE))
    return words


def _words(text: str, x: str, y: float, color: str = WHITE, **style) -> alt.Chart:
    """One line of text; `text` and `x` are expressions, `y` is in pixels."""
    line = alt.Chart(alt.sequence(0, 1)).mark_text(text=alt.expr(text), x=alt.expr(x), y=y, **style)
    return line.encode(color=alt.value(color))
