"""Repairs and open faults on tickets worked by hand, and Little's law on Chicago's numbers."""

import numpy as np
import pandas as pd
import pytest

from safercities.measures import littles_law, open_faults, repair_kpis


def ticket(name, kind, reported, closed, status="completed", duplicate_of=None):
    """One ticket, with days of March 2024 for its times."""

    def time(day):
        return None if day is None else f"2024-03-{day:02d}T12:00:00+09:00"

    return {
        "ticket_id": name,
        "fault_type": kind,
        "reported_at": time(reported),
        "closed_at": time(closed),
        "status": status,
        "duplicate_of": duplicate_of,
    }


@pytest.fixture
def tickets():
    return pd.DataFrame(
        [
            ticket("T1", "lamp_out", 1, 3),
            ticket("T2", "lamp_out", 1, 11),
            ticket("T3", "lamp_out", 2, 2),
            ticket("T4", "street_out", 5, 12),
            ticket("T5", "street_out", 6, None, "open"),
            ticket("T6", "lamp_out", 2, 3, "duplicate", "T1"),
        ],
        index=[50, 40, 30, 20, 10, 0],
    )


def test_kpis_worked_by_hand(tickets):
    # Days of the four closed tickets: 2, 10, 0, 7. In order 0, 2, 7, 10: median 4.5, mean 4.75;
    # nine tenths of the way from the first to the last is 7 + 0.7 * (10 - 7) = 9.1.
    assert repair_kpis(tickets).to_dict() == pytest.approx(
        {
            "reported": 5,
            "duplicates": 1,
            "open": 1,
            "closed": 4,
            "median_days": 4.5,
            "mean_days": 4.75,
            "q90_days": 9.1,
            "share_within_7": 0.75,
            "share_within_30": 1,
        }
    )


def test_each_group_has_its_own_kpis(tickets):
    table = repair_kpis(tickets, within_days=[2.5], by="fault_type")
    assert table.index.tolist() == ["lamp_out", "street_out"]
    assert table.index.name == "fault_type"
    for kind in table.index:
        alone = repair_kpis(tickets[tickets["fault_type"] == kind], within_days=[2.5])
        assert table.loc[kind].to_dict() == pytest.approx(alone.to_dict())
    assert table["share_within_2.5"].tolist() == pytest.approx([2 / 3, 0])


def test_groups_of_two_columns_and_blank_groups(tickets):
    tickets["channel"] = ["app", "app", "call", None, "call", "app"]
    table = repair_kpis(tickets, by=["fault_type", "channel"])
    assert table["reported"].sum() == 5
    assert table.index.names == ["fault_type", "channel"]


def test_only_open_tickets_leave_times_missing(tickets):
    kpis = repair_kpis(tickets[tickets["ticket_id"] == "T5"])
    assert (kpis["open"], kpis["closed"]) == (1, 0)
    assert kpis[["median_days", "mean_days", "q90_days", "share_within_7"]].isna().all()


def test_no_tickets(tickets):
    none = tickets.iloc[:0]
    assert repair_kpis(none)["reported"] == 0
    assert repair_kpis(none, by="fault_type").empty
    assert open_faults(none, "2024-03-01") == 0


def test_duplicates_are_known_by_status_or_by_name(tickets):
    by_name = tickets.drop(columns="status")
    by_status = tickets.drop(columns="duplicate_of")
    assert repair_kpis(by_name).equals(repair_kpis(tickets))
    assert repair_kpis(by_status).equals(repair_kpis(tickets))


def test_blank_text_is_read_as_missing(tickets):
    blank = tickets.fillna("")
    assert repair_kpis(blank).equals(repair_kpis(tickets))


def test_times_may_be_times_already(tickets):
    read = tickets.assign(
        reported_at=pd.to_datetime(tickets["reported_at"]),
        closed_at=pd.to_datetime(tickets["closed_at"]),
    )
    assert repair_kpis(read).equals(repair_kpis(tickets))


def test_tickets_are_left_as_they_were(tickets):
    before = tickets.copy()
    repair_kpis(tickets, by="fault_type")
    open_faults(tickets, "2024-03-05")
    pd.testing.assert_frame_equal(tickets, before)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("closed_at", "2024-02-28T12:00:00+09:00", "T1 was closed before it was reported"),
        ("closed_at", None, "T1 is completed but has no closed_at"),
        ("status", "open", "T1 is open but has a closed_at"),
        ("reported_at", None, "T1 has no reported_at"),
        ("reported_at", "yesterday", "reported_at: expected ISO 8601.*'yesterday' in row 50"),
        ("reported_at", "2024-03-01T12:00:00+08:00", "different offsets"),
    ],
)
@pytest.mark.parametrize("measure", [repair_kpis, lambda table: open_faults(table, "2024-03-05")])
def test_impossible_tickets_are_named(tickets, measure, column, value, message):
    tickets.loc[50, column] = value
    with pytest.raises(ValueError, match=message):
        measure(tickets)


