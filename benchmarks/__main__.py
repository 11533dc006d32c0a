"""Run every benchmark of this folder, print its table and keep it in `benchmarks/results/`.

A benchmark is a module with `measure() -> pandas.DataFrame`; its docstring's first line is the
table's title. Machines differ and are noisy, so what counts is a ratio inside one run.
"""

import argparse
import importlib
import pkgutil
from pathlib import Path

import benchmarks

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run the named benchmarks, or all."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
    known = sorted(name for name in names if name != "__main__")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*known, []], help="which; all by default")
    RESULTS.mkdir(exist_ok=True)
    for name in parser.parse_args().names or known:
        module = importlib.import_module(f"benchmarks.{name}")
        table = module.measure()
        table.to_csv(RESULTS / f"{name}.csv", index=False)
        print(f"\n{module.__doc__.splitlines()[0]}\n{table.to_string(index=False)}", flush=True)


if __name__ == "__main__":
    main()
