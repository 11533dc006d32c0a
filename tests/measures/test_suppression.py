"""A suppressed cell cannot be worked out again: proved with an exact solver of whole numbers."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from safercities.measures import suppress_small_cells


def limits(counts, shown) -> list[tuple[int, int]]:
    """Least and largest value of every blank that the totals of rows and columns allow.

    The reader is taken to know that no blank is 0.
    """
    places = np.argwhere(shown.isna())
    blanks = np.where(shown.isna(), counts, 0)
    sums = [places[:, axis] == k for axis in (0, 1) for k in range(blanks.shape[axis])]
    totals = np.concatenate([blanks.sum(axis=1), blanks.sum(axis=0)])
    rules = LinearConstraint(np.array(sums, dtype=float), totals, totals)

    def end(aim) -> int:
        found = milp(aim, constraints=rules, integrality=np.ones(len(aim)), bounds=Bounds(1))
        return round(abs(found.fun))

    return [(end(one), end(-one)) for one in np.eye(len(places))]


@pytest.mark.parametrize("seed", range(25))
def test_no_blank_can_be_worked_out_from_the_totals(seed):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rng.gamma(0.8, 14, (6, 5)))
    counts[counts.sum(axis=1) < 5, 0] += 5
    counts[0, counts.sum(axis=0) < 5] += 5
    shown = suppress_small_cells(pd.DataFrame(counts))
    assert shown.isna().to_numpy()[(counts > 0) & (counts < 5)].all()
    kept = shown.notna().to_numpy()
    assert (shown.to_numpy()[kept] == counts[kept]).all()
    assert all(low < high for low, high in limits(counts, shown))


def test_two_small_cells_of_one_do_not_protect_each_other():
    # 1 + 1 = 2: who knows that no blank is 0 knows both.
    counts = pd.DataFrame([[1, 1, 30], [1, 1, 20], [40, 50, 60]])
    shown = suppress_small_cells(counts)
    assert shown.isna().sum().sum() > 4
    assert all(low < high for low, high in limits(counts.to_numpy(), shown))


def test_the_smallest_loop_is_chosen():
    counts = pd.DataFrame([[3, 90, 20], [80, 85, 95], [10, 70, 12]], index=list("abc"))
    hidden = suppress_small_cells(counts).isna().to_numpy()
    assert hidden.tolist() == [[True, False, True], [False] * 3, [True, False, True]]


def test_without_published_totals_small_cells_are_enough():
    counts = pd.DataFrame([[3, 90], [80, 0]])
    hidden = suppress_small_cells(counts, totals=False).isna().to_numpy()
    assert hidden.tolist() == [[True, False], [False, False]]


def test_a_list_with_its_total_hides_two():
    counts = pd.Series([3, 90, 0, 20, 7], index=list("abcde"), name="n")
    shown = suppress_small_cells(counts)
    assert shown.isna().to_dict() == {"a": True, "b": False, "c": False, "d": False, "e": True}
    assert (shown.name, str(shown.dtype)) == ("n", "Int64")
    assert suppress_small_cells(pd.Series([1, 1, 9, 8])).isna().tolist() == [True] * 2 + [
        False,
        True,
    ]


def test_nothing_small_nothing_hidden():
    assert suppress_small_cells(pd.DataFrame([[5, 0], [0, 9]])).notna().all(axis=None)


def test_the_table_given_stays_as_it_is():
    counts = pd.DataFrame([[3, 90], [80, 70]])
    suppress_small_cells(counts)
    assert counts.to_numpy().tolist() == [[3, 90], [80, 70]]


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (pd.DataFrame([[3, 0], [80, 70]]), "counts: a total is 3, below minimum = 5"),
        (pd.DataFrame([[3, 90], [80, 0]]), "counts: too few cells are above 0"),
        (pd.DataFrame([[3.5, 90]]), "counts: expected whole numbers"),
        (pd.DataFrame([[-3, 90]]), "counts: .*received -3"),
    ],
)
def test_what_cannot_be_protected_is_named(counts, message):
    with pytest.raises(ValueError, match=message):
        suppress_small_cells(counts)


def test_a_plain_list_has_no_labels():
    with pytest.raises(TypeError, match="counts: expected a Series or DataFrame, received list"):
        suppress_small_cells([1, 2])
