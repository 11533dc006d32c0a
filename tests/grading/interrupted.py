"""Grade a course again and again, each run killed at a random moment, then once to the end.

Run as a program of its own: it loads nbgrader once and forks a grader for each run.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from safercities.grading.grade import convert
from safercities.grading.grade.kits import kits
from safercities.grading.grade.place import own_temporary_folder
from safercities.grading.grade.run import all_of, run

LONGEST = 2.0  # seconds until a run is killed


def grade_in_fork(app, force: bool) -> int:
    """Start a run in a process of its own; its process id."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            how = {"jobs": 2, "force": force, "dry": False, "tell": lambda *_: None}
            with own_temporary_folder(), kits(2) as started:
                results = run(app, all_of(app, []), **how, kits=started)
            failed = [result for result in results if result.state == "failed"]
            print(*failed, sep="\n", file=sys.stderr)  # for whoever reads a test that failed
            code = int(bool(failed))
        finally:
            os._exit(code)
    return pid


def main(course: Path, slug: str, kills: int, seed: int) -> int:
    """Kill so many runs, then let one end; its exit code."""
    app = convert.load(course, slug, None)
    chance, killed = random.Random(seed), 0
    while killed < kills:
        pid = grade_in_fork(app, force=chance.random() < 0.4)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        killed += os.WIFSIGNALED(status)
    pid = grade_in_fork(app, force=False)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
