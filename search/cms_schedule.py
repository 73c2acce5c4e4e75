"""What may be due in search."""

import datetime as dt

from cms.schedule import Due, schedule
from search.backends.loading import has_server
from search.indexing.sending import forget_tombstones, send_unsent
from search.operations.alerts import tell_due_matches
from search.operations.entries import (
    follow_dates,
    follow_left_marks,
    forget_words,
    refresh_all,
)
from search.operations.logging import forget_searches
from search.operations.saving import forget_saved_searches
from search.tasks.upkeep import compare_later, repair_later

QUARTER_MINUTE = dt.timedelta(seconds=15)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def send(_now: dt.datetime) -> int:
    """Send what no wake-up call has sent."""
    return send_unsent() if has_server() else forget_tombstones()


for due in (
    Due(name="search sending", run=send, order=60),
    Due(name="search indices", run=repair_later, order=61, pause=QUARTER_MINUTE),
    Due(name="search marks", run=follow_left_marks, order=80),
    Due(name="search dates", run=follow_dates, order=81, pause=HOUR),
    Due(name="old queries", run=forget_searches, order=94, pause=DAY),
    Due(name="search entries", run=refresh_all, order=95, pause=DAY),
    Due(name="search comparison", run=compare_later, order=96, pause=HOUR),
    Due(name="search words", run=forget_words, order=97, pause=DAY),
    Due(name="saved searches", run=tell_due_matches, order=98),
    Due(name="old saved searches", run=forget_saved_searches, order=99, pause=DAY),
):
    schedule.register(due)
