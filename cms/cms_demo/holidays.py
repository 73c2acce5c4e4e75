"""School holidays for the demo: examples around today, no official dates (ED73)."""

import datetime as dt

from django.utils import timezone

from cms.enums import State
from cms.models import SchoolHoliday

NAME = "Beispielferien (keine amtlichen Daten)"
STATES = (State.RHINELAND_PALATINATE, State.SAARLAND)
WEEKS_AHEAD, DAYS = 5, 11


def load_holidays(now: dt.datetime) -> int:
    """Enter two weeks from a Monday on, once a state; return how many are new."""
    today = timezone.localdate(now)
    first = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=WEEKS_AHEAD)
    known = set(SchoolHoliday.objects.filter(name=NAME).values_list("state", flat=True))
    new = [
        SchoolHoliday(
            state=state,
            name=NAME,
            start_date=first,
            end_date=first + dt.timedelta(days=DAYS),
        )
        for state in STATES
        if state not in known
    ]
    return len(SchoolHoliday.objects.bulk_create(new))
