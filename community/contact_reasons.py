"""Why two people may write to each other, and what stops them; upper apps answer (CO33, P5).

An app fills both registries in its module `community_contact_reasons.py`. They are asked
again at every message, at every reading and in the lists, so that what has ended counts from
the next request on.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cms.registry import Label, Registry


@dataclass(frozen=True, kw_only=True)
class ContactReason:
    """One reason for two people to be in touch, such as an approved match.

    ``list_partners`` gets a member and now and returns with whom the reason holds at that
    moment, as pairs of the key of the other member and the key of the network that has
    approved it; both sides get the same answer. It decides nothing about clearance or
    consent: where a minor is among the two, the gate asks for both in that network.
    """

    name: str
    label: Label
    list_partners: Callable[[Any, dt.datetime], Iterable[tuple[int, int]]]


@dataclass(frozen=True, kw_only=True)
class ContactFreeze:
    """What stops two people from writing to each other, such as an open case.

    ``list_frozen`` gets a member and now and returns the keys of the other members; both
    sides get the same answer. A thread of two who are frozen is kept, too (P46).
    """

    name: str
    list_frozen: Callable[[Any, dt.datetime], Iterable[int]]


contact_reasons: Registry[ContactReason] = Registry("why may two people be in touch?")
contact_freezes: Registry[ContactFreeze] = Registry("what stops two people?")
