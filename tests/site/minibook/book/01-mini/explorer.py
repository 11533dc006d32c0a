"""A small explorer for the tests: one slider, one bar."""

import altair as alt
import pandas as pd


def build() -> alt.Chart:
    scale = alt.param(
        name="scale", value=2, bind=alt.binding_range(min=1, max=5, step=1, name="Lamps in a row ")
    )
    sentence = alt.param(
        name="sentence", expr="'With ' + scale + ' the tallest bar is ' + 3 * scale + '.'"
    )
    data = pd.DataFrame({"street": ["A", "B", "C"], "lamps": [1, 2, 3]})
    return (
        alt.Chart(data, width=260, height=160)
        .mark_bar(color="#E69F00")
        .transform_calculate(shown="datum.lamps * scale")
        .encode(x="street:N", y=alt.Y("shown:Q", scale=alt.Scale(domain=[0, 15])))
        .add_params(scale, sentence)
    )
