"""What can be kept, and what of the kept things a member may still see (CO19)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction

from cms.audiences import Viewer
from cms.registry import Label
from community.models import Bookmark, BookmarkList, Member, Organisation

A_PAGE = 20
PAGE_KINDS = (
    "article",
    "call",
    "event",
    "fundingentry",
    "network",
    "offer",
    "practiceentry",
)
"""Models of cms whose pages lead to them by their translation key."""


@dataclass(frozen=True)
class Shown:
    """How a thing is named to this viewer, and where it stands."""

    title: str
    url: str


@dataclass(frozen=True)
class Kept:
    """One bookmark, as its owner sees it."""

    bookmark: Bookmark
    shown: Shown
    kind: Label


@dataclass(frozen=True)
class KeptPage:
    """One page of bookmarks; ``older`` is the key from which the next one goes on."""

    entries: tuple[Kept, ...]
    lists: tuple[BookmarkList, ...]
    chosen: BookmarkList | None
    older: int | None


def find_keepable(kind: str, key: str, viewer: Viewer, now: dt.datetime) -> Any:
    """Return the thing behind an address that this viewer may see, or None."""
    if kind in PAGE_KINDS:
        try:
            translation_key = uuid.UUID(key)
        except ValueError:
            return None
        model: Any = apps.get_model("cms", kind)
        row = model.objects.filter(translation_key=translation_key).first()
    elif kind == "member":
        row = Member.objects.filter(slug=key).first()
    elif kind == "organisation":
        row = Organisation.objects.filter(slug=key).first()
    else:
        return None
    return row if row is not None and name_thing(row, viewer, now) else None


def name_thing(row: models.Model, viewer: Viewer, now: dt.datetime) -> Shown | None:
    """Return how this viewer sees a thing; None for one that is out of sight."""
    return name_things([row], viewer, now).get((type(row), row.pk))


def name_things(
    rows: Sequence[Any], viewer: Viewer, now: dt.datetime
) -> dict[tuple[type[models.Model], int], Shown]:
    """Return how this viewer sees these, by model and key; what is out of sight is missing.

    Pages, people and organisations cost one query each, however many there are.
    """
    things = [row for row in rows if hasattr(row, "translation_key")]
    pages = find_pages({row.translation_key for row in things})
    found = {
        (type(row), row.pk): Shown(page.title, page.get_url() or "")
        for row in things
        if (page := pages.get(row.translation_key)) is not None
    }
    people = [row.pk for row in rows if isinstance(row, Member)]
    if people:
        day = timezone.localdate(now)
        seen = Member.objects.showing_themselves_on(day).visible_to(viewer, day)
        for member in seen.filter(pk__in=people):
            url = reverse("community:member_detail", args=[member.slug])
            found[Member, member.pk] = Shown(member.display_name, url)
    firms = [row.pk for row in rows if isinstance(row, Organisation)]
    if firms:
        for firm in Organisation.objects.visible_to(viewer).filter(pk__in=firms):
            url = reverse(
                "community_organisations:organisation_detail", args=[firm.slug]
            )
            found[Organisation, firm.pk] = Shown(firm.name, url)
    return found


def get_kept_page(
    *,
    member: Member,
    viewer: Viewer,
    chosen: BookmarkList | None,
    before: int | None,
    now: dt.datetime,
) -> KeptPage:
    """Return what a member keeps, newest first, without what is out of sight by now."""
    rows = Bookmark.objects.kept_by(member).select_related("content_type")
    if chosen is not None:
        rows = rows.filter(kept_in=chosen)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: A_PAGE + 1])
    page = found[:A_PAGE]
    things = _load_things(page)
    shown = name_things(list(things.values()), viewer, now)
    entries = []
    for bookmark in page:
        thing = things.get((bookmark.content_type_id, bookmark.object_id))
        name = shown.get((type(thing), thing.pk)) if thing is not None else None
        if thing is not None and name is not None:
            entries.append(Kept(bookmark, name, thing._meta.verbose_name))
    return KeptPage(
        entries=tuple(entries),
        lists=tuple(BookmarkList.objects.filter(member=member).order_by("name", "pk")),
        chosen=chosen,
        older=page[-1].pk if len(found) > A_PAGE else None,
    )


def _load_things(bookmarks: list[Bookmark]) -> dict[tuple[int, int], Any]:
    keys: dict[int, list[int]] = {}
    for row in bookmarks:
        keys.setdefault(row.content_type_id, []).append(row.object_id)
    found: dict[tuple[int, int], Any] = {}
    for type_id, of_kind in keys.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None:
            rows = model._default_manager.in_bulk(of_kind)  # noqa: SLF001 -- any model
            found |= {(type_id, key): row for key, row in rows.items()}
    return found


def find_pages(keys: set[Any]) -> dict[Any, Page]:
    """Return the public page of each thing, in the reader's language before others."""
    if not keys:
        return {}
    # As `public()` of Wagtail, which asks for the restrictions first.
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(asked_path=path)
    closed = restrictions.filter(asked_path__startswith=F("page__path"))
    pages = Page.objects.live().filter(
        ~Exists(closed), translation_key__in=keys, alias_of__isnull=True
    )
    found: dict[Any, Page] = {}
    for page in pages.select_related("locale").order_by("pk"):
        is_own = page.locale.language_code == get_language()
        if is_own or page.translation_key not in found:
            found[page.translation_key] = page
    return found
