"""Random numbers: one independent stream for each named purpose.

A stream depends only on the city's seed and its own name. A stage or table that is added later
draws from a new name, so it never changes what an earlier one drew.
"""

from zlib import crc32

import numpy as np


def stream(seed: int, *names: str) -> np.random.Generator:
    """The random generator of one purpose, such as ``stream(2015, "lamps", "spacing")``.

    Raises
    ------
    ValueError
        If the seed is not a whole number of zero or more.
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise ValueError(f"seed: expected a whole number of 0 or more, received {seed!r}")
    key = tuple(crc32(name.encode()) for name in names)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(int(seed), spawn_key=key)))
