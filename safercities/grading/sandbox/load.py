"""How busy the machine is, as one program's processes feel it."""

from pathlib import Path

import psutil

# A program that got less than half of its time, and waited for a processor for more than half of
# it, was slowed by others. One that keeps the machine busy itself gets its time.
HALF = 0.5


def processor_time(process: int) -> tuple[float, float]:
    """Processor seconds that a process and all below it got, and seconds that they waited for one.

    Source: `/proc/PID/task/TID/schedstat`, see `Documentation/scheduler/sched-stats.rst` of Linux.
    Zeros where the kernel does not keep them.
    """
    try:
        top = psutil.Process(process)
        pids = [process, *(child.pid for child in top.children(recursive=True))]
    except psutil.Error:
        return 0.0, 0.0
    got = waited = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                run, delay, _ = map(int, task.read_text().split())
            except (OSError, ValueError):
                continue
            got, waited = got + run, waited + delay
    return got / 1e9, waited / 1e9


def starved(before: tuple[float, float], after: tuple[float, float], seconds: float) -> bool:
    """Whether other work on the machine took the `seconds` that these processes may have."""
    got, waited = after[0] - before[0], after[1] - before[1]
    return got < HALF * seconds < waited
