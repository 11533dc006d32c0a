"""One look for every figure of the course."""

import matplotlib as mpl

from .palette import FAINT, INK, LIGHT_MAP, LINE_COLOURS, PAPER, QUIET


def use_style() -> None:
    """Set matplotlib's defaults to the look of the course.

    Figures are drawn 6 inches wide with 13-point text, so that on a phone 360 pixels wide the
    text is still about 11 pixels high. The paper is white and opaque: the same picture then
    keeps its contrast on a light page and on a dark one.
    """
    if LIGHT_MAP.name not in mpl.colormaps:
        mpl.colormaps.register(LIGHT_MAP)
    mpl.rcParams.update(
        {
            "figure.figsize": (6.0, 4.0),
            "figure.dpi": 144,
            "savefig.dpi": 144,
            "figure.facecolor": PAPER,
            "savefig.facecolor": PAPER,
            "figure.constrained_layout.use": True,
            "font.size": 13,
            "axes.titlesize": 14,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.titlepad": 10,
            "axes.labelsize": 13,
            "axes.labelcolor": INK,
            "axes.titlecolor": INK,
            "text.color": INK,
            "axes.facecolor": PAPER,
            "axes.edgecolor": QUIET,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": mpl.cycler(color=LINE_COLOURS),
            "axes.grid": True,
            "axes.grid.axis": "y",
            "axes.axisbelow": True,
            "grid.color": FAINT,
            "grid.linewidth": 0.6,
            "xtick.color": QUIET,
            "ytick.color": QUIET,
            "xtick.labelcolor": INK,
            "ytick.labelcolor": INK,
            "lines.linewidth": 2.2,
            "lines.markersize": 7,
            "patch.linewidth": 0.8,
            "errorbar.capsize": 4,
            "legend.frameon": False,
            "legend.fontsize": 12,
            "image.cmap": LIGHT_MAP.name,
        }
    )
