"""Outlines of neighbourhoods, as rings that run along lattice lines."""

import numpy as np


def rings(cells: np.ndarray, nodes: np.ndarray) -> list[np.ndarray]:
    """Closed rings around the true cells, outer ring first, each of shape (points, 2).

    Outer rings run counter-clockwise and holes clockwise, as GeoJSON asks (RFC 7946), where the
    lattice itself is right-handed.

    Parameters
    ----------
    cells : array of bool, shape (a, b)
    nodes : array, shape (a + 1, b + 1, 2)
        Positions of the cells' corners.
    """
    padded = np.pad(cells, 1)
    inside, below = padded[1:-1, 1:], padded[1:-1, :-1]
    left, right = padded[:-1, 1:-1], padded[1:, 1:-1]
    steps = [
        _directed(inside & ~below, (0, 0), (1, 0)),
        _directed(below & ~inside, (1, 0), (0, 0)),
        _directed(left & ~right, (0, 0), (0, 1)),
        _directed(right & ~left, (0, 1), (0, 0)),
    ]
    follow: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end in np.concatenate(steps).tolist():
        follow.setdefault(tuple(start), []).append(tuple(end))
    found = []
    while follow:
        found.append(_walk(follow))
    points = [nodes[tuple(np.array(ring).T)] for ring in found]
    return sorted(points, key=lambda ring: -signed_area(ring))


def signed_area(ring: np.ndarray) -> float:
    """Area of a closed ring, positive if it runs counter-clockwise."""
    x, y = (ring - ring[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def _directed(edges, start, end):
    """Edges as rows of (start node, end node)."""
    at = np.argwhere(edges)
    return np.stack([at + start, at + end], axis=1)


def _walk(follow):
    """Take one closed ring out of the edges. Where two rings touch, turn left to keep apart."""
    start = min(follow)
    ring, heading = [start], None
    while len(ring) == 1 or ring[-1] != start:
        here = ring[-1]
        ways = follow[here]
        way = ways[0] if len(ways) == 1 or heading is None else _leftmost(here, heading, ways)
        ways.remove(way)
        if not ways:
            del follow[here]
        heading = (way[0] - here[0], way[1] - here[1])
        ring.append(way)
    return ring


def _leftmost(here, heading, ways):
    def left_turn(way):
        step = (way[0] - here[0], way[1] - here[1])
        return heading[0] * step[1] - heading[1] * step[0]

    return max(ways, key=left_turn)
