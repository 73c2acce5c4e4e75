"""Who corrects a month of birth: the coordination of a confirmed network (P31, S25)."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.enums import NetworkKind, Role
from cms.permissions.roles import get_active_roles
from community.enums import AccountState, CorrectionState
from community.models import BirthCorrection, Membership


def get_readable_corrections(user: Any) -> QuerySet[BirthCorrection]:
    """Return the wishes of members of the networks that the person coordinates today.

    Whom no network has confirmed is helped by the coordination of the portal: a claim
    alone lets nobody read a month of birth.
    """
    rows = BirthCorrection.objects.exclude(member__state=AccountState.CLOSED)
    if user.is_active and user.is_superuser:
        return rows
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    confirmed = Membership.objects.confirmed()
    own = confirmed.filter(network__in=roles.values("network"))
    readable = Q(member__in=own.values("member"))
    if roles.filter(network__kind=NetworkKind.SITE).exists():
        readable |= ~Q(member__in=confirmed.values("member"))
    return rows.filter(readable)


def can_read_correction(user: Any, correction: BirthCorrection) -> bool:
    """Tell whether the person may see this wish."""
    return get_readable_corrections(user).filter(pk=correction.pk).exists()


def can_decide_correction(user: Any, correction: BirthCorrection) -> bool:
    """Tell whether the person may decide; nobody does so for oneself."""
    is_open = correction.state == CorrectionState.ASKED
    is_own = correction.member.user_id == user.pk
    return is_open and not is_own and can_read_correction(user, correction)
