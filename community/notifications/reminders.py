"""The rule of all reminders: none leaves any more once the thing is done (CO45).

A reminder is written once, by a conditional update or a key of its mail; but a mail may lie
in the outbox for hours. So it is asked again right before it leaves.
"""

from collections.abc import Callable

from django.utils import timezone
from wagtail.models import TaskState

from cms.enums import OfferRequestState
from cms.models import OfferRequest, OutboxMail
from cms.outbox import MailGate, mail_gates
from community.enums import GuardianAnswer
from community.models import Guardian, InactivityNotice, Invitation


def waits_for_guardian(key: int) -> bool:
    """Tell whether the guardian has not answered."""
    return Guardian.objects.filter(pk=key, answer=GuardianAnswer.WAITING).exists()


def waits_for_invited(key: int) -> bool:
    """Tell whether the invitation can still be answered."""
    return Invitation.objects.open_at(timezone.now()).filter(pk=key).exists()


def waits_for_provider(key: int) -> bool:
    """Tell whether the provider has not answered."""
    return OfferRequest.objects.filter(pk=key, state=OfferRequestState.ASKED).exists()


def waits_for_review(key: int) -> bool:
    """Tell whether nobody has reviewed it."""
    return TaskState.objects.filter(
        pk=key, status=TaskState.STATUS_IN_PROGRESS
    ).exists()


def waits_for_return(key: int) -> bool:
    """Tell whether the member whom this guardian's mail is about has stayed away."""
    return InactivityNotice.objects.filter(member__guardian=key).exists()


REMINDERS: dict[str, Callable[[int], bool]] = {
    "community/mail/guardian_reminder": waits_for_guardian,
    "community/mail/invitation_reminder": waits_for_invited,
    "community/mail/inactivity_guardian": waits_for_return,
    "cms/mail/offer_request_late": waits_for_provider,
    "cms/mail/review_reminder": waits_for_review,
}
"""By template; the key is the second part of the event (``guardian:7:reminder``)."""

INACTIVITY = "community/mail/inactivity_member"


def is_still_due(mail: OutboxMail) -> bool:
    """Answer the outbox: what is no reminder leaves, what is done does not."""
    if mail.template == INACTIVITY:
        return InactivityNotice.objects.filter(mail=mail).exists()
    waits = REMINDERS.get(mail.template)
    return waits is None or waits(int(mail.event_key.split(":")[1]))


def register_reminder_gate() -> None:
    """Let the outbox ask; called once, when the apps are ready."""
    mail_gates.register(MailGate(name="community.reminders", wants=is_still_due))
