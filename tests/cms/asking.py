"""Offers that can be asked for, and people who ask, for the tests of ED29."""

import uuid

from django.urls import reverse
from django.utils.translation import override

from cms.models import LinkToken, OfferIndexPage, OfferPage, OfferRequest, RegionPage
from cms.operations.offer_requests import ANSWER_PURPOSE, CONFIRM_PURPOSE
from tests.cms.pages import add_terms, publish_unchecked

PROVIDER = "labor@example.org"
NEEDED_TERMS = {"stage": ["primary"], "format": ["workshop"]}


def make_offer(network, *, language="de", terms=None, **values):
    """Publish an offer below the network's region page."""
    region = RegionPage.objects.get(network=network, locale__language_code=language)
    index = OfferIndexPage.objects.child_of(region).first()
    if index is None:
        index = region.add_child(instance=OfferIndexPage(title="Offers", slug="offers"))
    number = OfferPage.objects.count() + 1
    fields = {
        "title": f"Robotik {number}",
        "slug": f"robotik-{number}",
        "summary": "Ein Roboter fährt durch das Klassenzimmer.",
        "provider_name": "Musterlabor",
        "is_mobile": True,
        "takes_requests": True,
        "contact_email": PROVIDER,
    }
    page = index.add_child(instance=OfferPage(**fields | values))
    for taxonomy, slugs in (NEEDED_TERMS | (terms or {})).items():
        add_terms(page, taxonomy, slugs)
    return publish_unchecked(OfferPage.objects.get(pk=page.pk))


def ask_url(page, language="de", name="offer_ask"):
    with override(language):
        return reverse(f"cms_ask:{name}", args=[page.offer.translation_key])


def question(**values):
    return {
        "token": str(uuid.uuid4()),
        "role": "teacher",
        "name": "Mia Beispiel",
        "email": "mia@example.org",
        "place": "Realschule plus, Musterstadt",
        "group_size": "24",
        "wished_dates": "im Mai",
        "message": "Kommt ihr zu uns?",
        "is_of_age": "on",
    } | values


def ask(client, page, language="de", **values):
    """Send the form and return the request that it made."""
    response = client.post(ask_url(page, language), question(**values))
    assert response.status_code == 302, response.context["form"].errors
    return OfferRequest.objects.latest("pk")


def find_link(offer_request, purpose):
    return LinkToken.objects.filter(
        purpose=purpose, object_id=offer_request.pk, used_at__isnull=True
    ).latest("pk")


def find_confirm_link(offer_request):
    return find_link(offer_request, CONFIRM_PURPOSE)


def find_answer_link(offer_request):
    return find_link(offer_request, ANSWER_PURPOSE)
