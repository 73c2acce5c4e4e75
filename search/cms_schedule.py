"""What may be due in search."""

import datetime as dt

from cms.schedule import Due, schedule
from search.operations import follow_dates, follow_left_marks, refresh_all

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

for due in (
    Due(name="search marks", run=follow_left_marks, order=80),
    Due(name="search dates", run=follow_dates, order=81, pause=HOUR),
    Due(name="search entries", run=refresh_all, order=95, pause=DAY),
):
    schedule.register(due)
