"""The examples in the docstrings show what really comes out."""

import doctest
import pkgutil
from importlib import import_module

import pytest

from safercities import measures

MODULES = [module.name for module in pkgutil.iter_modules(measures.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    assert doctest.testmod(import_module(f"safercities.measures.{name}")).failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    found = [
        test
        for name in MODULES
        for test in finder.find(import_module(f"safercities.measures.{name}"))
        if test.examples
    ]
    assert len(found) >= 8


def test_every_public_name_is_there():
    assert all(hasattr(measures, name) for name in measures.__all__)
    assert sorted(set(measures.__all__)) == sorted(measures.__all__)
