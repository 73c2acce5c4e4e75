"""Many rows at once, for the benches: pages, articles, networks, terms."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Locale, Page

START = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)
BODY = [
    ("heading", {"text": "Was wir gebaut haben", "level": "h2"}),
    ("text", "<p>" + "Drei Nachmittage, zwei Sägen, eine Brücke. " * 12 + "</p>"),
    ("quote", {"text": "Sie hält.", "person": "Ada Beispiel", "role": "7. Klasse"}),
    (
        "text",
        "<p>" + "Beim nächsten Mal messen wir, wie weit sie sich biegt. " * 12 + "</p>",
    ),
]


def insert_plain(
    model: Any, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert values by the names of their fields, with nothing of Django between."""
    quote, adapt = connection.ops.quote_name, connection.ops.adapt_datetimefield_value
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    into = f"{quote(model._meta.db_table)} ({columns})"
    values = (
        [adapt(value) if isinstance(value, dt.datetime) else value for value in row]
        for row in rows
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        while batch := list(islice(values, 10_000)):
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", batch)  # noqa: S608 -- names of our own columns


def insert_children(model: Any, rows: list[Any]) -> None:
    """Insert the own columns of multi-table children, which bulk_create refuses."""
    fields = model._meta.local_concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    values = [
        [
            field.get_db_prep_save(getattr(row, field.attname), connection)
            for field in fields
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 -- names of our own columns


def bulk_add(parent: Page, model: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Add many live children without a revision, a log entry or a signal; return their ids.

    One is published each minute, as on a portal that has grown: not all at one moment.
    """
    parent = Page.objects.get(pk=parent.pk)
    content_type = model(title="x").content_type
    first = Page._get_basepath(parent.path, parent.depth + 1)
    count = parent.numchild
    pages, children = [], []
    next_id = (Page.objects.order_by("-pk").values_list("pk", flat=True)[0]) + 1
    for number, values in enumerate(rows):
        path = Page._get_path(parent.path, parent.depth + 1, count + number + 1)
        published_at = START + dt.timedelta(minutes=count + number)
        child = model(
            page_ptr_id=next_id + number,
            path=path,
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{values['slug']}/",
            content_type=content_type,
            draft_title=values["title"],
            live=True,
            first_published_at=published_at,
            last_published_at=published_at,
            **values,
        )
        child.id = child.page_ptr_id
        page = Page(
            **{
                field.attname: getattr(child, field.attname)
                for field in Page._meta.concrete_fields
            }
        )
        pages.append(page)
        children.append(child)
    assert first
    with transaction.atomic():
        Page.objects.bulk_create(pages, batch_size=500)
        insert_children(model, children)
        Page.objects.filter(pk=parent.pk).update(numchild=count + len(rows))
    return [page.pk for page in pages]


def add_news(count: int, image: Any = None) -> None:
    """Add news of the portal in both languages, newest last, with three terms each."""
    from cms.models import Article, Network, NewsIndexPage, NewsPage, PageTerm, Term

    site = Network.objects.get_site()
    german = Locale.objects.get(language_code="de")
    before = Article.objects.count()
    articles = Article.objects.bulk_create(
        [
            Article(
                kind="news",
                network=site,
                source_locale=german,
                translation_key=uuid.uuid4(),
                published_at=START + dt.timedelta(minutes=before + number),
            )
            for number in range(count)
        ],
        batch_size=500,
    )
    terms = list(Term.objects.filter(taxonomy__in=["topic", "stage"]))
    for index in NewsIndexPage.objects.filter(network=site).select_related("locale"):
        page_ids = bulk_add(
            index,
            NewsPage,
            [
                {
                    "title": f"Nachricht {before + number}",
                    "slug": f"nachricht-{before + number}",
                    "summary": "Drei Nachmittage, zwei Sägen, eine Brücke: sie hält.",
                    "network": site,
                    "locale": index.locale,
                    "translation_key": article.translation_key,
                    "article": article,
                    "kind": "news",
                    "date": article.published_at,
                    "lead_image": image,
                    "lead_image_alt": "Eine Brücke aus Holz",
                    "body": BODY,
                }
                for number, article in enumerate(articles)
            ],
        )
        PageTerm.objects.bulk_create(
            [
                PageTerm(page_id=page_id, term=terms[(page_id * 7 + step) % len(terms)])
                for page_id in page_ids
                for step in (0, 5, 11)
            ],
            batch_size=1000,
        )


def add_networks(count: int) -> None:
    """Add networks over all states with a region page in both languages."""
    from cms.enums import State
    from cms.models import Network, NetworkState, RegionIndexPage, RegionPage

    german = Locale.objects.get(language_code="de")
    before = Network.objects.count()
    states = list(State.values)
    networks = Network.objects.bulk_create(
        [
            Network(
                name=f"MINT-Region {number:05}",
                slug=f"mint-region-{number:05}",
                source_key=f"mint-region-{number:05}",
                kind="mint-region",
                locality="Musterstadt",
                latitude=47.8 + (number % 613) * 0.01,
                longitude=7.0 + (number % 701) * 0.01,
                source_locale=german,
                translation_key=uuid.uuid4(),
            )
            for number in range(before, before + count)
        ],
        batch_size=500,
    )
    NetworkState.objects.bulk_create(
        [
            NetworkState(network=network, state=states[network.pk % len(states)])
            for network in networks
        ],
        batch_size=1000,
    )
    for index in RegionIndexPage.objects.select_related("locale"):
        bulk_add(
            index,
            RegionPage,
            [
                {
                    "title": network.name,
                    "slug": network.slug,
                    "summary": "Ein Netzwerk in Musterstadt.",
                    "network": network,
                    "locale": index.locale,
                    "translation_key": network.translation_key,
                    "body": BODY[:2],
                }
                for network in networks
            ],
        )


def add_events(count: int) -> None:
    """Add events that lie ahead in both languages; every tenth is a series of five."""
    from cms.models import Event, EventDate, EventIndexPage, EventPage, Network

    site = Network.objects.get_site()
    german = Locale.objects.get(language_code="de")
    before = Event.objects.count()
    first = timezone.now().replace(minute=0, second=0, microsecond=0)
    spans = [
        [
            (
                start + dt.timedelta(days=7 * week),
                start + dt.timedelta(days=7 * week, hours=2),
            )
            for week in range(5 if number % 10 == 0 else 1)
        ]
        for number in range(before, before + count)
        for start in [first + dt.timedelta(days=1, minutes=10 * number)]
    ]
    events = Event.objects.bulk_create(
        [
            Event(
                network=site,
                source_locale=german,
                translation_key=uuid.uuid4(),
                starts_at=dates[0][0],
                ends_at=dates[-1][1],
                mode=("on-site", "online", "hybrid")[number % 3],
                is_free=number % 2 == 0,
                age_from=number % 15,
                age_to=number % 15 + 4,
                venue_name="Sternwarte",
                venue_address="Musterweg 1, 55116 Mainz",
                **_make_point(number),
            )
            for number, dates in enumerate(spans, start=before)
        ],
        batch_size=500,
    )
    EventDate.objects.bulk_create(
        [
            EventDate(event=event, starts_at=start, ends_at=end)
            for event, dates in zip(events, spans, strict=True)
            for start, end in dates
        ],
        batch_size=500,
    )
    names = ("starts_at", "ends_at", "mode", "is_free", "venue_name", "venue_address")
    _add_things(
        EventIndexPage,
        EventPage,
        "event",
        events,
        title="Sternennacht",
        slug="sternennacht",
        make_fields=lambda event: {name: getattr(event, name) for name in names},
        taxonomies=("topic", "stage", "class-level", "event-type"),
    )


def add_offers(count: int) -> None:
    """Add offers in both languages: a third each at the provider's, mobile and online."""
    from cms.models import Network, Offer, OfferIndexPage, OfferPage

    site = Network.objects.get_site()
    german = Locale.objects.get(language_code="de")
    before = Offer.objects.count()
    names = (
        "provider_name",
        "is_on_site",
        "is_mobile",
        "is_online",
        "is_free",
        "minutes",
    )
    offers = Offer.objects.bulk_create(
        [
            Offer(
                network=site,
                source_locale=german,
                translation_key=uuid.uuid4(),
                provider_name=f"Musterlabor {number % 40}",
                is_on_site=number % 3 == 0,
                is_mobile=number % 3 == 1,
                is_online=number % 3 == 2,
                is_free=number % 2 == 0,
                minutes=90,
                availability=("on-request", "dates", "always")[number % 3],
                age_from=number % 15,
                age_to=number % 15 + 4,
                title_key=f"loeten {number:06}",
                **_make_point(number),
            )
            for number in range(before, before + count)
        ],
        batch_size=500,
    )
    _add_things(
        OfferIndexPage,
        OfferPage,
        "offer",
        offers,
        title="Löten",
        slug="loeten",
        make_fields=lambda offer: {name: getattr(offer, name) for name in names},
        taxonomies=("topic", "stage", "class-level", "format"),
    )


def _make_point(number: int) -> dict[str, float]:
    return {
        "latitude": round(47.8 + (number % 613) * 0.01, 4),
        "longitude": round(7.0 + (number % 701) * 0.01, 4),
    }


def _add_things(
    index_model: Any,
    page_model: Any,
    attribute: str,
    things: list[Any],
    *,
    title: str,
    slug: str,
    make_fields: Any,
    taxonomies: tuple[str, ...],
) -> None:
    """Add the pages of rows in both languages, each with four terms and a district."""
    from cms.geo import get_districts
    from cms.models import Network, PageDistrict, PageTerm, Term

    site = Network.objects.get_site()
    terms = list(Term.objects.filter(taxonomy__in=taxonomies))
    districts = list(get_districts())
    for index in index_model.objects.filter(network=site).select_related("locale"):
        before = Page.objects.get(pk=index.pk).numchild
        page_ids = bulk_add(
            index,
            page_model,
            [
                {
                    "title": f"{title} {number}",
                    "slug": f"{slug}-{number}",
                    "summary": "Drei Nachmittage, zwei Lötkolben, ein Radio: es spielt.",
                    "network": site,
                    "locale": index.locale,
                    "translation_key": thing.translation_key,
                    attribute: thing,
                    "latitude": thing.latitude,
                    "longitude": thing.longitude,
                    "body": BODY,
                    **make_fields(thing),
                }
                for number, thing in enumerate(things, start=before)
            ],
        )
        PageTerm.objects.bulk_create(
            [
                PageTerm(page_id=pk, term=terms[(pk * 7 + step) % len(terms)])
                for pk in page_ids
                for step in (0, 5, 11, 17)
            ],
            batch_size=1000,
        )
        PageDistrict.objects.bulk_create(
            [
                PageDistrict(page_id=pk, ags=districts[pk % len(districts)])
                for pk in page_ids
                if pk % 2
            ],
            batch_size=1000,
        )
