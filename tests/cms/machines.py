"""Pages for the tests of feeds, API, sitemap and head: one helper for each kind."""

import datetime as dt
import json
import uuid
import xml.etree.ElementTree as ET

from wagtail.models import Locale

from cms.models import (
    CallIndexPage,
    CallPage,
    ChronologyPage,
    EventIndexPage,
    EventPage,
    HomePage,
    Network,
    NewsIndexPage,
    NewsPage,
    OfferIndexPage,
    OfferPage,
    RegionIndexPage,
    RegionPage,
)
from tests.cms.pages import publish_unchecked

NOON = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


def get_locale(language="de") -> Locale:
    return Locale.objects.get(language_code=language)


def make_news(title="Sternennacht", *, language="de", days=0, **kwargs) -> NewsPage:
    index = NewsIndexPage.objects.get(locale=get_locale(language), network__kind="site")
    page = NewsPage(title=title, date=NOON + dt.timedelta(days=days), **kwargs)
    page = index.add_child(instance=page)
    if page.live:
        page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def make_call(title="Sommercamp", *, language="de", **kwargs) -> CallPage:
    index = CallIndexPage.objects.get(locale=get_locale(language), network__kind="site")
    page = index.add_child(
        instance=CallPage(title=title, **{"funder": "Muster-Stiftung", **kwargs})
    )
    if page.live:
        page.save_revision().publish()
    return CallPage.objects.get(pk=page.pk)


def get_index(model, slug, language="de"):
    """Return the portal's list of a kind; made in all languages where it has none."""
    key = uuid.uuid4()
    for home in HomePage.objects.all():
        if not model.objects.child_of(home).exists():
            home.add_child(
                instance=model(title=slug.title(), slug=slug, translation_key=key)
            )
    return model.objects.get(locale=get_locale(language), network__kind="site")


def make_event(title="Sternennacht", *, language="de", days=0, **kwargs) -> EventPage:
    """Publish an event of two hours, at noon UTC so many days after ``NOON``."""
    index = get_index(EventIndexPage, "veranstaltungen", language)
    starts_at = NOON + dt.timedelta(days=days)
    fields = {
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(hours=2),
        "venue_address": "67663 Kaiserslautern",
        "conference_url": "https://konferenz.example.org/geheim",
    }
    page = index.add_child(instance=EventPage(title=title, **fields | kwargs))
    if page.live:
        page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


def make_offer(title="Löten lernen", *, language="de", **kwargs) -> OfferPage:
    index = get_index(OfferIndexPage, "angebote", language)
    page = index.add_child(
        instance=OfferPage(title=title, **{"provider_name": "Musterlabor"} | kwargs)
    )
    if page.live:
        publish_unchecked(page)
    return OfferPage.objects.get(pk=page.pk)


def make_chronology(*entries, language="de", **kwargs) -> ChronologyPage:
    """Publish a chronology below the home page; an entry is what its block holds."""
    entries = entries or ({"year": 2006, "month": "5", "title": "Gründung"},)
    home = HomePage.objects.get(locale=get_locale(language))
    stream = [
        {
            "type": "entry",
            "value": value,
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, value["title"])),
        }
        for value in entries
    ]
    fields = {"title": "Chronik", "slug": "chronik", "entries": json.dumps(stream)}
    page = home.add_child(instance=ChronologyPage(**fields | kwargs))
    if page.live:
        page.save_revision().publish()
    return ChronologyPage.objects.get(pk=page.pk)


def make_network(name="MINT-Region Musterland", slug="musterland", **kwargs) -> Network:
    return Network.objects.create(
        name=name,
        slug=slug,
        source_key=slug,
        source_locale=get_locale(),
        **{"kind": "mint-region", **kwargs},
    )


def make_region(network=None, *, language="de", **kwargs) -> RegionPage:
    network = network or make_network()
    index = RegionIndexPage.objects.get(locale=get_locale(language))
    page = index.add_child(
        instance=RegionPage(
            title=network.name,
            slug=network.slug,
            network=network,
            translation_key=network.translation_key,
            **kwargs,
        )
    )
    if page.live:
        page.save_revision().publish()
    return page


def translate(page, title, language="en"):
    """Return a published translation of its own."""
    copy = page.copy_for_translation(get_locale(language))
    copy.title = title
    publish_unchecked(copy)
    copy.refresh_from_db()
    return copy


def make_alias(page, language="en"):
    """Return what wagtail-localize shows until somebody translates: the German text."""
    return page.copy_for_translation(get_locale(language), alias=True)


def parse_xml(response) -> ET.Element:
    return ET.fromstring(response.content)  # noqa: S314 -- our own answer
