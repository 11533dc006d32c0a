"""Colours of the course, safe for colour-blind readers."""

from matplotlib.colors import LinearSegmentedColormap

PALETTE = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
    "night": "#14213D",
}
"""Okabe and Ito's eight colours, and the course's night blue. Orange is the lantern."""

LINE_COLOURS = [PALETTE[name] for name in ("blue", "vermillion", "green", "purple", "black")]
"""Colours for lines and points in order: these reach at least 3:1 against the page.

Orange, sky and yellow do not; they serve as fills with a dark edge.
"""

PAPER = "#FFFFFF"
INK = PALETTE["night"]
QUIET = "#5B6472"
"""For ticks and notes: 4.5:1 or more against the paper, the least for small text."""
FAINT = "#C9CED6"
"""For what stands behind: grid lines, and streets that carry no value."""

LIGHT_MAP = LinearSegmentedColormap.from_list(
    "safercities_light", ["#14213D", "#2F4B7C", "#7C6F86", "#BC8443", "#E69F00"]
)
"""From night blue to lantern orange: lightness rises all the way, so it reads in grey too."""
