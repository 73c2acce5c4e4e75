"""Invitations: sent, answered, withdrawn, expired, and their addresses erased (CO47, CO48)."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import override

from cms.links import make_link, revoke_links, use_up_links
from cms.models import LinkToken
from cms.outbox import normalise_address
from cms.transitions import Transition, WrongStateError, apply_transition
from community.conf import get_days
from community.consent import find_standing_of_user
from community.enums import AgeStep, InvitationAnswer, InvitationState
from community.invite_targets import invite_targets
from community.models import Invitation, InvitationBlock
from community.models.invitation import make_address_key
from community.notifications.invitations import (
    forget_mails,
    tell_invited,
    tell_inviter,
)
from community.permissions.invitations import can_invite
from community.queries.addresses import list_own_addresses
from community.queries.invitations import describe_invitation, name_inviter
from community.transitions import (
    ACCEPT_INVITATION,
    DECLINE_INVITATION,
    LET_INVITATION_EXPIRE,
    WITHDRAW_INVITATION,
)

REFUSE_PURPOSE = "invitation"
MAILS_AN_INVITATION = 3
MAILS_A_RUN = 200


class MayNotInviteError(Exception):
    """The person may not invite to this, as this."""


class InvitesOneselfError(Exception):
    """The address is the inviter's own (A5)."""


class AlreadyInvitedError(Exception):
    """There is an open invitation to the same."""


class SentTooOftenError(Exception):
    """It was sent so often that one more mail would be a nuisance."""


class CannotAcceptError(Exception):
    """The invitation cannot be taken up by this person."""


class NotTakingPartError(CannotAcceptError):
    """The account is pending, rests or is closed (P2)."""


class NotForMinorsError(CannotAcceptError):
    """Nobody under 18 can become this."""


class RightEndedError(CannotAcceptError):
    """Whoever has invited may do so no more."""


class ThingRefusesError(CannotAcceptError):
    """What one is invited to does not take this person; it does not say why."""


@transaction.atomic
def invite_by_mail(
    *,
    kind: str,
    thing: Model,
    option: str,
    email: str,
    language: str,
    actor: Any,
    now: dt.datetime,
) -> Invitation:
    """Invite an address; the answer is the same whether it has an account (CO48).

    Raises:
        MayNotInviteError: not to this, or not as this.
        InvitesOneselfError: it is the inviter's own address.
        AlreadyInvitedError: it is invited to the same and has not answered yet.
    """
    if not can_invite(actor, kind=kind, thing=thing, option=option):
        raise MayNotInviteError
    address = normalise_address(email)
    if address in list_own_addresses(actor):
        raise InvitesOneselfError
    row = Invitation(
        kind=kind,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        option=option,
        email=address,
        address_key=make_address_key(address),
        language=language,
        invited_by=actor,
        invited_at=now,
        expires_at=now + get_days("INVITATION_DAYS"),
        sent_count=1,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise AlreadyInvitedError from error
    _send(row, "invited", now)
    return row


@transaction.atomic
def resend_invitation(*, invitation: Invitation, now: dt.datetime) -> Invitation:
    """Send the same once more with a new link; when it ends stays.

    Raises:
        WrongStateError: it has an answer or an end.
        SentTooOftenError: this would be one mail too many.
    """
    row = _lock(invitation)
    if row.state != InvitationState.PENDING or row.expires_at <= now:
        raise WrongStateError("send again")
    if row.sent_count >= MAILS_AN_INVITATION:
        raise SentTooOftenError
    row.sent_count += 1
    row.save(update_fields=["sent_count"])
    _send(row, "invited", now)
    return row


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: Any, now: dt.datetime) -> None:
    """Take an invitation up: what it means happens in the same transaction, once.

    The caller has made sure that the address is the person's own.

    Raises:
        WrongStateError: it has an answer or an end.
        CannotAcceptError: it may not become true; the classes above say why.
    """
    row = _lock(invitation)
    _end(row, ACCEPT_INVITATION, actor=user, now=now)
    target = invite_targets.get(row.kind)
    inviter = row.invited_by
    if target is None or not can_invite(
        inviter, kind=row.kind, thing=row.thing, option=row.option
    ):
        raise RightEndedError
    standing = find_standing_of_user(user, now)
    if standing is None or not standing.takes_part:
        raise NotTakingPartError
    if target.is_for_adults(row.option) and standing.step != AgeStep.ADULT:
        raise NotForMinorsError
    target.accept(row.thing, row.option, user, inviter, now)
    use_up_links(purpose=REFUSE_PURPOSE, thing=row, now=now)
    _tell_inviter(row, "accepted")


@transaction.atomic
def decline_invitation(*, invitation: Invitation, user: Any, now: dt.datetime) -> None:
    """Say no, logged in.

    Raises:
        WrongStateError: it has an answer or an end.
    """
    row = _lock(invitation)
    _end(row, DECLINE_INVITATION, actor=user, now=now)
    use_up_links(purpose=REFUSE_PURPOSE, thing=row, now=now)
    _tell_inviter(row, "declined")


