"""The addresses of a login."""

from typing import Any

from cms.outbox import normalise_address


def list_own_addresses(user: Any, *, is_confirmed: bool = False) -> set[str]:
    """Return all addresses of a login, or only those that are proven to be its own.

    A host may keep addresses in django-allauth's table or only with the user; then the
    latter counts as proven, since we cannot know better.
    """
    rows = getattr(user, "emailaddress_set", None)
    if rows is None:
        known = [user.email]
    elif is_confirmed:
        known = list(rows.filter(verified=True).values_list("email", flat=True))
    else:
        known = [user.email, *rows.values_list("email", flat=True)]
    return {normalise_address(address) for address in known if address}
