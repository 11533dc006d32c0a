"""The command `safercities`: one thin door to the simulator, the site builder and the grader."""

import argparse
import importlib

# Each module offers add_command(subparsers), sets `run` on the parser it adds, and ends a known
# problem with SystemExit and a sentence, so that a user never meets a traceback for it.
COMMANDS = (
    "safercities.site.command",
    "safercities.grading.command",
    "safercities.grading.grade.command",
    "safercities.grading.export",
    "safercities.city.command",
)


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command's options."""
    parser = argparse.ArgumentParser(prog="safercities", description=__doc__.splitlines()[0])
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        importlib.import_module(name).add_command(subparsers)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = build_parser().parse_args(arguments)
    return options.run(options) or 0
