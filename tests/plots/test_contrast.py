"""Lines and words of figures stand out from the figure's own white background."""

import pytest
from matplotlib.colors import to_rgb

from safercities.plots import LINE_COLOURS, PALETTE

WHITE = "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it (0 to 1)."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2 (1 to 21)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_formula() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colour", LINE_COLOURS)
def test_lines(colour: str) -> None:
    """WCAG 2.1, 1.4.11: graphic objects need 3 to 1."""
    assert contrast(colour, WHITE) >= 3


def test_words() -> None:
    """WCAG 2, 1.4.3: text needs 4.5 to 1."""
    assert contrast(PALETTE["night"], WHITE) >= 4.5
