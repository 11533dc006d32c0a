"""Stage 1, the ground: coast, neighbourhoods and streets.

A lattice of street lines is bent to the shape of the bay (`lattice`), its blocks are shared out
among neighbourhoods (`districts`), and lattice lines become streets with junctions (`network`).
Because borders run along lattice lines, neighbourhoods tile the land and streets meet exactly.
"""

from .build import Ground, build

__all__ = ["Ground", "build"]
