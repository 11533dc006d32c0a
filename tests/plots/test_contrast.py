"""Lines and words of figures stand out from the figure's own white background."""

import pytest

from safercities.plots import LINE_COLOURS, PALETTE
from tests.contrast import contrast

WHITE = "#ffffff"


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
