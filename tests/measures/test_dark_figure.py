"""The dark figure: the worked numbers, and an interval that turns over."""

import pytest

from safercities.measures import Estimate, estimated_incidents


@pytest.mark.parametrize(("rate", "incidents"), [(0.28, 357), (0.77, 130), (1, 100)])
def test_worked_examples(rate, incidents):
    found = estimated_incidents(100, rate)
    assert round(found.value) == incidents
    assert found.low == found.value == found.high


def test_more_reporting_means_fewer_unrecorded():
    found = estimated_incidents(90, Estimate(0.30, 0.25, 0.36))
    assert tuple(found) == pytest.approx((300, 250, 360))


def test_a_rate_that_may_be_zero_has_no_upper_end():
    assert estimated_incidents(5, Estimate(0.1, 0, 0.3)).high == float("inf")


@pytest.mark.parametrize(
    ("recorded", "reporting", "message"),
    [
        (-1, 0.5, "recorded: .*received -1"),
        (10, 0, "reporting: .*positive"),
        (10, 28, "reporting: expected a share above 0 and at most 1, received 28"),
        (10, Estimate(0.5, 0.6, 0.7), "reporting: expected low <= value <= high"),
        (10, Estimate(0.5, 0.4, 1.2), "reporting.high: expected a share"),
    ],
)
def test_wrong_input_is_named(recorded, reporting, message):
    with pytest.raises(ValueError, match=message):
        estimated_incidents(recorded, reporting)
