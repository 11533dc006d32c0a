"""Contrast as WCAG 2 defines it."""

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import to_rgb, to_rgba

Colour = str | Sequence[float]


def linear(colour: Colour) -> np.ndarray:
    """Linear RGB of a colour (3 numbers, 0 to 1)."""
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(colour: Colour) -> float:
    """Relative luminance (0 to 1)."""
    return float(linear(colour) @ (0.2126, 0.7152, 0.0722))


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio (1 to 21)."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def stands_out(colour: Colour, paper: Colour) -> float:
    """Contrast of a mark that may be half transparent with the paper below it."""
    *rgb, opacity = to_rgba(colour)
    seen = opacity * np.array(rgb) + (1 - opacity) * np.array(to_rgb(paper))
    return contrast(seen, paper)
