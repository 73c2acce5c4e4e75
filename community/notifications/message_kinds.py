"""The kinds of notification about messages; none holds a word of them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.enums import Frequency
from community.models import Notification
from community.notifications.catalogue import NotificationKind, notification_kinds


def get_thread_path(notification: Notification) -> str:
    """Return where the thread is read."""
    return reverse("community_messages:thread", args=[notification.object_id])


def get_checked_path(notification: Notification) -> str:
    """Return where the coordination decides on a message that is held."""
    return reverse("checked_messages:inspect", args=[notification.object_id])


MESSAGE_WRITTEN = notification_kinds.register(
    NotificationKind(
        name="message-written",
        title=_("Somebody has written to you"),
        audience=_("adults in a conversation of adults"),
        reason=_("You take part in this conversation."),
        sentence=ngettext_lazy(
            "%(actor)s has written to you.",
            "You have %(count)d new messages in one conversation.",
            "count",
        ),
        get_url=get_thread_path,
        icon="mail",
        mail=Frequency.AT_ONCE,
        order=50,
    )
)
# A young person's name does not leave the site.
MESSAGE_SUPERVISED = notification_kinds.register(
    NotificationKind(
        name="message-supervised",
        title=_("A new message in a supervised conversation"),
        audience=_("both sides of a conversation with a young person"),
        reason=_("You take part in this conversation."),
        sentence=ngettext_lazy(
            "You have a new message.",
            "You have %(count)d new messages in one conversation.",
            "count",
        ),
        get_url=get_thread_path,
        icon="mail",
        mail=Frequency.AT_ONCE,
        order=51,
    )
)
MESSAGE_CHECKED = notification_kinds.register(
    NotificationKind(
        name="message-checked",
        title=_("Your message was checked"),
        audience=_("the author of a message that was held"),
        reason=_("Your message was held until somebody had looked at it."),
        sentence=ngettext_lazy(
            "Your message was checked. See what has become of it.",
            "%(count)d of your messages were checked. See what has become of them.",
            "count",
        ),
        get_url=get_thread_path,
        icon="circle-check",
        order=52,
    )
)
MESSAGE_HELD = notification_kinds.register(
    NotificationKind(
        name="message-held",
        title=_("A message waits to be checked"),
        audience=_(
            "the coordination of the network; after 24 hours that of the portal"
        ),
        reason=_("You coordinate this network."),
        sentence=ngettext_lazy(
            "In %(network)s a message waits until you have checked it.",
            "In %(network)s %(count)d messages wait until you have checked them.",
            "count",
        ),
        get_url=get_checked_path,
        fields=frozenset({"network"}),
        icon="shield",
        mail=Frequency.AT_ONCE,
        order=53,
    )
)
