"""How much one submission may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission's kernel and everything it starts, together.

    Attributes
    ----------
    memory_bytes : int
        Address space of each process, and memory of all of them.
    processes : int
        Processes and threads.
    file_bytes : int
        Size of each file that is written, half of what all of them may have, and the size of the
        private copy at the start.
    output_bytes : int
        What the notebook shows; the rest is left out.
    wall_seconds, cell_seconds : float
        Seconds by the clock, for the whole notebook and for one cell.
    """

    memory_bytes: int = 2 * 1024**3
    processes: int = 64
    file_bytes: int = 200_000_000
    output_bytes: int = 10_000_000
    wall_seconds: float = 600
    cell_seconds: float = 60
