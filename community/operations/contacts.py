"""Contacts and blocks between members (CO19, CO53, P17)."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.transitions import WrongStateError, apply_transition
from community.enums import ContactState
from community.models import Block, Contact, Member
from community.notifications.contacts import (
    forget_accepted,
    forget_asked,
    tell_accepted,
    tell_asked,
)
from community.notifications.messages import forget_between
from community.operations.follows import dissolve_follows
from community.safeguarding import is_frozen
from community.transitions import (
    ACCEPT_CONTACT,
    ASK_CONTACT_AGAIN,
    DECLINE_CONTACT,
    END_CONTACT,
)

ASK_AGAIN_AFTER = dt.timedelta(days=90)


class ContactRefusedError(Exception):
    """These two cannot be in contact: a minor is among them, one blocks the other, or it is frozen."""


class AskedAlreadyError(Exception):
    """There is a request or a contact between the two."""


@transaction.atomic
def ask_for_contact(
    *, asker: Member, asked: Member, words: str, now: dt.datetime
) -> Contact:
    """Ask another adult for a contact; who was declined before may ask once more in 90 days.

    Whoever asks somebody who has asked already accepts.

    Raises:
        ContactRefusedError: one is a minor, one blocks the other, or both are the same.
        AskedAlreadyError: there is a request or a contact.
    """
    _refuse_wrong_pair(asker, asked, now)
    low, high = sorted([asker.pk, asked.pk])
    try:
        with transaction.atomic():
            contact = Contact.objects.create(
                asker=asker, asked=asked, low=low, high=high, words=words, asked_at=now
            )
    except IntegrityError as error:
        contact = Contact.objects.select_for_update(of=("self",)).get(
            low=low, high=high
        )
        if contact.state == ContactState.ASKED and contact.asked_id == asker.pk:
            return accept_contact(contact=contact, now=now)
        if not _may_ask_again(contact, asker, now):
            raise AskedAlreadyError from error
        _ask_again(contact, asker, asked, words, now)
    tell_asked(contact=contact)
    return contact


@transaction.atomic
def accept_contact(*, contact: Contact, now: dt.datetime) -> Contact:
    """Say yes to a request.

    Raises:
        WrongStateError: it was answered or withdrawn already.
        ContactRefusedError: one has blocked the other since, or is a minor.
    """
    _refuse_wrong_pair(contact.asker, contact.asked, now)
    apply_transition(
        row=contact, transition=ACCEPT_CONTACT, actor=contact.asked.user, now=now
    )
    _note_answer(contact, now)
    tell_accepted(contact=contact, now=now)
    return contact


@transaction.atomic
def decline_contact(*, contact: Contact, now: dt.datetime) -> None:
    """Say no to a request; who asked is not told.

    Raises:
        WrongStateError: it was answered or withdrawn already.
    """
    apply_transition(
        row=contact, transition=DECLINE_CONTACT, actor=contact.asked.user, now=now
    )
    _note_answer(contact, now)


@transaction.atomic
def end_contact(*, contact: Contact, member: Member, now: dt.datetime) -> None:
    """Withdraw a request or end a contact, without a word to the other.

    Raises:
        WrongStateError: there is none any more.
    """
    apply_transition(row=contact, transition=END_CONTACT, actor=member.user, now=now)
    _note_answer(contact, now)
    forget_accepted(contact=contact)


@transaction.atomic
def block_member(*, blocker: Member, blocked: Member, now: dt.datetime) -> None:
    """Hide two members from each other; a contact or request between them ends.

    Doing it twice does nothing more.

    Raises:
        ContactRefusedError: somebody tries to block themselves.
    """
    if blocker == blocked:
        raise ContactRefusedError
    Block.objects.bulk_create(
        [Block(blocker=blocker, blocked=blocked, since=now)], ignore_conflicts=True
    )
    forget_between(one=blocker, other=blocked)
    for contact in Contact.objects.between(blocker.pk, blocked.pk):
        try:
            end_contact(contact=contact, member=blocker, now=now)
        except WrongStateError:
            continue  # declined or ended before
    dissolve_follows(blocker, blocked)


@transaction.atomic
def unblock_member(*, blocker: Member, blocked: Member) -> None:
    """Take a block back; a contact that it ended stays ended."""
    Block.objects.filter(blocker=blocker, blocked=blocked).delete()


def _refuse_wrong_pair(one: Member, other: Member, now: dt.datetime) -> None:
    if one == other or Block.objects.between(one, other).exists():
        raise ContactRefusedError
    if is_frozen(one, other):
        raise ContactRefusedError
    shown = Member.objects.showing_themselves_on(timezone.localdate(now))
    if shown.filter(pk__in=[one.pk, other.pk]).count() != len((one, other)):
        raise ContactRefusedError


def _may_ask_again(contact: Contact, asker: Member, now: dt.datetime) -> bool:
    if contact.state not in (ContactState.DECLINED, ContactState.ENDED):
        return False
    # Who has declined may come back any time; who was declined waits.
    was_asked = contact.asked_id == asker.pk
    answered = contact.answered_at or contact.asked_at
    return was_asked or answered + ASK_AGAIN_AFTER <= now


def _ask_again(
    contact: Contact, asker: Member, asked: Member, words: str, now: dt.datetime
) -> None:
    apply_transition(
        row=contact, transition=ASK_CONTACT_AGAIN, actor=asker.user, now=now
    )
    contact.asker, contact.asked, contact.words = asker, asked, words
    contact.asked_at, contact.answered_at = now, None
    contact.save(update_fields=["asker", "asked", "words", "asked_at", "answered_at"])


def _note_answer(contact: Contact, now: dt.datetime) -> None:
    contact.answered_at, contact.words = now, ""
    contact.save(update_fields=["answered_at", "words"])
    forget_asked(contact=contact)
