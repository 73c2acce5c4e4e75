"""What is told about contact forms: confirm your address, somebody has written (CO38)."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.links import get_link_url
from cms.models import LinkToken
from cms.outbox import enqueue_mail
from community.enums import Frequency
from community.models import Enquiry, Member, Notification
from community.notifications.catalogue import NotificationKind, notification_kinds
from community.notifications.muting import has_muted
from community.notifications.telling import notify, withdraw

MAIL_KIND = "enquiry"


def get_enquiries_path(_notification: Notification) -> str:
    """Return where what others have written stands."""
    return reverse("community_me:enquiry_list")


def find_delivered(rows: Sequence[Notification]) -> Collection[int]:
    """Return which notifications are of something that is still to be read."""
    keys = [row.object_id for row in rows if row.object_id is not None]
    there = set(
        Enquiry.objects.delivered().filter(pk__in=keys).values_list("pk", flat=True)
    )
    return {row.pk for row in rows if row.object_id in there}


# Neither name nor words: who reads the mail may be somebody else.
ENQUIRY = notification_kinds.register(
    NotificationKind(
        name="enquiry",
        title=_("Somebody has written to you through a contact form"),
        audience=_("the member, or the admins of the organisation"),
        reason=_("Visitors can write to you, or to your organisation."),
        sentence=ngettext_lazy(
            "Somebody has written to you through a contact form.",
            "%(count)d people have written to you through a contact form.",
            "count",
        ),
        get_url=get_enquiries_path,
        icon="mail",
        mail=Frequency.AT_ONCE,
        order=70,
        find_true=find_delivered,
    )
)


def ask_to_confirm(*, enquiry: Enquiry, link: LinkToken) -> None:
    """Ask an address whether it is its own; nothing of what was written stands in the mail."""
    enqueue_mail(
        recipient=enquiry.email,
        kind=MAIL_KIND,
        event_key=f"{MAIL_KIND}:{enquiry.pk}:confirm",
        language=enquiry.language,
        template="community/mail/enquiry_confirm",
        context={"to": str(enquiry.receiver), "url": get_link_url(link)},
    )


def tell_receivers(
    *, enquiry: Enquiry, receivers: Iterable[Member], now: dt.datetime
) -> None:
    """Tell each receiver once; who has muted the sender finds it on the page, untold."""
    for receiver in receivers:
        if has_muted(receiver, enquiry.sender):
            continue
        notify(
            recipient=receiver,
            kind=ENQUIRY.name,
            event_key=f"{MAIL_KIND}:{enquiry.pk}",
            group_key="enquiries",
            thing=enquiry,
            now=now,
        )


def forget_enquiry(*, enquiry: Enquiry) -> None:
    """Take back what nobody has read yet."""
    withdraw(kind=ENQUIRY.name, thing=enquiry)
