"""What a mail of the notification centre says, asked when it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from community.notifications.centre import make_lines
from community.notifications.gate import list_live

register = template.Library()


@register.simple_tag
def told_lines(
    keys: Sequence[int], mutes: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the lines that are still to be told, each with the link that ends its kind."""
    return [
        {
            "sentence": line.sentence,
            "words": line.words,
            "reason": line.reason,
            "url": settings.WAGTAILADMIN_BASE_URL + line.url,
            "mute_url": (mutes or {}).get(line.kind.name, ""),
        }
        for line in make_lines(list_live(keys, timezone.now()))
    ]
