"""What links of cms do: show a draft outside (ED52), confirm and answer a request (ED29)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy

from cms.enums import OfferRequestState
from cms.links import LinkPurpose, UsedLinkError, link_purposes
from cms.models import LinkToken, OfferRequest
from cms.operations.offer_requests import (
    ANSWER_PURPOSE,
    CONFIRM_PURPOSE,
    KEEP_UNCONFIRMED,
    LAPSE_AFTER,
    confirm_request,
    settle_request,
)
from cms.operations.sharing import SHARE_DRAFT
from cms.queries.cards import format_day
from cms.queries.offer_requests import find_provider_language, list_request_facts
from cms.transitions import WrongStateError

SHARE_DRAFT_LIFETIME = dt.timedelta(days=7)


def show_draft(_request: HttpRequest, _token: LinkToken, page: Any) -> HttpResponse:
    """Return the latest draft as a visitor would see it; the reader's own login plays no part."""
    draft = page.specific.get_latest_revision_as_object()
    response: HttpResponse = draft.make_preview_request(
        preview_mode=draft.default_preview_mode
    )
    return response


def can_still_share(token: LinkToken, page: Any) -> bool:
    """Return whether whoever shared the draft may still edit the page."""
    user = token.created_by
    return user is not None and page.permissions_for_user(user).can_edit()


link_purposes.register(
    LinkPurpose(
        name=SHARE_DRAFT,
        sentence=gettext_lazy("See a draft"),
        lifetime=SHARE_DRAFT_LIFETIME,
        is_single_use=False,
        show=show_draft,
        is_allowed=can_still_share,
    )
)


def confirm_by_link(
    _token: LinkToken, offer_request: OfferRequest, now: dt.datetime
) -> str:
    """Send the question on; say until when there is an answer."""
    try:
        row = confirm_request(offer_request=offer_request, now=now)
    except WrongStateError as error:
        raise UsedLinkError from error
    return gettext(
        "Your question is on its way to %(provider)s. An answer should come by %(day)s, "
        "by mail."
    ) % {
        "provider": row.offer.provider_name,
        "day": format_day(row.due_on) if row.due_on else "",
    }


def answer_by_link(
    _token: LinkToken,
    offer_request: OfferRequest,
    answers: Mapping[str, Any],
    now: dt.datetime,
) -> str:
    """Pass the provider's words on."""
    try:
        settle_request(
            offer_request=offer_request,
            outcome=OfferRequestState(answers["outcome"]),
            text=answers["text"],
            actor=None,
            now=now,
        )
    except WrongStateError as error:
        raise UsedLinkError from error
    return gettext("Your answer is on its way to the person who asked.")


def get_asker_language(offer_request: OfferRequest) -> str:
    return offer_request.language


link_purposes.register(
    LinkPurpose(
        name=CONFIRM_PURPOSE,
        sentence=gettext_lazy("Send your question"),
        button=gettext_lazy("Yes, send it"),
        lifetime=KEEP_UNCONFIRMED,
        act=confirm_by_link,
        list_facts=list_request_facts,
        get_language=get_asker_language,
    )
)
link_purposes.register(
    LinkPurpose(
        name=ANSWER_PURPOSE,
        sentence=gettext_lazy("Answer a request for your offer"),
        button=gettext_lazy("Send the answer"),
        lifetime=LAPSE_AFTER,
        form="cms.forms.offer_requests.SettleForm",
        answer=answer_by_link,
        list_facts=list_request_facts,
        get_language=find_provider_language,
    )
)
