"""A yes that two people say, where a network wants that (CO56)."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import F

from cms.models import Network, StateChange
from cms.transitions import WrongStateError
from community.conf import get_setting
from community.models.two_people import DecidedByTwo

FIRST_YES = "first_yes"


class SamePersonError(Exception):
    """Who has said the first yes cannot say the second."""


def is_decided_by_two(network: Network) -> bool:
    """Tell whether a yes of this network needs two people."""
    return network.slug in get_setting("TWO_PEOPLE_NETWORKS")


def say_yes(
    *,
    row: DecidedByTwo,
    network: Network,
    open_states: Collection[str],
    actor: Any,
    now: dt.datetime,
) -> bool:
    """Write a first yes down with who and when; True where this yes is the last one needed.

    Called in the transaction of the decision, on a row of a machine called ``state``. The
    condition stands in the row's own columns: of two who say yes at once one is the second.

    Raises:
        SamePersonError: the first yes is this person's.
        WrongStateError: somebody has decided in the meantime.
    """
    if not is_decided_by_two(network):
        return True
    kind: Any = type(row)
    rows = kind.objects.filter(pk=row.pk, state__in=open_states)
    if rows.filter(first_yes_at=None).update(first_yes_by=actor, first_yes_at=now):
        StateChange.objects.create(
            thing=row,
            field=FIRST_YES,
            from_state="",
            to_state="yes",
            actor=actor,
            changed_at=now,
        )
        row.first_yes_by, row.first_yes_at = actor, now
        return False
    by_others = rows.filter(first_yes_at__isnull=False).exclude(first_yes_by=actor)
    # Changes nothing: the row is held, so that nobody takes the first yes off meanwhile.
    if by_others.update(first_yes_at=F("first_yes_at")):
        return True
    if rows.filter(first_yes_by=actor).exists():
        raise SamePersonError
    raise WrongStateError(FIRST_YES)


def forget_first_yes(*, row: DecidedByTwo) -> None:
    """Take the first yes off a row that is decided, or asked anew; the log keeps it."""
    kind: Any = type(row)
    kind.objects.filter(pk=row.pk).update(first_yes_by=None, first_yes_at=None)
    row.first_yes_by = row.first_yes_at = None
