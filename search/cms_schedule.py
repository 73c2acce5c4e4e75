"""What may be due in search."""

import datetime as dt

from cms.schedule import Due, schedule
from search.operations.logging import forget_searches

schedule.register(
    Due(
        name="old queries",
        run=forget_searches,
        order=94,
        pause=dt.timedelta(days=1),
    )
)
