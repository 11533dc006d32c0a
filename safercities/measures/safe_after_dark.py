"""SDG indicator 16.1.4: who feels safe after dark."""

import pandas as pd

SAFE = {"very_safe": True, "fairly_safe": True, "bit_unsafe": False, "very_unsafe": False}
KEPT_APART = ("never_out",)


def is_safe_after_dark(answers) -> pd.Series:
    """SDG 16.1.4: does a person feel safe when they walk alone near home after dark?

    "very_safe" and "fairly_safe" are safe; "bit_unsafe" and "very_unsafe" are not. People who
    never go out after dark ("never_out") have no answer to this question: count and report them
    beside the share, do not drop them silently.

    Parameters
    ----------
    answers : Series or list of str
        Missing where the question was not answered.

    Returns
    -------
    Series of bool that may be missing (dtype "boolean")
        Missing for "never_out" and where there is no answer.

    Raises
    ------
    ValueError
        If an answer is none of the five; the message names it.

    Examples
    --------
    >>> is_safe_after_dark(["very_safe", "bit_unsafe", "never_out", None]).tolist()
    [True, False, <NA>, <NA>]
    """
    given = answers if isinstance(answers, pd.Series) else pd.Series(answers, dtype=object)
    unknown = given[given.notna() & ~given.isin([*SAFE, *KEPT_APART])]
    if len(unknown):
        raise ValueError(
            f"answers: {unknown.iloc[0]!r} in row {unknown.index[0]} is not one of "
            f"{', '.join([*SAFE, *KEPT_APART])} ({len(unknown)} such rows)"
        )
    return given.astype(object).map(SAFE).astype("boolean")
