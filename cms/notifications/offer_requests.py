"""Mails about requests for offers: to the asker, the provider and coordinators (ED29).

``context`` is what `queries.offer_requests.get_mail_context` returns for the language.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from cms.links import get_link_url
from cms.models import LinkToken, OfferRequest
from cms.outbox import enqueue_mail

KIND = "offer-request"


def tell_asker(
    *, offer_request: OfferRequest, event: str, context: dict[str, Any], url: str
) -> None:
    """Write to the person who asks: what to do, or what became of it; once an event."""
    enqueue_mail(
        recipient=offer_request.email,
        kind=KIND,
        event_key=f"{KIND}:{offer_request.pk}:{event}",
        language=offer_request.language,
        template=f"cms/mail/offer_request_{event}",
        context={**context, "url": url},
    )


def tell_provider(
    *,
    offer_request: OfferRequest,
    address: str,
    language: str,
    link: LinkToken,
    context: dict[str, Any],
) -> None:
    """Bring the question to the provider with the link that answers it."""
    enqueue_mail(
        recipient=address,
        kind=KIND,
        event_key=f"{KIND}:{offer_request.pk}:provider:{link.pk}",
        language=language,
        template=f"cms/mail/offer_request_provider_{offer_request.state}",
        context={**context, "url": get_link_url(link)},
    )


def tell_coordinators(
    *,
    offer_request: OfferRequest,
    people: Iterable[Any],
    event: str,
    context: dict[str, Any],
) -> None:
    """Ask the network's coordinators to step in; the mail names nobody."""
    path = reverse("offer_requests:inspect", args=[offer_request.pk])
    _tell_staff(offer_request, people, event, context, path)


def tell_portal(
    *,
    offer_request: OfferRequest,
    people: Iterable[Any],
    event: str,
    context: dict[str, Any],
) -> None:
    """Ask the portal for somebody who coordinates; it may not read the request itself."""
    _tell_staff(offer_request, people, event, context, reverse("team:index"))


def _tell_staff(
    offer_request: OfferRequest,
    people: Iterable[Any],
    event: str,
    context: dict[str, Any],
    path: str,
) -> None:
    for person in people:
        enqueue_mail(
            recipient=person.email,
            kind=KIND,
            event_key=f"{KIND}:{offer_request.pk}:{event}",
            language=settings.LANGUAGE_CODE,
            template=f"cms/mail/offer_request_{event}",
            context={**context, "url": settings.WAGTAILADMIN_BASE_URL + path},
        )
