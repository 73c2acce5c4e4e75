"""When mails wait: the night, the night in which the clock changes, hours of one's own."""

import datetime as dt

import pytest

from community.notifications.quiet_hours import QuietHours

NIGHT = QuietHours(21, 7)


def berlin(day, hour, minute=0):
    """Return a moment by the clock of Berlin in winter (before 28 March 2027)."""
    return dt.datetime(
        2027, 3, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=1))
    )


@pytest.mark.requirement("CO44", "P19")
@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (berlin(3, 20, 59), 0),
        (berlin(3, 21), 10),
        (berlin(3, 23, 30), 7.5),
        (berlin(4, 0), 7),
        (berlin(4, 6, 59), 1 / 60),
        (berlin(4, 7), 0),
        # The clock goes forward: the night has nine hours.
        (berlin(27, 21), 9),
        (berlin(28, 1, 30), 4.5),
        # It goes back on 31 October: eleven; the hour from two to three comes twice.
        (dt.datetime(2027, 10, 30, 19, tzinfo=dt.UTC), 11),
        (dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC), 5.5),
        (dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC), 4.5),
    ],
)
def test_night_ends_at_seven_by_the_clock(moment, hours):
    assert NIGHT.get_wait(moment) == dt.timedelta(hours=hours)


@pytest.mark.requirement("CO44")
@pytest.mark.parametrize(
    ("start", "end", "hour", "hours"),
    [(8, 16, 7, 0), (8, 16, 8, 8), (8, 16, 15, 1), (8, 16, 16, 0), (9, 9, 9, 0)],
)
def test_hours_of_ones_own_may_lie_in_the_day_or_nowhere(start, end, hour, hours):
    assert QuietHours(start, end).get_wait(berlin(3, hour)) == dt.timedelta(hours=hours)
