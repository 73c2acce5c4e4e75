"""Requests for an offer: asked, confirmed, answered, ended and forgotten (ED29, P65)."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.enums import OfferRequestState
from cms.links import get_link_url, make_link, use_up_links
from cms.models import Network, Offer, OfferRequest
from cms.models.offer_request import OPEN_REQUESTS
from cms.notifications.offer_requests import (
    tell_asker,
    tell_coordinators,
    tell_portal,
    tell_provider,
)
from cms.permissions.roles import find_coordinators
from cms.queries.offer_requests import (
    find_network_address,
    find_provider_address,
    find_provider_language,
    get_mail_context,
    list_fact_lines,
)
from cms.queries.proposals import count_on_working_days
from cms.transitions import (
    ANSWER_REQUEST,
    ARRANGE_REQUEST,
    CONFIRM_REQUEST,
    DECLINE_REQUEST,
    LET_REQUEST_LAPSE,
    Transition,
    WrongStateError,
    apply_transition,
)

CONFIRM_PURPOSE = "offer-request-confirm"
ANSWER_PURPOSE = "offer-request-answer"

ANSWER_DAYS = 10
"""Working days that a provider has; Saturdays and Sundays do not count, holidays do."""

KEEP_UNCONFIRMED = dt.timedelta(days=14)
LAPSE_AFTER = dt.timedelta(days=30)
KEEP_PERSON = dt.timedelta(days=183)

OUTCOMES = {
    OfferRequestState.ANSWERED: ANSWER_REQUEST,
    OfferRequestState.ARRANGED: ARRANGE_REQUEST,
    OfferRequestState.DECLINED: DECLINE_REQUEST,
}
"""What a provider can say."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the form says; the names are columns of the row."""

    role: str
    name: str
    email: str
    place: str
    group_size: int | None = None
    wished_dates: str = ""
    message: str = ""


@transaction.atomic
def ask_for_offer(
    *,
    offer: Offer,
    token: uuid.UUID,
    question: Question,
    language: str,
    now: dt.datetime,
) -> OfferRequest:
    """Write the request down and ask the address whether it is its own, once a token."""
    offer_request, is_new = OfferRequest.objects.get_or_create(
        token=token,
        defaults={
            "offer": offer,
            "network": offer.network,
            "language": language,
            "created_at": now,
            **asdict(question),
        },
    )
    if is_new:
        link = make_link(
            purpose=CONFIRM_PURPOSE,
            thing=offer_request,
            now=now,
            lifetime=KEEP_UNCONFIRMED,
        )
        _write_to_asker(offer_request, "confirm", get_link_url(link))
    return offer_request


@transaction.atomic
def confirm_request(*, offer_request: OfferRequest, now: dt.datetime) -> OfferRequest:
    """Send the question to the provider, whose days begin to count.

    Raises:
        WrongStateError: it was confirmed before.
    """
    row = _lock(offer_request)
    row.asked_at = now
    row.due_on = count_on_working_days(timezone.localdate(now), ANSWER_DAYS)
    row.save(update_fields=["asked_at", "due_on"])
    apply_transition(row=row, transition=CONFIRM_REQUEST, actor=None, now=now)
    _write_to_provider(row, now)
    return row


@transaction.atomic
def settle_request(
    *,
    offer_request: OfferRequest,
    outcome: OfferRequestState,
    text: str,
    actor: Any,
    now: dt.datetime,
) -> OfferRequest:
    """Answer, arrange or decline, and tell the asker; ``actor`` is None for a provider.

    After an answer the provider gets a new link, to say later how it ended.

    Raises:
        WrongStateError: somebody was quicker, or it has lapsed.
    """
    row = _lock(offer_request)
    row.answer = text
    if outcome == OfferRequestState.ANSWERED:
        row.answered_at = now
    else:
        row.ended_at = now
    _move(row, OUTCOMES[outcome], actor, now)
    use_up_links(purpose=ANSWER_PURPOSE, thing=row, now=now)
    _write_to_asker(row, row.state, find_provider_address(row))
    if outcome == OfferRequestState.ANSWERED:
        _write_to_provider(row, now)
    return row


