"""What is known about requests for offers, for mails, link pages and staff (ED29)."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from cms.enums import Role
from cms.models import NetworkRole, Offer, OfferPage, OfferRequest
from cms.queries.cards import format_day


def find_askable_page(key: uuid.UUID, language: str) -> OfferPage | None:
    """Return the live page of an offer that takes requests, best in this language."""
    pages = OfferPage.objects.public().filter(
        live=True,
        alias_of__isnull=True,
        offer__translation_key=key,
        offer__takes_requests=True,
    )
    return _choose(pages, language)


def find_offer_page(offer: Offer, language: str) -> OfferPage | None:
    """Return an offer's page in this language, else that in which it was written."""
    pages = OfferPage.objects.filter(offer=offer, alias_of__isnull=True)
    return _choose(pages.filter(live=True), language) or _choose(pages, language)


def _choose(pages: Any, language: str) -> OfferPage | None:
    found = {
        page.locale_id: page
        for page in pages.select_related("offer", "network", "locale").order_by("pk")
    }
    for page in found.values():
        if page.locale.language_code == language:
            return page
    source = (page for page in found.values() if page.is_fact_source)
    return next(source, next(iter(found.values()), None))


def get_offer_title(offer_request: OfferRequest, language: str = "") -> str:
    """Return the offer's title in this language, else in the one it was written in."""
    page = find_offer_page(offer_request.offer, language or get_language() or "")
    return page.title if page else ""


def find_provider_address(offer_request: OfferRequest) -> str:
    """Return where the provider reads mail; empty where the page names nobody."""
    language = offer_request.offer.source_locale.language_code
    page = find_offer_page(offer_request.offer, language)
    return page.contact_email if page else ""


def find_provider_language(offer_request: OfferRequest) -> str:
    """Return the language to write to the provider in.

    Who has an account has chosen one. Others are addressed as the portal addresses
    everybody it does not know, unless the offer has no text in that language.
    """
    address = find_provider_address(offer_request)
    chosen = UserProfile.objects.filter(
        user__is_active=True, user__email__iexact=address
    ).values_list("preferred_language", flat=True)
    known = [code for code in chosen if address and code in dict(settings.LANGUAGES)]
    if known:
        return str(known[0])
    page = find_offer_page(offer_request.offer, settings.LANGUAGE_CODE)
    return str(page.locale.language_code) if page else settings.LANGUAGE_CODE


def list_request_facts(offer_request: OfferRequest) -> list[tuple[str, str]]:
    """Return what somebody asked, as label and value, without what was left empty."""
    facts = [
        (_("Offer"), get_offer_title(offer_request)),
        (_("Who asks"), offer_request.name),
        (_("As"), offer_request.get_role_display()),
        (_("E-mail"), offer_request.email),
        (_("School or place"), offer_request.place),
        (_("Size of the group"), str(offer_request.group_size or "")),
        (_("Wished dates"), offer_request.wished_dates),
        (_("Message"), offer_request.message),
        (
            _("Answer until"),
            format_day(offer_request.due_on) if offer_request.due_on else "",
        ),
        (_("Answer"), offer_request.answer),
    ]
    return [(label, value) for label, value in facts if value]


def get_mail_context(offer_request: OfferRequest, language: str) -> dict[str, Any]:
    """Return what the mails say in a language, without who asked and what."""
    with override(language):
        due = format_day(offer_request.due_on) if offer_request.due_on else ""
    return {
        "title": get_offer_title(offer_request, language),
        "provider": offer_request.offer.provider_name,
        "network": offer_request.network.display_name,
        "due": due,
    }


def list_fact_lines(offer_request: OfferRequest, language: str) -> list[str]:
    """Return what somebody asked as lines of a mail."""
    with override(language):
        facts = list_request_facts(offer_request)
        return [f"{label}: {value}" for label, value in facts]


def find_network_address(offer_request: OfferRequest) -> str:
    """Return where the public writes to the network; empty where it names nothing."""
    contacts = offer_request.network.contacts.exclude(email="")
    return contacts.values_list("email", flat=True).first() or ""


def with_offer_titles(requests: QuerySet[OfferRequest]) -> QuerySet[OfferRequest]:
    """Add ``offer_title``, in the language in which the offer was written."""
    pages = OfferPage.objects.filter(
        offer=OuterRef("offer"), locale=OuterRef("offer__source_locale")
    )
    return requests.select_related("network").annotate(
        offer_title=Subquery(pages.values("title")[:1])
    )


def get_overdue_requests(user: Any, now: dt.datetime) -> QuerySet[OfferRequest]:
    """Return what no provider has answered in time, in the networks this user coordinates."""
    day = timezone.localdate(now)
    overdue = OfferRequest.objects.overdue_on(day)
    if user.is_superuser:
        return overdue
    roles = NetworkRole.objects.active_on(day).filter(
        user_id=user.pk, role=Role.COORDINATOR
    )
    return overdue.filter(network__in=roles.values("network"))
