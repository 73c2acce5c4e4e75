"""Accepting terms and house rules (CO7)."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from community.models import Member, RulesAcceptance, RulesVersion


class RulesChangedError(Exception):
    """What was shown is not what holds now; it has to be read again."""


@transaction.atomic
def accept_rules(
    *, member: Member, versions: Collection[RulesVersion], now: dt.datetime
) -> None:
    """Write down that a member accepts these versions, with the time.

    Raises:
        RulesChangedError: one of them is not in force.
    """
    in_force = RulesVersion.objects.in_force_on(timezone.localdate(now))
    if not {version.pk for version in versions} <= {row.pk for row in in_force}:
        raise RulesChangedError
    # Twice the same yes is one yes.
    RulesAcceptance.objects.bulk_create(
        [
            RulesAcceptance(member=member, version=version, accepted_at=now)
            for version in versions
        ],
        ignore_conflicts=True,
    )


def accept_rules_in_force(*, member: Member, now: dt.datetime) -> None:
    """Accept with the sign-up what stands beside its button."""
    rows = RulesVersion.objects.in_force_on(timezone.localdate(now))
    accept_rules(member=member, versions=list(rows), now=now)
