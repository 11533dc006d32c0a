"""Stage 5, records: what the lighting department writes down about faults."""

import numpy as np
import pandas as pd

from .parameters import Parameters
from .randomness import stream
from .sky import DAY, minute_of

CHANNELS = ("call", "app", "patrol")


def write(
    faults: pd.DataFrame, lamps: pd.DataFrame, end: int, parameters: Parameters, seed: int
) -> pd.DataFrame:
    """Tickets of all faults reported before `end` (minutes since the first day).

    Until `merged_from` each call makes a ticket, and later calls about the same fault become
    duplicates. From then on tickets are merged: one open ticket a street and type, so there are
    fewer tickets for as many faults.

    Returns
    -------
    DataFrame
        In order of `reported`: fault_type, street, lamp (-1 for a street_out), reported, closed
        (-1 while open), status, duplicate_of (row number of the first ticket, -1 if none), channel.
    """
    known = faults[faults["reported"] < end].reset_index(drop=True)
    first = known.assign(first_fault=np.arange(len(known)), is_call=False)
    calls = pd.concat(
        [
            _second_calls(first, parameters, stream(seed, "tickets", "second calls")),
            _street_calls(first, lamps, parameters, stream(seed, "tickets", "street calls")),
        ]
    )
    tickets = pd.concat([first, calls[calls["reported"] < end]], ignore_index=True)
    tickets["fault"] = tickets["first_fault"]
    merged_from = minute_of(parameters.faults.merged_from, parameters.place)
    tickets = tickets[~(tickets["is_call"] & (tickets["reported"] >= merged_from))]
    tickets = _merge(tickets, merged_from)
    tickets = tickets.sort_values(["reported", "street", "is_call"], ignore_index=True)
    return _status(tickets, end, parameters, stream(seed, "tickets", "channel"))


def _second_calls(first, parameters, rng):
    """Another person reports a lamp that is still out."""
    lamp_out = (first["fault_type"] == "lamp_out").to_numpy()
    again = lamp_out & (rng.random(len(first)) < parameters.faults.second_call_share)
    wait = rng.random(len(first)) * (first["ended"] - first["reported"])
    calls = first.assign(reported=first["reported"] + np.floor(wait).astype(int), is_call=True)
    return calls[again]


def _street_calls(first, lamps, parameters, rng):
    """People report single lamps of a street that is dark as a whole."""
    out = first[first["fault_type"] == "street_out"]
    count = rng.poisson(parameters.faults.calls_per_street_outage, len(out))
    calls = out.iloc[np.repeat(np.arange(len(out)), count)]
    street = calls["street"].to_numpy()
    start = np.searchsorted(lamps["street"], street, side="left")
    number = np.searchsorted(lamps["street"], street, side="right") - start
    lamp = start + np.floor(rng.random(len(calls)) * number).astype(int)
    wait = np.floor(rng.random(len(calls)) * (calls["ended"] - calls["reported"])).astype(int)
    return calls.assign(
        fault_type="lamp_out", lamp=lamp, reported=calls["reported"] + wait, is_call=True
    )


def _merge(tickets, merged_from):
    """From `merged_from` on, drop a lamp_out ticket if the street has one of the last two weeks."""
    lamp_out = (tickets["fault_type"] == "lamp_out") & (tickets["reported"] >= merged_from)
    single, rest = tickets[lamp_out], tickets[~lamp_out]
    single = single.sort_values(["street", "reported"], kind="stable")
    before = single.groupby("street")["reported"].shift()
    return pd.concat([rest, single[~(single["reported"] - before < 14 * DAY)]])


def _status(tickets, end, parameters, rng):
    is_first = ~tickets["is_call"].to_numpy()
    position = np.full(tickets["fault"].max() + 1, -1)
    position[tickets["fault"][is_first]] = np.flatnonzero(is_first)
    duplicate_of = np.where(is_first, -1, position[tickets["fault"]])
    still_open = tickets["ended"].to_numpy() >= end
    channel = np.searchsorted(
        np.cumsum(parameters.faults.channels), rng.random(len(tickets)), side="right"
    )
    status = np.where(is_first, np.where(still_open, "open", "completed"), "duplicate")
    return pd.DataFrame(
        {
            "fault_type": tickets["fault_type"],
            "street": tickets["street"],
            "lamp": tickets["lamp"],
            "reported": tickets["reported"],
            "closed": np.where(still_open, -1, tickets["ended"]),
            "status": status,
            "duplicate_of": duplicate_of,
            "channel": np.array(CHANNELS)[np.minimum(channel, 2)],
        }
    )
