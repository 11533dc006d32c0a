"""Take everything away from this process that a trainee's notebook does not need."""

import os
import resource

import landlock
import seccomp
from process import give_up_rights

DEVICES = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"]
# No /proc and no /sys: they show other processes. These few files are facts of the machine.
FACTS = ["/proc/cpuinfo", "/proc/meminfo", "/proc/version", "/proc/filesystems"]
OPEN_FILES = 256


def confine(order: dict, settings: dict) -> None:
    """Limit, lock and filter this process for good.

    Parameters
    ----------
    order : dict
        `folder`, `data`, `limits`, `user`, and `tasks`, the number that the user has outside.
    settings : dict
        `protect`, `needs_landlock`, `readable` and `closed`, from the grader.

    Raises
    ------
    OSError
        When any of it cannot be had; then nothing of the trainee may run.
    """
    _limit(order["limits"], order["tasks"])
    if not settings["protect"]:
        return
    give_up_rights(order["user"], keep_reading=settings["closed"])
    offered = landlock.version()
    if offered:
        readable = [*settings["readable"], *FACTS, *filter(None, [order["data"]])]
        writable = [f"{order['folder']}/{name}" for name in ("work", "home", "tmp", "run")]
        landlock.restrict(readable, writable, DEVICES)
    elif settings["needs_landlock"]:
        raise OSError("this kernel has no Landlock")
    seccomp.install(
        os.getpid(), offered >= landlock.SIGNALS_SINCE, offered >= landlock.TRUNCATE_SINCE
    )


def _limit(limits: dict, tasks: int) -> None:
    bounds = {
        resource.RLIMIT_AS: limits["memory_bytes"],
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        # The kernel counts all tasks of the user, so those outside are added.
        resource.RLIMIT_NPROC: limits["processes"] + tasks,
        # Bounds what could be left if the warm parent itself were killed.
        resource.RLIMIT_CPU: int(limits["wall_seconds"]) + 1,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for name, wanted in bounds.items():
        _, most = resource.getrlimit(name)
        if most != resource.RLIM_INFINITY:
            wanted = min(wanted, most)
        resource.setrlimit(name, (wanted, wanted))
