"""Checks at the boundary: every public measure calls these once, then trusts its numbers."""

import numpy as np
import pandas as pd


def numbers(values, name: str, *, positive: bool = False) -> np.ndarray:
    """Return `values` as a float array that is finite and not negative.

    Parameters
    ----------
    values : scalar or array-like
    name : str
        The argument's name, for the error message.
    positive : bool
        Refuse zero as well.

    Raises
    ------
    TypeError
        If a value is not a number.
    ValueError
        If a value is missing, infinite, negative, or zero where `positive` is asked for.
    """
    array = _floats(values, name)
    wanted = "positive numbers" if positive else "numbers that are zero or more"
    wrong = ~np.isfinite(array) | (array < 0) | (positive & (array == 0))
    if wrong.any():
        first = array[wrong].flat[0]
        raise ValueError(
            f"{name}: expected finite {wanted}, received {first:g} "
            f"({int(wrong.sum())} of {array.size} values). Drop or mend these values first."
        )
    return array


def number(value, name: str, *, positive: bool = False) -> float:
    """Return one number, checked as in `numbers`."""
    array = numbers(value, name, positive=positive)
    if array.ndim:
        raise ValueError(f"{name}: expected one number, received an array of shape {array.shape}")
    return float(array)


def count(value, name: str) -> int:
    """Return one whole number that is zero or more."""
    checked = number(value, name)
    if checked != int(checked):
        raise ValueError(f"{name}: expected a whole number, received {checked:g}")
    return int(checked)


def row_of_numbers(values, name: str) -> np.ndarray:
    """Return at least one finite number, negative ones too, as an array of shape (n,)."""
    return _finite(values, name, "one row of numbers", lambda shape: len(shape) == 1)


def points(values, name: str) -> np.ndarray:
    """Return at least one point as an array of shape (n, 2): metres east and north."""
    wanted = "two columns, metres east and metres north"
    return _finite(values, name, wanted, lambda shape: len(shape) == 2 and shape[1] == 2)


def share(value, name: str) -> float:
    """Return a share above 0 and at most 1."""
    checked = number(value, name, positive=True)
    if checked > 1:
        raise ValueError(f"{name}: expected a share above 0 and at most 1, received {checked:g}")
    return checked


def generator(value) -> np.random.Generator:
    """Return the numpy Generator that all chance is drawn from."""
    if not isinstance(value, np.random.Generator):
        raise TypeError(
            "rng: expected a numpy Generator such as np.random.default_rng(2015), received "
            f"{type(value).__name__}"
        )
    return value


def level(value) -> float:
    """Return a confidence level between 0 and 1."""
    checked = number(value, "level", positive=True)
    if checked >= 1:
        raise ValueError(f"level: expected a share such as 0.95, received {checked:g}")
    return checked


def columns(table: pd.DataFrame, needed: list[str], name: str) -> None:
    """Raise if `table` is not a DataFrame with all `needed` columns."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"{name}: expected a pandas DataFrame, received {type(table).__name__}")
    missing = [column for column in needed if column not in table.columns]
    if missing:
        raise ValueError(
            f"{name}: column {', '.join(missing)} not found. "
            f"Expected {', '.join(needed)}; received {', '.join(map(str, table.columns))}."
        )


def _floats(values, name: str) -> np.ndarray:
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name}: expected numbers, received {values!r:.60}") from error


def _finite(values, name: str, wanted: str, fits) -> np.ndarray:
    array = _floats(values, name)
    if not fits(array.shape) or array.size == 0:
        raise ValueError(f"{name}: expected {wanted}, received an array of shape {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(
            f"{name}: {int((~np.isfinite(array)).sum())} of {array.size} numbers are missing or "
            "infinite. Drop or mend these rows first."
        )
    return array
