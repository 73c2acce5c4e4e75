"""Another address of a login: the old one is told and can undo it for a week (CO6)."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from cms.links import make_link, revoke_links
from cms.outbox import normalise_address
from community.conf import get_days
from community.models import AddressChange
from community.notifications.addresses import tell_old_address

UNDO_PURPOSE = "address-undo"
UNDO_DAYS = "ADDRESS_UNDO_DAYS"


class AddressTakenError(Exception):
    """The old address belongs to another login meanwhile."""


@transaction.atomic
def note_address_change(
    *, user: Any, old_address: str, new_address: str, now: dt.datetime
) -> AddressChange:
    """Remember the old address for a week and send it the link that undoes the change."""
    change = AddressChange.objects.create(
        user=user, old_address=normalise_address(old_address), changed_at=now
    )
    link = make_link(
        purpose=UNDO_PURPOSE, thing=change, now=now, lifetime=get_days(UNDO_DAYS)
    )
    tell_old_address(change=change, new_address=new_address, link=link)
    return change


@transaction.atomic
def undo_address_change(*, change: AddressChange, now: dt.datetime) -> None:
    """Put the old address back, end every session and switch the password off.

    Whoever changed the address may know the password; the owner sets a new one with a
    mail to the old address. Links to addresses in between stop working.

    Raises:
        AddressTakenError: somebody else has confirmed it since.
    """
    users: Any = get_user_model().objects
    user = users.select_for_update(of=("self",)).get(pk=change.user_id)
    others = users.exclude(pk=user.pk)
    address = change.old_address
    if others.filter(emailaddress__email__iexact=address).exists():
        raise AddressTakenError
    user.emailaddress_set.exclude(email=address).delete()
    user.emailaddress_set.update_or_create(
        email=address, defaults={"verified": True, "primary": True}
    )
    user.email = address
    # This changes the key of all sessions as well.
    user.set_unusable_password()
    user.save(update_fields=["email", "password"])
    for session in user.usersession_set.all():
        session.end()
    change.undone_at = now
    change.save(update_fields=["undone_at"])
    for other in user.community_address_changes.exclude(pk=change.pk):
        revoke_links(purpose=UNDO_PURPOSE, thing=other, now=now)


def forget_address_changes(now: dt.datetime) -> int:
    """Delete old addresses that can no longer be put back."""
    rows = AddressChange.objects.settled_before(now - get_days(UNDO_DAYS))
    return rows.delete()[0]
