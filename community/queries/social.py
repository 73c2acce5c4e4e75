"""Profiles at other services as lines of a fact list."""

from collections.abc import Iterable, Mapping

from django.utils.text import Truncator

from cms.queries.cards import Fact
from community.enums import SocialService

REL = "nofollow ugc"
"""What anybody may write gives no weight to whom it leads to."""


def list_social_facts(addresses: Mapping[str, str], icon: str = "") -> Iterable[Fact]:
    """Return a line for each service, in the order in which services stand."""
    for service in SocialService:
        if address := addresses.get(service.value):
            yield Fact(
                str(service.label), show_address(address), icon, address, rel=REL
            )


def show_address(url: str) -> str:
    """Return an address as one reads it, without what all have."""
    shown = url.partition("//")[2].removeprefix("www.").rstrip("/")
    return Truncator(shown).chars(60)
