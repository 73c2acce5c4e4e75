"""What a mail of a saved search says, asked when it is sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils import timezone

from search.models import Owner
from search.queries.alerts import AlertSection, list_sections

register = template.Library()


@register.simple_tag
def alert_sections(
    told: Iterable[Mapping[str, Any]], member: int | None, address: str
) -> list[AlertSection]:
    """Return what is still to be told of each search."""
    owner = Owner(member_id=member, address=address)
    return list_sections(told, owner=owner, now=timezone.now())
