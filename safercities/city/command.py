"""The command ``safercities city``."""

import argparse
import time
from dataclasses import replace
from pathlib import Path

from .parameters import PUBLISHED_SEED, Parameters


def add_command(subparsers) -> None:
    """Register the command on the parser of `safercities`."""
    parser = subparsers.add_parser("city", help="simulate a city and write its tables")
    add_arguments(parser)
    parser.set_defaults(run=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--seed",
        type=int,
        default=PUBLISHED_SEED,
        help=f"another seed is another city; {PUBLISHED_SEED} is Lantern Bay as published",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write the tables to")
    parser.add_argument("--years", type=int, default=3, help="years of records, from 2023 on")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the city, 1 is full size")


def run(options: argparse.Namespace) -> int:
    """Simulate and write; end with a sentence if the options make no city."""
    # Here, because every command reads this file and only this one needs pandas.
    from .scale import scaled
    from .simulate import simulate
    from .write import name_of, write

    start = time.perf_counter()
    try:
        parameters = Parameters()
        parameters = replace(parameters, place=replace(parameters.place, years=options.years))
        city = simulate(scaled(parameters, options.scale), options.seed)
        paths = write(city, options.out)
    except (ValueError, OSError) as error:
        raise SystemExit(f"safercities city: {error}") from None
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(
        f"{name_of(city)}, seed {options.seed}: {len(city.ground.streets):,} streets, "
        f"{len(city.incidents):,} recorded incidents, {len(paths)} files, {size:.1f} MB "
        f"in {options.out} ({time.perf_counter() - start:.1f} s)"
    )
    return 0