@transaction.atomic
def refuse_by_link(
    *, invitation: Invitation, answer: InvitationAnswer, now: dt.datetime
) -> None:
    """Say no without an account, and never again if so wanted.

    Whoever invites is told of this no, not that the address takes no mails any more; other
    open invitations to it simply stay without an answer.

    Raises:
        WrongStateError: it has an answer or an end.
    """
    row = _lock(invitation)
    if answer == InvitationAnswer.NEVER:
        InvitationBlock.objects.get_or_create(
            address_key=row.address_key, defaults={"blocked_at": now}
        )
    _end(row, DECLINE_INVITATION, actor=None, now=now)
    use_up_links(purpose=REFUSE_PURPOSE, thing=row, now=now)
    _tell_inviter(row, "declined")


@transaction.atomic
def allow_invitations(*, user: Any) -> int:
    """Take “never again” back for the confirmed addresses of a person."""
    addresses = list_own_addresses(user, is_confirmed=True)
    keys = [make_address_key(address) for address in addresses]
    count, _rows = InvitationBlock.objects.filter(address_key__in=keys).delete()
    return count


@transaction.atomic
def withdraw_invitation(
    *, invitation: Invitation, actor: Any, now: dt.datetime
) -> Invitation:
    """Take an invitation back and say so to the address.

    Raises:
        WrongStateError: it has an answer or an end.
    """
    row = _lock(invitation)
    _end(row, WITHDRAW_INVITATION, actor=actor, now=now)
    revoke_links(purpose=REFUSE_PURPOSE, thing=row, now=now)
    tell_invited(invitation=row, event="withdrawn", texts=_write_texts(row))
    return row


def send_imported_invitations(now: dt.datetime) -> int:
    """Write to people whom an import has invited, some at a time; each once (CO57)."""
    keys = Invitation.objects.unsent_at(now).order_by("pk").values_list("pk", flat=True)
    return sum(_send_first(key, now) for key in list(keys[:MAILS_A_RUN]))


def remind_invited(now: dt.datetime) -> int:
    """Write once more to who has not answered at half time."""
    half = get_days("INVITATION_DAYS") / 2
    silent = Invitation.objects.open_at(now).filter(
        reminded_at__isnull=True, invited_at__lte=now - half
    )
    return sum(_remind(key, now) for key in list(silent.values_list("pk", flat=True)))


def expire_invitations(now: dt.datetime) -> int:
    """End what nobody has answered in time, and tell who has invited."""
    over = Invitation.objects.pending().filter(expires_at__lte=now)
    return sum(_expire(key, now) for key in list(over.values_list("pk", flat=True)))


def erase_invited_addresses(now: dt.datetime) -> int:
    """Forget whom an invitation went to, 14 days after its end (P62)."""
    ended = Invitation.objects.exclude(email="").filter(
        ended_at__lte=now - get_days("INVITED_ADDRESS_DAYS")
    )
    return sum(_erase_address(key) for key in list(ended.values_list("pk", flat=True)))


@transaction.atomic
def _send_first(key: int, now: dt.datetime) -> bool:
    # The state stands in the condition: who was withdrawn meanwhile gets no mail.
    rows = Invitation.objects.pending().filter(pk=key, sent_count=0)
    if not rows.update(sent_count=1):
        return False
    _send(Invitation.objects.get(pk=key), "invited", now)
    return True


@transaction.atomic
def _remind(key: int, now: dt.datetime) -> bool:
    rows = Invitation.objects.open_at(now).filter(pk=key, reminded_at__isnull=True)
    if not rows.update(reminded_at=now):
        return False
    _send(Invitation.objects.get(pk=key), "reminder", now)
    return True


@transaction.atomic
def _expire(key: int, now: dt.datetime) -> bool:
    rows = Invitation.objects.select_for_update(of=("self",))
    row = rows.pending().filter(pk=key).first()
    if row is None:
        return False
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    apply_transition(row=row, transition=LET_INVITATION_EXPIRE, actor=None, now=now)
    _tell_inviter(row, "expired")
    return True


@transaction.atomic
def _erase_address(key: int) -> bool:
    row = Invitation.objects.exclude(email="").filter(pk=key).first()
    if row is None:
        return False
    Invitation.objects.filter(pk=key).update(email="", address_key="")
    LinkToken.objects.filter(
        content_type=ContentType.objects.get_for_model(Invitation), object_id=key
    ).delete()
    forget_mails(row)
    return True


def _send(row: Invitation, event: str, now: dt.datetime) -> None:
    revoke_links(purpose=REFUSE_PURPOSE, thing=row, now=now)
    link = make_link(
        purpose=REFUSE_PURPOSE, thing=row, now=now, lifetime=row.expires_at - now
    )
    tell_invited(invitation=row, event=event, texts=_write_texts(row), link=link)


def _write_texts(row: Invitation) -> dict[str, str]:
    with override(row.language):
        return {"what": describe_invitation(row), "by": name_inviter(row)}


def _tell_inviter(row: Invitation, event: str) -> None:
    member = getattr(row.invited_by, "community_member", None)
    with override(member.language if member else row.language):
        tell_inviter(invitation=row, event=event, what=describe_invitation(row))


def _end(row: Invitation, move: Transition, *, actor: Any, now: dt.datetime) -> None:
    if row.expires_at <= now:
        raise WrongStateError(f"{move.name}: its time is over")
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    apply_transition(row=row, transition=move, actor=actor, now=now)


def _lock(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
