"""What staff write to many, told to each of them (CO39, P19)."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.enums import Frequency
from community.models import Circular, Member
from community.notifications.catalogue import NotificationKind, notification_kinds
from community.notifications.telling import notify

SHARED: dict[str, Any] = {
    "sentence": ngettext_lazy(
        "%(network)s writes: %(title)s",
        "%(network)s has written to you %(count)d times.",
        "count",
    ),
    "get_url": lambda _row: reverse("community_notifications:list"),
    "fields": frozenset({"network", "title"}),
    "icon": "mail",
}
CIRCULAR_SERVICE = notification_kinds.register(
    NotificationKind(
        name="circular-service",
        title=_("Your network writes what everybody must know"),
        audience=_("members of the network, or a part of them"),
        reason=_("You belong to this network; everybody in it has to know this."),
        is_service=True,
        mails_minors=False,
        order=50,
        **SHARED,
    )
)
CIRCULAR = notification_kinds.register(
    NotificationKind(
        name="circular",
        title=_("Your network has news for you"),
        audience=_("members of the network, or a part of them"),
        reason=_("You belong to this network."),
        mail=Frequency.WEEKLY,
        order=51,
        **SHARED,
    )
)


def tell_circular(
    *, circular: Circular, title: str, text: str, member: Member, now: dt.datetime
) -> bool:
    """Tell one member, once; False for somebody who wants to hear of none of these."""
    kind = CIRCULAR_SERVICE if circular.is_service else CIRCULAR
    row = notify(
        recipient=member,
        kind=kind.name,
        event_key=f"circular:{circular.pk}",
        thing=circular,
        payload={"network": circular.network.display_name, "title": title},
        words=text,
        now=now,
    )
    return row is not None
