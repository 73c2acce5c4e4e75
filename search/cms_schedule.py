"""What may be due in search."""

import datetime as dt

from cms.schedule import Due, schedule
from search.operations.entries import follow_dates, follow_left_marks, refresh_all
from search.operations.logging import forget_searches

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

for due in (
    Due(name="search marks", run=follow_left_marks, order=80),
    Due(name="search dates", run=follow_dates, order=81, pause=HOUR),
    Due(name="search entries", run=refresh_all, order=95, pause=DAY),
    Due(name="old queries", run=forget_searches, order=94, pause=DAY),
):
    schedule.register(due)
