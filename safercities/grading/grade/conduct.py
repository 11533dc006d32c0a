"""One run of `safercities grade`, from its options to its exit code."""

import argparse
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from safercities.grading.grade import convert, report
from safercities.grading.grade.kits import Kit
from safercities.grading.grade.result import Result
from safercities.grading.grade.run import all_of, run
from safercities.grading.sandbox import mechanism


def conduct(course: Path, options: argparse.Namespace, jobs: int, kits: list[Kit]) -> int:
    """Grade, show what became of it, and return the exit code.

    Raises
    ------
    ConfigurationError, Unprotected
        Before anything is graded.
    """
    started = time.monotonic()
    protection = mechanism()
    app = convert.load(course, options.assignment, options.timeout)
    found = all_of(app, options.student)
    console = Console(stderr=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("", last="")

        def tell(result: Result | None, total: int) -> None:
            if result is None:
                progress.update(bar, total=total)
            else:
                progress.update(bar, advance=1, last=result.student)

        how = {"jobs": jobs, "force": options.force, "dry": options.dry_run}
        results = run(app, found, **how, tell=tell, kits=kits)
    seconds = time.monotonic() - started
    if options.json:
        about = {"assignment": options.assignment, "protection": protection, "seconds": seconds}
        print(report.as_json(results, about))
    else:
        report.show(results, Console())
        console.print(f"{len(results)} submissions in {seconds:.1f} s, protection: {protection}")
    return report.exit_code(results)