def remind_of_requests(now: dt.datetime) -> int:
    """Tell coordinators of what no provider answered in time, once each."""
    overdue = OfferRequest.objects.overdue_on(timezone.localdate(now))
    keys = list(overdue.filter(reminded_at__isnull=True).values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            row = OfferRequest.objects.select_related("network", "offer").get(pk=key)
            # Answered while we looked: nobody is reminded.
            is_first = OfferRequest.objects.filter(
                pk=key, state=OfferRequestState.ASKED, reminded_at__isnull=True
            ).update(reminded_at=now)
            if is_first:
                _write_to_coordinators(row, "late", now)
    return len(keys)


def let_requests_lapse(now: dt.datetime) -> int:
    """End what nobody has spoken about for thirty days, and tell the asker."""
    silent = OfferRequest.objects.silent_since(now - LAPSE_AFTER)
    return sum(_let_lapse(row, now) for row in silent.order_by("pk"))


def forget_requests(now: dt.datetime) -> int:
    """Delete what was never confirmed; empty what ended half a year ago (P65)."""
    unconfirmed = OfferRequest.objects.unconfirmed_since(now - KEEP_UNCONFIRMED)
    deleted, _each = unconfirmed.delete()
    nobody = dict.fromkeys(OfferRequest.personal_fields, "")
    ended = OfferRequest.objects.ended_before(now - KEEP_PERSON)
    return deleted + ended.update(**nobody, group_size=None, emptied_at=now)


@transaction.atomic
def _let_lapse(offer_request: OfferRequest, now: dt.datetime) -> bool:
    row = _lock(offer_request)
    if row.state not in OPEN_REQUESTS:
        return False
    row.ended_at = now
    _move(row, LET_REQUEST_LAPSE, None, now)
    _write_to_asker(row, "lapsed", find_network_address(row))
    return True


def _move(
    row: OfferRequest, transition: Transition, actor: Any, now: dt.datetime
) -> None:
    if row.state not in transition.from_states:
        raise WrongStateError(f"{transition.name}: {row} is {row.state}")
    # First, since the database refuses an end without its time.
    row.save(update_fields=["answer", "answered_at", "ended_at"])
    apply_transition(row=row, transition=transition, actor=actor, now=now)


def _write_to_asker(row: OfferRequest, event: str, url: str) -> None:
    context = get_mail_context(row, row.language) | {"answer": row.answer}
    tell_asker(offer_request=row, event=event, context=context, url=url)


def _write_to_provider(row: OfferRequest, now: dt.datetime) -> None:
    """Write to the contact of the offer; without an address the coordination hears of it."""
    address = find_provider_address(row)
    if not address:
        _write_to_coordinators(row, "unheard", now)
        return
    language = find_provider_language(row)
    facts = {"facts": list_fact_lines(row, language)}
    tell_provider(
        offer_request=row,
        address=address,
        language=language,
        link=make_link(
            purpose=ANSWER_PURPOSE, thing=row, now=now, lifetime=LAPSE_AFTER
        ),
        context=get_mail_context(row, language) | facts,
    )


def _write_to_coordinators(row: OfferRequest, event: str, now: dt.datetime) -> None:
    day = timezone.localdate(now)
    tell, people = tell_coordinators, find_coordinators(row.network, day)
    if not people.exclude(email="").exists():
        tell, people = tell_portal, find_coordinators(Network.objects.get_site(), day)
    tell(
        offer_request=row,
        people=people.exclude(email=""),
        event=event,
        context=get_mail_context(row, settings.LANGUAGE_CODE),
    )


def _lock(offer_request: OfferRequest) -> OfferRequest:
    return (
        OfferRequest.objects.select_for_update(of=("self",))
        .select_related("offer__source_locale", "network")
        .get(pk=offer_request.pk)
    )
