"""The look holds for figures drawn after it is set."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

from safercities.plots import LINE_COLOURS, use_style


def test_text_is_readable_on_a_phone():
    use_style()
    width_px_per_inch = 360 / mpl.rcParams["figure.figsize"][0]
    for name in ["font.size", "axes.labelsize", "legend.fontsize"]:
        assert mpl.rcParams[name] / 72 * width_px_per_inch >= 10


def test_paper_is_opaque_and_lines_follow_the_palette():
    use_style()
    figure, ax = plt.subplots()
    lines = ax.plot(np.eye(3))
    assert [line.get_color() for line in lines] == LINE_COLOURS[:3]
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())
    assert (pixels[..., 3] == 255).all()
    assert (pixels[0, 0, :3] == 255).all()


def test_style_can_be_set_twice():
    use_style()
    once = dict(mpl.rcParams)
    use_style()
    assert dict(mpl.rcParams) == once
