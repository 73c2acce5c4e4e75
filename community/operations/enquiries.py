"""Contact forms: written, confirmed, passed on, taken out of sight, forgotten (CO38)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cms.links import make_link
from cms.transitions import WrongStateError, apply_transition
from community.conf import get_days, get_setting
from community.enums import EnquiryState
from community.models import Enquiry, Member, Organisation
from community.notifications.enquiries import (
    ask_to_confirm,
    forget_enquiry,
    tell_receivers,
)
from community.operations.moderation import ask_for_check
from community.permissions.enquiries import can_be_passed_on, find_receivers
from community.queries.moderation import is_banned
from community.queries.post_texts import has_host, has_word
from community.reportables import reportables
from community.transitions import (
    DELIVER_ENQUIRY,
    HIDE_ENQUIRY,
    HOLD_ENQUIRY,
    SHOW_ENQUIRY,
)

KIND = "enquiry"
CONFIRM_PURPOSE = "enquiry-confirm"
LINK_DAYS = "ENQUIRY_LINK_DAYS"
SAME_TEXT_AFTER = dt.timedelta(days=1)
"""The same words from the same address within this time look like a program (CO55)."""


class EnquiryRefusedError(Exception):
    """Nobody is there who may be written to by this person."""


@dataclass(frozen=True, kw_only=True)
class EnquiryDetails:
    """What a form says; ``opening`` is the key of the form."""

    name: str
    email: str
    text: str
    opening: str


@transaction.atomic
def write_enquiry(
    *,
    to: Member | Organisation,
    details: EnquiryDetails,
    sender: Member | None,
    language: str,
    now: dt.datetime,
) -> Enquiry:
    """Take a message, once for each opening of the form.

    That of a member goes on at once; guests get a link to confirm their address, except
    those whose address is shut out, which nobody learns (CO50, A8).

    Raises:
        EnquiryRefusedError: the receiver takes none, or none from this member.
    """
    enquiry, is_new = Enquiry.objects.get_or_create(
        opening=details.opening,
        defaults={
            "member": to if isinstance(to, Member) else None,
            "organisation": to if isinstance(to, Organisation) else None,
            "sender": sender,
            "name": details.name,
            "email": details.email,
            "text": details.text,
            "language": language,
            "created_at": now,
        },
    )
    if not is_new:
        return enquiry
    if sender is not None:
        _pass_on(enquiry, now)
    elif not find_receivers(to, None, now).exists():
        raise EnquiryRefusedError
    elif not is_banned(details.email):
        link = make_link(
            purpose=CONFIRM_PURPOSE,
            thing=enquiry,
            now=now,
            lifetime=get_days(LINK_DAYS),
        )
        ask_to_confirm(enquiry=enquiry, link=link)
    return enquiry


@transaction.atomic
def confirm_enquiry(*, enquiry: Enquiry, now: dt.datetime) -> Enquiry:
    """Pass on what a guest wrote, whose address is confirmed with this.

    Raises:
        WrongStateError: it was confirmed before.
        EnquiryRefusedError: the receiver takes none any more, or none from this address.
    """
    row = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if row.state != EnquiryState.UNCONFIRMED:
        raise WrongStateError(f"{row} is {row.state}")
    _pass_on(row, now)
    return row


@transaction.atomic
def hide_enquiry(enquiry: Enquiry, actor: Any, now: dt.datetime) -> list[Any]:
    """Take a message away from its receivers; return what `show_enquiry` needs."""
    row = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if row.state not in HIDE_ENQUIRY.from_states:
        return []
    apply_transition(row=row, transition=HIDE_ENQUIRY, actor=actor, now=now)
    forget_enquiry(enquiry=row)
    return [row.pk]


@transaction.atomic
def show_enquiry(hidden: list[Any], actor: Any, now: dt.datetime) -> None:
    """Deliver what was held, or bring back what was hidden (CO51)."""
    for row in Enquiry.objects.select_for_update(of=("self",)).filter(pk__in=hidden):
        for transition in (DELIVER_ENQUIRY, SHOW_ENQUIRY):
            if row.state in transition.from_states:
                _deliver(row, transition, actor, now)
                break


@transaction.atomic
def take_enquiries(*, member: Member, is_allowed: bool) -> None:
    """Let others write to a member through the form, or not any more."""
    Member.objects.filter(pk=member.pk).update(takes_enquiries=is_allowed)


def forget_enquiries(now: dt.datetime) -> int:
    """Delete what nobody has confirmed (P40), and the rest half a year after it was written."""
    unconfirmed = Enquiry.objects.unconfirmed_since(now - get_days(LINK_DAYS))
    old = Enquiry.objects.older_than(now - get_days("ENQUIRY_DAYS"))
    return unconfirmed.delete()[0] + old.delete()[0]


def looks_suspicious(enquiry: Enquiry) -> bool:
    """Tell whether moderators look at it before its receiver does (CO55)."""
    text = enquiry.text
    if has_word(text, get_setting("HELD_WORDS")):
        return True
    if has_host(text, get_setting("HELD_HOSTS")):
        return True
    since = enquiry.created_at - SAME_TEXT_AFTER
    same = Enquiry.objects.written_by(enquiry.email).filter(
        text=text, created_at__gt=since
    )
    return same.exclude(pk=enquiry.pk).exists()


def _pass_on(enquiry: Enquiry, now: dt.datetime) -> None:
    if not can_be_passed_on(enquiry, now):
        raise EnquiryRefusedError
    if not looks_suspicious(enquiry):
        _deliver(enquiry, DELIVER_ENQUIRY, None, now)
        return
    apply_transition(row=enquiry, transition=HOLD_ENQUIRY, actor=None, now=now)
    kind = reportables.get(KIND)
    if kind is not None:
        ask_for_check(kind=kind, row=enquiry, hidden=[enquiry.pk], now=now)


def _deliver(enquiry: Enquiry, transition: Any, actor: Any, now: dt.datetime) -> None:
    # First, since the database refuses a delivery without its time.
    if enquiry.delivered_at is None:
        enquiry.delivered_at = now
        enquiry.save(update_fields=["delivered_at"])
    apply_transition(row=enquiry, transition=transition, actor=actor, now=now)
    if can_be_passed_on(enquiry, now):
        receivers = find_receivers(enquiry.receiver, enquiry.sender, now)
        tell_receivers(
            enquiry=enquiry,
            receivers=receivers.select_related("user").order_by("pk"),
            now=now,
        )
