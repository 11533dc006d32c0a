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
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name}: expected numbers, received {values!r:.60}") from error
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
