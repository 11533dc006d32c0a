"""Every benchmark keeps the contract of `make bench`: a title, and a table without arguments."""

import importlib
import inspect
import pkgutil

import pandas as pd
import pytest

import benchmarks
from benchmarks.__main__ import NO_BENCHMARKS

NAMES = [m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name not in NO_BENCHMARKS]


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_has_a_title_and_measures_without_arguments(name: str) -> None:
    module = importlib.import_module(f"benchmarks.{name}")
    assert module.__doc__.splitlines()[0].endswith(".")
    signature = inspect.signature(module.measure)
    signature.bind()
    assert signature.return_annotation in (pd.DataFrame, "pd.DataFrame")