def test_clocks_must_agree(tickets):
    tickets["closed_at"] = pd.to_datetime(tickets["closed_at"]).dt.tz_localize(None)
    with pytest.raises(ValueError, match="closed_at has no offset from UTC but reported_at has"):
        repair_kpis(tickets)


def test_wrong_impossible_ticket_does_not_matter_when_it_is_a_duplicate(tickets):
    tickets.loc[0, "closed_at"] = "2024-02-01T12:00:00+09:00"
    assert repair_kpis(tickets)["closed"] == 4


def test_missing_column_is_named(tickets):
    with pytest.raises(ValueError, match="tickets: column closed_at not found"):
        repair_kpis(tickets.drop(columns="closed_at"))
    with pytest.raises(ValueError, match="tickets: column kind not found"):
        repair_kpis(tickets, by="kind")


def test_open_faults_worked_by_hand(tickets):
    # Noon of the 1st opens T1 and T2; T3 opens and closes on the 2nd; T1 closes on the 3rd.
    days = [f"2024-03-{day:02d}T18:00" for day in (1, 2, 3, 5, 6, 11, 12, 31)]
    assert open_faults(tickets, days).tolist() == [2, 2, 1, 2, 3, 2, 1, 1]
    assert open_faults(tickets, "2024-02-28") == 0


def test_a_fault_is_open_from_its_report_until_just_before_its_repair(tickets):
    one = tickets[tickets["ticket_id"] == "T1"]
    assert open_faults(one, "2024-03-01T12:00:00+09:00") == 1
    assert open_faults(one, "2024-03-03T11:59:59+09:00") == 1
    assert open_faults(one, "2024-03-03T12:00:00+09:00") == 0


def test_moments_of_another_clock_are_converted(tickets):
    one = tickets[tickets["ticket_id"] == "T1"]
    assert open_faults(one, pd.Timestamp("2024-03-01T03:00:00Z")) == 1
    assert open_faults(one, pd.Timestamp("2024-03-01T02:59:00Z")) == 0


def test_open_faults_agree_with_counting_one_by_one(tickets):
    moments = pd.date_range("2024-03-01", "2024-03-14", freq="6h", tz="UTC+09:00")
    faults = tickets[tickets["status"] != "duplicate"]
    begin = pd.to_datetime(faults["reported_at"])
    end = pd.to_datetime(faults["closed_at"]).fillna(pd.Timestamp("2100-01-01", tz="UTC+09:00"))
    counted = [int(((begin <= moment) & (moment < end)).sum()) for moment in moments]
    assert open_faults(tickets, moments).tolist() == counted
    assert open_faults(tickets, moments).index.tolist() == moments.tolist()


def test_moment_must_be_known(tickets):
    with pytest.raises(ValueError, match="when: expected times, received a missing one"):
        open_faults(tickets, [pd.NaT])


@pytest.mark.parametrize(
    ("a_day", "days", "published"), [(25.7, 4.0, 103), (22.1, 9.6, 212), (21.0, 13.7, 288)]
)
def test_littles_law_on_chicago(a_day, days, published):
    assert round(littles_law(a_day, days)) == published


def test_littles_law_takes_arrays():
    assert littles_law([1, 2], [10, 4]).tolist() == [10, 8]


def test_littles_law_agrees_with_counting():
    # In a long record the average number open must come to arrivals a day times mean days.
    rng = np.random.default_rng(7)
    start, days = pd.Timestamp("2023-01-01"), rng.gamma(2, 3, 20_000)
    reported = start + pd.to_timedelta(np.sort(rng.uniform(0, 1000, days.size)), unit="D")
    tickets = pd.DataFrame(
        {
            "ticket_id": range(days.size),
            "reported_at": reported,
            "closed_at": reported + pd.to_timedelta(days, unit="D"),
        }
    )
    moments = pd.date_range(start + pd.Timedelta(days=60), periods=900, freq="D")
    counted = open_faults(tickets, moments).mean()
    assert counted == pytest.approx(littles_law(20_000 / 1000, days.mean()), rel=0.03)


def test_littles_law_refuses_negative_numbers():
    with pytest.raises(ValueError, match="mean_days"):
        littles_law(3, -1)
