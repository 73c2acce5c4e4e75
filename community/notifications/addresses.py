"""The mail to an address that a login has just left."""

from django.conf import settings
from django.urls import reverse

from cms.links import get_link_url
from cms.models import LinkToken
from cms.outbox import enqueue_mail
from community.models import AddressChange
from community.notifications.accounts import KIND, get_language_of


def tell_old_address(
    *, change: AddressChange, new_address: str, link: LinkToken
) -> None:
    """Say that the address has changed, with the link that undoes it."""
    enqueue_mail(
        recipient=change.old_address,
        kind=KIND,
        event_key=f"{KIND}:{change.user_id}:address:{change.pk}",
        language=get_language_of(change.user),
        template="community/mail/address_changed",
        context={
            "new_address": _shorten(new_address),
            "url": get_link_url(link),
            "reset_url": settings.WAGTAILADMIN_BASE_URL
            + reverse("account_reset_password"),
        },
    )


def _shorten(address: str) -> str:
    """Return enough of an address to know it again, for a box that may be lost."""
    name, _at, domain = address.partition("@")
    return f"{name[:2]}…@{domain}"
