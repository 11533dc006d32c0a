"""Run the calibration and write its table and picture; `make calibration` calls this."""

import argparse
import os
import time
from pathlib import Path

import pandas as pd

from . import run, summary
from .chart import svg

TARGET = 0.92, 0.98


def main() -> None:
    """Simulate, count, print, write calibration.csv and calibration.svg."""
    options = _options()
    start = time.perf_counter()
    found = []
    seeds = range(options.first, options.first + options.seeds)
    try:
        for estimates in run(seeds, options.scale, options.processes):
            found.append(estimates)
            if len(found) % 25 == 0:
                print(f"{len(found)} cities in {time.perf_counter() - start:.0f} s", flush=True)
    except ValueError as error:
        raise SystemExit(f"calibration: {error} Or choose a larger --scale.") from None
    table = summary(pd.concat(found, ignore_index=True))
    options.out.mkdir(parents=True, exist_ok=True)
    table.to_csv(options.out / "calibration.csv", index=False)
    title = f"95 % intervals in {options.seeds} cities of scale {options.scale:g}"
    (options.out / "calibration.svg").write_text(svg(table, TARGET, title), encoding="utf-8")
    print(table.round(3).to_string(index=False))
    print(f"{title}: {time.perf_counter() - start:.0f} s, written to {options.out}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m safercities.city.calibration", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=400, help="number of cities")
    parser.add_argument("--first", type=int, default=100_000, help="the first seed")
    parser.add_argument("--scale", type=float, default=1.0, help="size of each city")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
