"""What may be due in search."""

import datetime as dt

from cms.schedule import Due, schedule
from search.backends.loading import has_server
from search.indexing.sending import forget_tombstones, send_unsent
from search.tasks.upkeep import compare_later, repair_later

HOUR = dt.timedelta(hours=1)


def send(_now: dt.datetime) -> int:
    """Send what no wake-up call has sent."""
    return send_unsent() if has_server() else forget_tombstones()


for due in (
    Due(name="search entries", run=send, order=60),
    Due(
        name="search indices",
        run=repair_later,
        order=61,
        pause=dt.timedelta(seconds=15),
    ),
    Due(name="search comparison", run=compare_later, order=96, pause=HOUR),
):
    schedule.register(due)
