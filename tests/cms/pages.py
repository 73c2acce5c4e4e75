"""Pages that the tests of lists and page types are made of."""

import datetime as dt
import io
import json

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.models import (
    AcademyPage,
    CallIndexPage,
    CallPage,
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    OfferIndexPage,
    OfferPage,
    PageDistrict,
    PageTerm,
    PracticeIndexPage,
    PracticePage,
    Term,
    ThemeIndexPage,
    ThemePage,
    WebinarIndexPage,
    WebinarPage,
)

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
PROSE = "<p>Zwölf Jugendliche haben eine Brücke gebaut.</p>"


def make_image(title="Brücke", **kwargs):
    buffer = io.BytesIO()
    PillowImage.new("RGB", (60, 40), "teal").save(buffer, "PNG")
    image = get_image_model().objects.create(
        title=title,
        file=ContentFile(buffer.getvalue(), "bruecke.png"),
        **{"credit": "Ada Beispiel", "licence": "CC-BY-4.0"} | kwargs,
    )
    image.file.close()
    return image


def make_body(*blocks):
    blocks = blocks or ({"type": "text", "value": PROSE},)
    return json.dumps(list(blocks))


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def publish_unchecked(page):
    """Publish past the checks: what lists show needs not be all that publishing needs."""
    revision = page.save_revision()
    Page.publish(revision.content_object, revision)
    page.refresh_from_db()
    return page


def make_news(index=None, *, locale=None, topics=(), stages=(), **kwargs):
    """Publish an article; without an index below the portal's German one."""
    if index is None:
        index = NewsIndexPage.objects.filter(locale__language_code="de").first()
    number = NewsPage.objects.count() + 1
    fields = {
        "title": f"Brücke {number}",
        "slug": f"bruecke-{number}",
        "summary": "Eine Brücke hält.",
        "date": NOW - dt.timedelta(days=number),
        "body": make_body(),
        "lead_image_alt": "Brücke" if "lead_image" in kwargs else "",
    }
    page = publish(index.add_child(instance=NewsPage(**fields | kwargs)))
    add_terms(page, "topic", topics)
    add_terms(page, "stage", stages)
    return page


def make_call(index=None, *, topics=(), **kwargs):
    if index is None:
        index = CallIndexPage.objects.filter(locale__language_code="de").first()
    number = CallPage.objects.count() + 1
    fields = {
        "title": f"Ausschreibung {number}",
        "slug": f"ausschreibung-{number}",
        "summary": "Geld für Brücken.",
        "funder": "Muster-Stiftung",
        "deadline_at": NOW + dt.timedelta(days=30),
        "body": make_body(),
        "lead_image_alt": "Brücke" if "lead_image" in kwargs else "",
    }
    page = publish(index.add_child(instance=CallPage(**fields | kwargs)))
    add_terms(page, "topic", topics)
    return page


def make_event(index=None, *, topics=(), **kwargs):
    """Publish an event of two hours; without an index below the portal's German one."""
    if index is None:
        index = EventIndexPage.objects.filter(locale__language_code="de").first()
    number = EventPage.objects.count() + 1
    starts_at = kwargs.get("starts_at", NOW + dt.timedelta(days=number))
    fields = {
        "title": f"Werkstatt {number}",
        "slug": f"werkstatt-{number}",
        "summary": "Wir bauen Brücken.",
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(hours=2),
        "venue_name": "Haus der Technik",
        "venue_address": "Trippstadter Str. 110\n67663 Kaiserslautern",
        "conference_url": "https://konferenz.example.org/raum",
        "body": make_body(),
        "lead_image_alt": "Brücke" if "lead_image" in kwargs else "",
    }
    page = publish(index.add_child(instance=EventPage(**fields | kwargs)))
    add_terms(page, "topic", topics)
    return page


def make_practice(index=None, *, topics=(), special_groups=(), **kwargs):
    if index is None:
        index = PracticeIndexPage.objects.filter(locale__language_code="de").first()
    number = PracticePage.objects.count() + 1
    fields = {
        "title": f"Forscherkiste {number}",
        "slug": f"forscherkiste-{number}",
        "summary": "Kisten voller Fragen.",
        "idea": PROSE,
        "body": make_body(),
        "lead_image_alt": "Brücke" if "lead_image" in kwargs else "",
    }
    page = publish(index.add_child(instance=PracticePage(**fields | kwargs)))
    add_terms(page, "topic", topics)
    add_terms(page, "special-group", special_groups)
    return page


def make_theme(*, topics=(), **kwargs):
    index = ThemeIndexPage.objects.get(locale__language_code="de")
    number = ThemePage.objects.count() + 1
    fields = {
        "title": f"Thema {number}",
        "slug": f"thema-{number}",
        "summary": "Alles dazu.",
        "body": make_body(),
    }
    page = publish(index.add_child(instance=ThemePage(**fields | kwargs)))
    add_terms(page, "topic", topics)
    return page


def make_webinar(*, topics=(), days=-7, **kwargs):
    """Publish a webinar of an hour, so many days from now on."""
    index = WebinarIndexPage.objects.get(locale__language_code="de")
    number = WebinarPage.objects.count() + 1
    start = NOW + dt.timedelta(days=days)
    fields = {
        "title": f"Webinar {number}",
        "slug": f"webinar-{number}",
        "summary": "Zehn Versuche.",
        "starts_at": start,
        "ends_at": start + dt.timedelta(hours=1),
        "body": make_body(),
    }
    page = publish(index.add_child(instance=WebinarPage(**fields | kwargs)))
    add_terms(page, "topic", topics)
    return page


def make_academy(**kwargs):
    index = WebinarIndexPage.objects.get(locale__language_code="de")
    fields = {
        "title": "Akademie",
        "slug": "akademie",
        "summary": "Vier Module.",
        "body": make_body(),
    }
    return publish(index.add_child(instance=AcademyPage(**fields | kwargs)))


def make_offer(index=None, *, terms=None, districts=(), **kwargs):
    """Publish an offer as it is, with ``terms`` by taxonomy: ``{"stage": ["primary"]}``."""
    if index is None:
        index = OfferIndexPage.objects.filter(locale__language_code="de").first()
    number = OfferPage.objects.count() + 1
    fields = {
        "title": f"Angebot {number}",
        "slug": f"angebot-{number}",
        "summary": "Brücken aus Papier.",
        "provider_name": "Schülerlabor Musterstadt",
        "body": make_body(),
        "lead_image_alt": "Brücke" if "lead_image" in kwargs else "",
    }
    page = index.add_child(instance=OfferPage(**fields | kwargs))
    publish_unchecked(page)
    for taxonomy, slugs in (terms or {}).items():
        add_terms(page, taxonomy, slugs)
    PageDistrict.objects.bulk_create(
        PageDistrict(page_id=page.pk, ags=ags) for ags in districts
    )
    return page


def add_terms(page, taxonomy, slugs):
    PageTerm.objects.bulk_create(
        PageTerm(page_id=page.pk, term=term)
        for term in Term.objects.filter(taxonomy=taxonomy, slug__in=slugs)
    )


def translate(page, locale, **kwargs):
    """Publish a translation of its own, with other texts."""
    copy = page.copy_for_translation(locale, copy_parents=True)
    for name, value in kwargs.items():
        setattr(copy, name, value)
    return publish_unchecked(copy)
