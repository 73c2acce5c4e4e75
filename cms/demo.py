"""What `load_demo` creates, in which order; upper apps add theirs in `cms_demo.py`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cms.registry import Registry


@dataclass(frozen=True, kw_only=True)
class DemoPart:
    """A part of the demo; a second run of ``load`` changes nothing.

    ``load`` gets now, by which open and closed calls are dated, and returns the number of
    rows it made.
    """

    name: str
    load: Callable[[dt.datetime], int]
    order: int = 100


demo_parts: Registry[DemoPart] = Registry("what does the demo consist of?")
