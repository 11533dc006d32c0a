"""Run every benchmark of this folder, print its table and keep it in `benchmarks/results/`.

A benchmark is a module with `measure() -> pandas.DataFrame`; its docstring's first line is the
table's title. With `add_options(parser)` it takes options of its own, as in
`python -m benchmarks grading --submissions 400`. Machines differ and are noisy, so what counts is a
ratio inside one run.
"""

import argparse
import importlib
import pkgutil
from pathlib import Path

import benchmarks

NO_BENCHMARKS = ("__main__", "grading_otter")
LONG = ("hostile",)  # measured when named, not with all
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run the named benchmarks, or all that are not long."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
    known = sorted(name for name in names if name not in NO_BENCHMARKS)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "names", nargs="*", choices=[*known, []], help=f"which; without, all but {', '.join(LONG)}"
    )
    chosen, rest = parser.parse_known_args()
    if rest and len(chosen.names) != 1:
        parser.error("options belong to one benchmark; name it first")
    RESULTS.mkdir(exist_ok=True)
    for name in chosen.names or [name for name in known if name not in LONG]:
        module = importlib.import_module(f"benchmarks.{name}")
        own = argparse.ArgumentParser(prog=f"benchmarks {name}")
        getattr(module, "add_options", lambda parser: None)(own)
        table = module.measure(**vars(own.parse_args(rest)))
        table.to_csv(RESULTS / f"{name}.csv", index=False)
        print(f"\n{module.__doc__.splitlines()[0]}\n{table.to_string(index=False)}", flush=True)


if __name__ == "__main__":
    main()
