"""When nobody is written to, by the clock of the site (CO44, P19)."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class QuietHours:
    """From one full hour to another, mostly over midnight; none where both are the same."""

    start: int
    end: int

    def get_wait(self, now: dt.datetime) -> dt.timedelta:
        """Return how long a mail waits that would leave now; zero outside quiet hours.

        Counted in elapsed time: a night in which the clock changes is an hour shorter or
        longer.
        """
        local = timezone.localtime(now)
        if not self._covers(local.hour):
            return dt.timedelta()
        day = local.date()
        if self.end <= local.hour:
            day += DAY
        end = dt.datetime.combine(day, dt.time(self.end), local.tzinfo)
        # Between two times of one zone Python counts by the face of the clock.
        return end.astimezone(dt.UTC) - now.astimezone(dt.UTC)

    def _covers(self, hour: int) -> bool:
        if self.start < self.end:
            return self.start <= hour < self.end
        return self.start != self.end and (hour >= self.start or hour < self.end)
