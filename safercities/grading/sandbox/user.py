"""As whom kernels run when the grader is root: as a user who owns nothing else."""

import os
import random
from pathlib import Path

# Above what systemd lists for people, services and containers (systemd.io/UIDS-GIDS).
UNUSED = range(1_879_048_192, 2_147_483_647)
NOBODY = 65_534


def kernel_user() -> int | None:
    """A user id for one kernel, or None to stay who we are.

    Only root can choose: a number that nobody has, another one for each kernel, or "nobody" in a
    container that has no such numbers.
    """
    if os.geteuid() != 0:
        return None
    return next((user for user in (random.choice(UNUSED), NOBODY) if _exists(user)), None)


def open_to_others(*folders: Path) -> bool:
    """Whether every folder on the way can be entered by anybody."""
    ways = {way for folder in folders for way in (folder, *folder.parents)}
    return all(way.stat().st_mode & 0o001 for way in ways)


def _exists(user: int) -> bool:
    """Whether the user namespace that we are in has this number."""
    for line in Path("/proc/self/uid_map").read_text().splitlines():
        first, _, count = map(int, line.split())
        if first <= user < first + count:
            return True
    return False


def tasks_of(user: int | None) -> int:
    """Threads that the user has now, on the whole machine as far as it can be seen."""
    wanted = os.geteuid() if user is None else user
    total = 0
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and process.stat().st_uid == wanted:
                total += sum(1 for _ in (process / "task").iterdir())
        except OSError:
            continue
    return total
