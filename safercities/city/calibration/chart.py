"""The coverage of every interval as a picture in SVG, without a drawing library."""

from html import escape

import pandas as pd

COLOUR = {"headline": "#0072B2", "lesson": "#D55E00", "remedy": "#009E73"}
WORD = {
    "headline": "headline estimates",
    "lesson": "fails: a lesson",
    "remedy": "what mends it",
}
INK, FAINT, BAND = "#14213D", "#C9CED6", "#EEF1F5"
LEFT, RIGHT, TOP, STEP = 320, 30, 78, 24
WIDTH = 800


def svg(summary: pd.DataFrame, target: tuple[float, float], title: str) -> str:
    """Dots with intervals: the share of cities whose interval covers the truth.

    Parameters
    ----------
    summary : DataFrame
        From `coverage.summary`.
    target : (low, high)
        The band that headline estimates should lie in.
    title : str
    """
    rows = list(summary.itertuples())
    height = TOP + STEP * len(rows) + 46
    bottom = TOP + STEP * len(rows)
    first = min(0.8, 0.1 * int(summary["low"].min() * 10))

    def x(share):
        return LEFT + (WIDTH - LEFT - RIGHT) * (share - first) / (1 - first)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="14" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>',
        f'<text x="10" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    for place, (group, word) in enumerate(WORD.items()):
        parts.append(_dot(20 + 240 * place, 48, COLOUR[group]))
        parts.append(_text(32 + 240 * place, 53, word))
    parts.append(
        f'<rect x="{x(target[0]):.1f}" y="{TOP - 12}" width="{x(target[1]) - x(target[0]):.1f}" '
        f'height="{bottom - TOP + 8}" fill="{BAND}"/>'
    )
    ticks = sorted({round(first + 0.1 * k, 1) for k in range(11) if first + 0.1 * k < 0.99} | {1})
    for share in (*ticks, 0.95):
        colour = INK if share == 0.95 else FAINT
        parts.append(_line(x(share), TOP - 12, x(share), bottom - 4, colour))
        if share != 0.95:
            parts.append(_text(x(share), bottom + 16, f"{share:.0%}", "middle"))
    parts.append(_text(x((1 + first) / 2), bottom + 38, "cities whose interval covers", "middle"))
    for number, row in enumerate(rows):
        y, colour = TOP + STEP * number, COLOUR[row.group]
        parts.append(_text(LEFT - 12, y + 5, row.name, "end"))
        parts.append(_line(x(row.low), y, x(row.high), y, colour, 2))
        parts.append(_dot(x(row.covered), y, colour))
    return "\n".join([*parts, "</svg>\n"])


def _text(x, y, words, anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(x1, y1, x2, y2, colour, width=1):
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'


def _dot(x, y, colour):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'
