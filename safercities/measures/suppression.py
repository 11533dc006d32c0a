"""Small cells of a published table: suppress them, and as many others as protect them."""

import heapq

import numpy as np
import pandas as pd

from . import checks


def suppress_small_cells(counts, minimum: int = 5, *, totals: bool = True):
    """Blank out small counts so that they cannot be worked out again from the totals.

    Cells from 1 to minimum - 1 are suppressed (primary suppression); a 0 stays, since nobody
    is in it. If totals are published, a single blank in a row is the total less the rest. So
    more cells are suppressed (complementary suppression), the smallest that do, until the
    totals allow more than one value for every blank, even for a reader who knows that no blank
    is 0.

    Parameters
    ----------
    counts : DataFrame or Series of int
        A table whose rows and columns each have a total, or a list with one total.
    minimum : int
        Smallest count that may be published.
    totals : bool
        Whether totals of rows, columns and the whole are published as well.

    Returns
    -------
    DataFrame or Series
        dtype Int64, with missing values (NA) for suppressed cells.

    Raises
    ------
    ValueError
        If a total is itself from 1 to minimum - 1, or no choice of cells protects: join rows or
        columns, or publish no totals.

    Notes
    -----
    Blanks are protected against exact recovery from this table. They still may have narrow
    limits, and a second table of the same people may fill them in.

    Examples
    --------
    >>> table = pd.DataFrame({"day": [3, 40, 60], "night": [20, 35, 9]}, index=["a", "b", "c"])
    >>> suppress_small_cells(table)["day"].tolist()
    [<NA>, 40, <NA>]
    """
    least = checks.count(minimum, "minimum")
    cells = _whole(counts)
    hidden = (cells > 0) & (cells < least)
    if totals and hidden.any():
        is_list = isinstance(counts, pd.Series)
        _check_totals(cells, least, is_list)
        hidden = _hide_more(cells, hidden, is_list)
    return counts.astype("Int64").mask(hidden.reshape(counts.shape))


def _whole(counts) -> np.ndarray:
    """The counts as whole numbers, shape (rows, columns); a Series is one column."""
    if not isinstance(counts, pd.Series | pd.DataFrame):
        raise TypeError(f"counts: expected a Series or DataFrame, received {type(counts).__name__}")
    cells = checks.numbers(counts, "counts")
    if cells.size == 0 or (cells != np.floor(cells)).any():
        raise ValueError("counts: expected whole numbers, at least one")
    return cells.astype(int).reshape(len(counts), -1)


def _check_totals(cells: np.ndarray, least: int, is_list: bool) -> None:
    sums = [cells.sum()] if is_list else [*cells.sum(axis=0), *cells.sum(axis=1)]
    small = [int(total) for total in sums if 0 < total < least]
    if small:
        raise ValueError(
            f"counts: a total is {small[0]}, below minimum = {least}. Join its row or column with "
            "another, or publish no totals (totals=False)."
        )


def _hide_more(cells: np.ndarray, hidden: np.ndarray, is_list: bool) -> np.ndarray:
    """The hidden cells, and as many more as it takes until each could have another value."""
    width = cells.shape[1]
    hidden = hidden.copy()
    if is_list:
        # Rows of a list have no totals: a hidden second column lets each cell change freely.
        cells = np.column_stack([cells, np.full(len(cells), 2)])
        hidden = np.column_stack([hidden, np.ones(len(cells), dtype=bool)])
    while risky := [
        cell
        for cell in zip(*np.nonzero(hidden[:, :width]), strict=True)
        if not _is_free(cells, hidden, cell)
    ]:
        for also in _cheapest_loop(cells, hidden, risky[0]):
            hidden[also] = True
    return hidden[:, :width]


def _is_free(cells, hidden, cell) -> bool:
    """Whether the totals allow another value for a hidden cell."""
    return _loop(cells, np.where(hidden, 0.0, np.inf), cell) is not None


def _cheapest_loop(cells, hidden, cell):
    """Cells of the cheapest loop through `cell`; hidden ones cost nothing, others their count."""
    loop = _loop(cells, np.where(hidden, 0.0, np.where(cells > 0, cells, np.inf)), cell)
    if loop is None:
        raise ValueError(
            "counts: too few cells are above 0 to protect a small one. Join rows or columns, or "
            "publish no totals (totals=False)."
        )
    return loop


def _loop(cells, cost, cell):
    """Cheapest loop of cells, in turn plus 1 and minus 1, that leaves all totals as they are.

    A cell that loses 1 must keep at least 1, since nobody suppresses a 0.
    """
    row, column = cell
    n = len(cells)
    up = _path(cells, cost, n + column, row, cell)
    down = _path(cells, cost, row, n + column, cell) if cells[cell] > 1 else None
    found = [path for path in (up, down) if path]
    return min(found)[1] if found else None


def _path(cells, cost, start, goal, left_out):
    """(cost, cells) of the cheapest path; rows are nodes from 0, columns follow.

    From a row to a column a cell gains 1; from a column to a row it loses 1.
    """
    n = len(cells)
    done, queue = set(), [(0.0, start, ())]
    while queue:
        so_far, node, path = heapq.heappop(queue)
        if node in done:
            continue
        done.add(node)
        if node == goal:
            return so_far, path
        if node < n:
            steps = [(n + c, (node, c)) for c in range(cells.shape[1])]
        else:
            steps = [(r, (r, node - n)) for r in range(n) if cells[r, node - n] > 1]
        for following, cell in steps:
            if cell != left_out and following not in done and np.isfinite(cost[cell]):
                heapq.heappush(queue, (so_far + cost[cell], following, (*path, cell)))
    return None
