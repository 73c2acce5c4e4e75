"""Who makes class codes: coordinators, and teachers whom the network has confirmed (CO3)."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from cms.enums import Role
from cms.models import Network
from cms.permissions.roles import get_active_roles
from community.consent import find_standing_of_user
from community.enums import AgeStep, MemberRole
from community.models import ClassCode, Membership
from community.models.class_code import clean_code


def get_coordinated_networks(user: Any) -> QuerySet[Network]:
    """Return the networks that the person coordinates today."""
    networks = Network.objects.in_registry()
    if user.is_active and user.is_superuser:
        return networks
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    return networks.filter(pk__in=roles.values("network"))


def get_taught_networks(user: Any, now: dt.datetime) -> QuerySet[Network]:
    """Return the networks that have confirmed the person, who is a teacher."""
    standing = find_standing_of_user(user, now)
    is_teacher = (
        standing is not None
        and standing.takes_part
        and standing.step == AgeStep.ADULT
        and standing.member.role == MemberRole.TEACHER
    )
    if standing is None or not is_teacher:
        return Network.objects.none()
    confirmed = Membership.objects.confirmed().filter(member=standing.member)
    return Network.objects.in_registry().filter(pk__in=confirmed.values("network"))


def can_make_class_code(user: Any, network: Network, now: dt.datetime) -> bool:
    """Tell whether the person may let a class into this network."""
    return (
        get_coordinated_networks(user).filter(pk=network.pk).exists()
        or get_taught_networks(user, now).filter(pk=network.pk).exists()
    )


def get_readable_class_codes(user: Any) -> QuerySet[ClassCode]:
    """Return the own codes and those of the networks that the person coordinates."""
    return ClassCode.objects.filter(
        Q(created_by=user.pk) | Q(network__in=get_coordinated_networks(user))
    )


def can_revoke_class_code(user: Any, class_code: ClassCode) -> bool:
    """Tell whether the person may end the code; whoever may read it may."""
    is_open = class_code.revoked_at is None
    return is_open and get_readable_class_codes(user).filter(pk=class_code.pk).exists()


def find_usable_code(text: str, now: dt.datetime) -> ClassCode | None:
    """Return the code that somebody typed, if it works and its maker may still make it."""
    code = clean_code(text)
    rows = ClassCode.objects.usable_at(now).select_related("network", "created_by")
    found = rows.filter(code=code).first() if code else None
    if found and can_make_class_code(found.created_by, found.network, now):
        return found
    return None
