"""What editors publish and move, the networks, and the topics (CO26, CO71)."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language, gettext_lazy
from wagtail.models import Page

from cms.audiences import Viewer
from cms.enums import Taxonomy, ThingChange
from cms.models import (
    Article,
    Call,
    Event,
    FundingEntry,
    Network,
    Offer,
    PageTerm,
    PracticeEntry,
    Term,
    ThemePage,
)
from cms.models.base import ListedPageQuerySet
from community.activity import (
    ActivityKind,
    ActivityThing,
    ShownThing,
    activity_kinds,
    activity_things,
)

Shown = dict[int, ShownThing]


def find_pages(model: Any, keys: Collection[int], *, below: int = 0) -> Shown:
    """Return things by their open page: that in the reader's language, else the first one."""
    rows = model.objects.filter(pk__in=keys)
    of_page = model.objects.filter(translation_key=OuterRef("translation_key"))
    pages = (
        ListedPageQuerySet(model=Page)
        .open_to_all()
        .filter(translation_key__in=rows.values("translation_key"))
        .annotate(thing_key=Subquery(of_page.values("pk")[:1]))
        .select_related("locale")
        .order_by("pk")
    )
    language = get_language() or ""
    found: dict[int, Any] = {}
    for page in pages:
        known = found.get(page.thing_key)
        if known is None or page.locale.language_code == language:
            found[page.thing_key] = page
    return {key: _show(page, language) for key, page in found.items()}


def _show(page: Any, language: str) -> ShownThing:
    own = str(page.locale.language_code)
    return ShownThing(
        title=page.title,
        url=page.get_url() or "",
        language="" if own == language else own,
    )


def find_row(model: Any, key: str) -> Any:
    """Return the row of a translation key, or None."""
    try:
        translation_key = uuid.UUID(key)
    except ValueError:
        return None
    return model.objects.filter(translation_key=translation_key).first()


def find_sources_of_thing(row: Any) -> list[models.Model]:
    """Return its network, its topics, and the themes that are about one of these topics."""
    keys = Page.objects.filter(
        translation_key=row.translation_key, live=True, alias_of__isnull=True
    ).values("pk")
    topics = list(
        Term.objects.filter(
            taxonomy=Taxonomy.TOPIC, page_terms__page__in=keys
        ).distinct()
    )
    about = PageTerm.objects.filter(term__in=topics, page=OuterRef("pk"))
    themes = ListedPageQuerySet(model=ThemePage).open_to_all()
    articles = themes.filter(models.Exists(about)).values("article")
    return [row.network, *topics, *Article.objects.filter(pk__in=articles)]


def register_thing(model: Any, label: Any, order: int) -> None:
    """Register a kind that stands on pages."""

    def find_shown(keys: Collection[int], _viewer: Viewer, _now: dt.datetime) -> Shown:
        return find_pages(model, keys)

    activity_things.register(
        ActivityThing(
            name=model._meta.label_lower,
            model=model,
            find_shown=find_shown,
            label=label,
            follow_kind=model._meta.model_name,
            find=lambda key: find_row(model, key),
            get_key=lambda row: str(row.translation_key),
            find_sources=find_sources_of_thing,
            is_kept_hidden=True,
            order=order,
        )
    )


for model, label, order in (
    (Article, gettext_lazy("News and pages"), 20),
    (Call, gettext_lazy("Calls"), 21),
    (Event, gettext_lazy("Events"), 22),
    (Offer, gettext_lazy("Offers"), 23),
    (PracticeEntry, gettext_lazy("Good practice"), 24),
    (FundingEntry, gettext_lazy("Funding"), 25),
):
    register_thing(model, label, order)


def find_networks(
    keys: Collection[int], _viewer: Viewer, _now: dt.datetime
) -> dict[int, ShownThing]:
    """Return networks by name; the address is that of their page."""
    names = Network.objects.filter(pk__in=keys).order_by().values_list("pk", "name")
    pages = find_pages(Network, keys)
    return {
        key: ShownThing(title=name, url=pages[key].url if key in pages else "")
        for key, name in names
    }


activity_things.register(
    ActivityThing(
        name="cms.network",
        model=Network,
        find_shown=find_networks,
        label=gettext_lazy("Networks"),
        follow_kind="network",
        find=lambda key: (
            find_row(Network, key) or Network.objects.filter(slug=key).first()
        ),
        get_key=lambda network: str(network.slug),
        is_kept_hidden=True,
        order=10,
    )
)


def find_topics(
    keys: Collection[int], _viewer: Viewer, _now: dt.datetime
) -> dict[int, ShownThing]:
    """Return topics that are in use, by their label in the reader's language."""
    terms = Term.objects.of(Taxonomy.TOPIC).in_use().filter(pk__in=keys)
    return {
        term.pk: ShownThing(title=term.get_label(), url="")
        for term in terms.with_labels()
    }


activity_things.register(
    ActivityThing(
        name="cms.term",
        model=Term,
        find_shown=find_topics,
        label=gettext_lazy("Topics"),
        follow_kind="topic",
        find=lambda key: (
            Term.objects.of(Taxonomy.TOPIC).in_use().filter(slug=key).first()
        ),
        get_key=lambda term: str(term.slug),
        is_kept_hidden=True,
        order=15,
    )
)

for kind in (
    ActivityKind(
        name=ThingChange.PUBLISHED,
        label=gettext_lazy("New news, calls, events and offers"),
        one=gettext_lazy("{actor}: “{thing}” is new."),
        icon="newspaper",
        notification="followed-published",
        order=10,
    ),
    ActivityKind(
        name=ThingChange.UPDATED,
        label=gettext_lazy("News that have changed"),
        one=gettext_lazy("{actor} has updated “{thing}”."),
        icon="pencil",
        notification="followed-updated",
        order=11,
    ),
    ActivityKind(
        name=ThingChange.DEADLINE_MOVED,
        label=gettext_lazy("Other deadlines"),
        one=gettext_lazy("{actor}: “{thing}” has another deadline."),
        icon="calendar-clock",
        notification="followed-deadline",
        order=12,
    ),
    ActivityKind(
        name=ThingChange.DATES_MOVED,
        label=gettext_lazy("Other dates"),
        one=gettext_lazy("{actor}: “{thing}” has other dates."),
        icon="calendar-clock",
        notification="followed-dates",
        order=13,
    ),
    ActivityKind(
        name=ThingChange.CANCELLED,
        label=gettext_lazy("What does not take place"),
        one=gettext_lazy("{actor}: “{thing}” does not take place."),
        icon="calendar-x",
        notification="followed-cancelled",
        order=14,
    ),
    ActivityKind(
        name=ThingChange.POSTPONED,
        label=gettext_lazy("What is postponed"),
        one=gettext_lazy("{actor}: “{thing}” is postponed."),
        icon="calendar-x",
        notification="followed-postponed",
        order=15,
    ),
    ActivityKind(
        name=ThingChange.RESUMED,
        label=gettext_lazy("What takes place after all"),
        one=gettext_lazy("{actor}: “{thing}” takes place after all."),
        icon="calendar-check",
        notification="followed-resumed",
        order=16,
    ),
):
    activity_kinds.register(kind)
