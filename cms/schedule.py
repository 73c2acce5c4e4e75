"""What may be due; `run_due` asks every entry (R5.6). Upper apps add `cms_schedule.py`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cms.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Due:
    """Work that asks its rows what is due, not what time it is.

    ``run`` gets now and returns how many rows it worked on. It may be killed at any
    point and called again: what it did is told by rows, never by the hour.
    ``pause`` is the shortest time between two runs, for work that need not be exact.
    """

    name: str
    run: Callable[[dt.datetime], int]
    pause: dt.timedelta = dt.timedelta()
    order: int = 100


schedule: Registry[Due] = Registry("what may be due?")
