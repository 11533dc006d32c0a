"""The assignment's tables, read once before the fork: each kernel finds them read.

`pandas.read_csv` gives a copy of such a table when nothing but the columns was chosen, and reads
all else as before. The files cannot change, because no kernel may write to them.
"""

import functools
import os
import sys
import warnings
from pathlib import Path
from typing import Any

LARGEST, MOST = 20_000_000, 60_000_000  # bytes of one file, and of all

_tables: dict[str, Any] = {}
_read_from: str | None = None


def read(folder: str | None) -> None:
    """Read the tables of this folder, unless they are the ones that are read already."""
    global _read_from
    pandas = sys.modules.get("pandas")
    if pandas is None or folder == _read_from:
        return
    _tables.clear()
    _read_from, left = folder, MOST
    for path in sorted(Path(folder).rglob("*.csv")) if folder else []:
        size = path.stat().st_size
        if size > min(LARGEST, left):
            continue
        left -= size
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                _tables[os.path.realpath(path)] = _original(pandas)(path)
        except Exception:
            continue  # A kernel that reads it gets pandas' own words on it.
    _replace(pandas)


def _original(pandas: Any) -> Any:
    return getattr(pandas.read_csv, "__wrapped__", pandas.read_csv)


def _replace(pandas: Any) -> None:
    original = _original(pandas)

    @functools.wraps(original)
    def read_csv(filepath_or_buffer: Any, *arguments: Any, **options: Any) -> Any:
        if not arguments and options.keys() <= {"usecols"}:
            table = _known(filepath_or_buffer, options.get("usecols"))
            if table is not None:
                return table
        return original(filepath_or_buffer, *arguments, **options)

    for module in (pandas, pandas.io.api, pandas.io.parsers, pandas.io.parsers.readers):
        module.read_csv = read_csv


def _known(path: Any, columns: Any) -> Any:
    """A copy of a table that is read, with the columns that were chosen by name, or None."""
    if not isinstance(path, str | os.PathLike):
        return None
    table = _tables.get(os.path.realpath(path))
    if table is None or columns is None:
        return table if table is None else _copy(table)
    if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
        return None
    if not columns or not set(columns) <= set(table.columns):
        return None
    return _copy(table[[name for name in table.columns if name in columns]])


def _copy(table: Any) -> Any:
    """From version 3 on, pandas copies by itself what is written to."""
    version = int(sys.modules["pandas"].__version__.split(".")[0])
    return table.copy(deep=version < 3)
