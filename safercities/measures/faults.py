"""Faults and repairs: how fast, how many open, and Little's law."""

import pandas as pd

from .checks import columns, numbers
from .moments import moments, same_clock


def repair_kpis(tickets: pd.DataFrame, within_days=(7, 30), by=None):
    """Repair times of fault tickets.

    Duplicates are dropped first. The times are those of closed tickets only; tickets that are
    still open are counted apart. Slow repairs are more often still open, so the times of closed
    tickets look better than the truth when many tickets are open.

    Parameters
    ----------
    tickets : DataFrame
        One row a ticket: ticket_id, reported_at, closed_at (blank while open), and where known
        status (completed, open, duplicate) and duplicate_of (a ticket_id, or blank).
    within_days : sequence of number
        Limits in days for the shares.
    by : str or list of str, optional
        Column(s) to group by, such as "fault_type".

    Returns
    -------
    Series, or DataFrame with one row a group where `by` is given
        reported (tickets without duplicates), duplicates, open, closed, median_days, mean_days,
        q90_days (nine of ten repairs took at most so long), share_within_7, ... (share of
        closed tickets, 0 to 1). Times and shares are nan where no ticket is closed.

    Raises
    ------
    ValueError
        If a column is not found, a time cannot be read, or a ticket closed before it was
        reported, has no report time, or has a status that its closing time contradicts. The
        message names the ticket.
    """
    limits = numbers(within_days, "within_days").ravel()
    groups = [] if by is None else [by] if isinstance(by, str) else list(by)
    columns(tickets, groups, "tickets")
    repairs = _repair_days(tickets)
    whole = _summary(repairs, limits)
    if not groups:
        return pd.Series(whole, name="repair_kpis")
    parts = repairs.groupby([tickets[column] for column in groups], dropna=False)
    rows = [_summary(part, limits) for _, part in parts]
    return pd.DataFrame(rows, index=parts.size().index, columns=list(whole))


def open_faults(tickets: pd.DataFrame, when):
    """Number of faults open at given moments.

    A fault is open from reported_at until closed_at; duplicates are dropped.

    Parameters
    ----------
    tickets : DataFrame
        As in `repair_kpis`.
    when : time, or list or Series of times
        A time without an offset from UTC is read on the tickets' own clock.

    Returns
    -------
    int, or Series of int indexed by moment
    """
    one = isinstance(when, str) or not hasattr(when, "__len__")
    asked = moments(pd.Series([when] if one else list(when), dtype=object), "when")
    if asked.isna().any():
        raise ValueError("when: expected times, received a missing one")
    faults = _without_duplicates(_checked(tickets))
    if asked.dt.tz is None and faults["reported_at"].dt.tz is not None:
        asked = asked.dt.tz_localize(faults["reported_at"].dt.tz)
    same_clock(asked, faults["reported_at"])
    begun = _number_up_to(faults["reported_at"], asked)
    ended = _number_up_to(faults["closed_at"].dropna(), asked)
    still_open = pd.Series(begun - ended, index=pd.Index(asked, name="when"), name="open_faults")
    return int(still_open.iloc[0]) if one else still_open


def littles_law(arrivals_per_day, mean_days):
    """Average number of open faults, by Little's law: L = arrival rate * mean time open.

    It holds in the long run, for any spread of repair times, if faults neither pile up nor
    clear.

    Parameters
    ----------
    arrivals_per_day : scalar or array
        New faults a day, without duplicates.
    mean_days : scalar or array
        Mean (not median) days from report to repair.

    Returns
    -------
    float or array

    Examples
    --------
    >>> round(littles_law(25.7, 4.0))
    103
    """
    average = numbers(arrivals_per_day, "arrivals_per_day") * numbers(mean_days, "mean_days")
    return average if average.ndim else float(average)


def _checked(tickets: pd.DataFrame) -> pd.DataFrame:
    """Return ticket_id, reported_at, closed_at, duplicate with times read and checked."""
    columns(tickets, ["ticket_id", "reported_at", "closed_at"], "tickets")
    table = pd.DataFrame(
        {
            "ticket_id": tickets["ticket_id"],
            "reported_at": moments(tickets["reported_at"], "reported_at"),
            "closed_at": moments(tickets["closed_at"], "closed_at"),
            "status": tickets.get("status", ""),
        },
        index=tickets.index,
    )
    same_clock(table["reported_at"], table["closed_at"])
    table["duplicate"] = table["status"] == "duplicate"
    if "duplicate_of" in tickets:
        named = tickets["duplicate_of"]
        table["duplicate"] |= named.notna() & (named != "")
    closed = table["closed_at"].notna()
    faults = ~table["duplicate"]
    problems = {
        "has no reported_at": table["reported_at"].isna(),
        "is completed but has no closed_at": (table["status"] == "completed") & ~closed,
        "is open but has a closed_at": (table["status"] == "open") & closed,
        "was closed before it was reported": closed & (_days_open(table) < 0),
    }
    for what, wrong in problems.items():
        tickets_wrong = table.loc[wrong & faults, "ticket_id"]
        if len(tickets_wrong):
            raise ValueError(
                f"tickets: ticket {tickets_wrong.iloc[0]} {what} ({len(tickets_wrong)} such "
                "tickets). Correct the record or leave it out, and say so in the report."
            )
    return table


def _without_duplicates(table: pd.DataFrame) -> pd.DataFrame:
    """Tickets that each stand for a fault of their own."""
    return table[~table["duplicate"]]


def _days_open(table: pd.DataFrame) -> pd.Series:
    """Days from report to repair, missing where either time is missing."""
    if table["reported_at"].isna().all() or table["closed_at"].isna().all():
        return pd.Series(float("nan"), index=table.index)
    return (table["closed_at"] - table["reported_at"]) / pd.Timedelta(days=1)


def _repair_days(tickets: pd.DataFrame) -> pd.DataFrame:
    """Columns days (missing while open) and duplicate, one row a ticket."""
    table = _checked(tickets)
    return pd.DataFrame({"days": _days_open(table), "duplicate": table["duplicate"]})


def _summary(repairs: pd.DataFrame, limits) -> dict:
    """The indicators of `repair_kpis` for one group."""
    days = repairs.loc[~repairs["duplicate"], "days"]
    closed = days.dropna()
    shares = {
        f"share_within_{limit:g}": (closed <= limit).mean() if len(closed) else float("nan")
        for limit in limits
    }
    return {
        "reported": len(days),
        "duplicates": int(repairs["duplicate"].sum()),
        "open": int(days.isna().sum()),
        "closed": len(closed),
        "median_days": closed.median(),
        "mean_days": closed.mean(),
        "q90_days": closed.quantile(0.9),
        **shares,
    }


def _number_up_to(times: pd.Series, moments_asked: pd.Series):
    """How many of `times` lie at or before each moment asked."""
    ordered = times.sort_values()
    return ordered.searchsorted(moments_asked, side="right")
