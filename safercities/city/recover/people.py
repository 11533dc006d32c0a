"""Interviews and the agreement of raters, found again."""

from itertools import combinations

import numpy as np
import pandas as pd

from ...measures import Estimate


def interviewed(survey: pd.DataFrame, wave: int) -> pd.DataFrame:
    """The interviews of one wave."""
    return survey[(survey["wave"] == wave) & (survey["outcome"] == "interviewed")]


def rater_pairs(audits: pd.DataFrame, mark: str, left_out=()) -> pd.DataFrame:
    """Marks of every two raters at the same stop: columns stop_id, first, second."""
    kept = audits[~audits["rater_id"].isin(left_out)].sort_values(["stop_id", "rater_id"])
    by_stop = kept.groupby("stop_id")[mark].apply(list)
    rows = [(stop, a, b) for stop, marks in by_stop.items() for a, b in combinations(marks, 2)]
    return pd.DataFrame(rows, columns=["stop_id", "first", "second"])


def kappa(pairs: pd.DataFrame) -> float:
    """Cohen's kappa of pairs whose order means nothing (both orders are counted)."""
    first = np.concatenate([pairs["first"], pairs["second"]])
    second = np.concatenate([pairs["second"], pairs["first"]])
    agreed = (first == second).mean()
    share = np.bincount(first) / len(first)
    by_chance = (share**2).sum()
    return float((agreed - by_chance) / (1 - by_chance))


def kappa_interval(
    audits: pd.DataFrame, mark: str, left_out=(), samples: int = 400, seed: int = 1
) -> Estimate:
    """Kappa with a 95 % bootstrap interval that draws whole stops."""
    pairs = rater_pairs(audits, mark, left_out)
    rng = np.random.default_rng(seed)
    stop, number = np.unique(pairs["stop_id"], return_inverse=True)
    rows = [np.flatnonzero(number == k) for k in range(len(stop))]
    drawn = [
        kappa(pairs.iloc[np.concatenate([rows[k] for k in rng.integers(0, len(rows), len(rows))])])
        for _ in range(samples)
    ]
    return Estimate(kappa(pairs), *(float(q) for q in np.quantile(drawn, [0.025, 0.975])))
