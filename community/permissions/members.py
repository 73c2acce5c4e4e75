"""Which members the coordination sees and what it may put right (CO56, CO58, S3, S27)."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.audiences import find_viewer
from cms.models import Network
from cms.permissions.roles import get_watched_networks
from community.enums import Audience
from community.models import Member, MemberImport, Membership
from community.permissions.class_codes import get_coordinated_networks


def get_managed_members(user: Any) -> QuerySet[Member]:
    """Return the confirmed members of the networks that the person coordinates today.

    Left out is who opens the own name to nobody, has blocked this person, is shut out or
    on the way out: the narrower rule holds, as on the profile.
    """
    viewer = find_viewer(user)
    belonging = Membership.objects.confirmed().filter(
        network__in=viewer.list_keys("care")
    )
    seen = Member.objects.visible_to(viewer, timezone.localdate())
    return seen.filter(pk__in=belonging.values("member"), reach__lte=Audience.STAFF)


def can_read_member(user: Any, member: Member) -> bool:
    """Tell whether the coordination may open this member."""
    return get_managed_members(user).filter(pk=member.pk).exists()


def can_edit_member(user: Any, member: Member) -> bool:
    """Tell whether the person may put the stated role right; never the own one (CO52)."""
    return member.user_id != user.pk and can_read_member(user, member)


def can_export_members(user: Any, network: Network) -> bool:
    """Tell whether the person may take the list of this network's members out (CO58)."""
    return get_coordinated_networks(user).filter(pk=network.pk).exists()


def get_counted_networks(user: Any) -> QuerySet[Network]:
    """Return the networks whose figures the person may see: the own and those below (ED72)."""
    own, below = get_coordinated_networks(user), get_watched_networks(user)
    return Network.objects.filter(
        Q(pk__in=own.values("pk")) | Q(pk__in=below.values("pk"))
    )


def get_readable_imports(user: Any) -> QuerySet[MemberImport]:
    """Return the imports of the networks that the person coordinates today."""
    return MemberImport.objects.filter(network__in=get_coordinated_networks(user))


def can_change_import(user: Any, row: MemberImport) -> bool:
    """Tell whether the person may read the file and start the import: who brought it."""
    return row.made_by_id == user.pk and can_export_members(user, row.network)
