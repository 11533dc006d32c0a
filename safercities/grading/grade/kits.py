"""What a worker grades with: a warm parent for its kernels, and a line to the judges.

They take as long to start as nbgrader takes to load, so the run starts them first, and hands them
to its workers when it forks these.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from safercities.grading.folder import DATA
from safercities.grading.judge.bench import Bench, start_benches
from safercities.grading.judge.crossing import bundle
from safercities.grading.sandbox import preload, warm


class Kit:
    """A warm parent and a bench, which belong to this process until a fork adopts them."""

    def __init__(self, parent: warm.WarmParent, bench: Bench) -> None:
        self.parts = (parent, bench)

    def adopt(self) -> None:
        """Use them in this process, a fork of the one that started them."""
        for part in self.parts:
            part.adopt()

    def let_go(self) -> None:
        """Leave them to the fork that has adopted them, and that they will end with."""
        for part in self.parts:
            part.let_go()

    def close(self) -> None:
        """End them."""
        for part in self.parts:
            part.close()


@contextlib.contextmanager
def kits(number: int, files: Path | None = None) -> Iterator[list[Kit]]:
    """So many kits that are starting; who takes one out of the list looks after it.

    Parameters
    ----------
    number : int
    files : Path, optional
        The assignment's folder with data, which can be read before they are asked for.

    Raises
    ------
    Unprotected
        When this machine has no protection and nobody asked to go on without.
    """
    preload.TEXTS.update(bundle.texts())
    benches = start_benches(number, files) if number else []
    data = files / DATA if files and (files / DATA).is_dir() else None
    try:
        parents, shared = warm.start_parents(number, data) if number else ([], [])
    except BaseException:
        for bench in benches:
            bench.close()
        raise
    found = [Kit(*parts) for parts in zip(parents, benches, strict=True)]
    try:
        yield found
    finally:
        for kit in found:
            kit.close()
        for sandbox in shared:
            warm.end(sandbox)
