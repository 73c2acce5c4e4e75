"""What a state programme sees of its networks: figures, no persons, no cases (ED72)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import TaskState

from cms.models import Article, Call, CallPage, Network, NewsPage
from cms.queries.translation_states import CONTENT_PAGES, keep_untranslated


@dataclass(frozen=True)
class ChildFigures:
    """A network below a state programme in numbers; nothing in it names a person or a text."""

    name: str
    programme: str
    status: str
    live_news: int
    open_calls: int
    waiting_reviews: int
    untranslated: int
    changed_at: dt.datetime | None


def list_child_figures(
    *, networks: "QuerySet[Network]", now: dt.datetime
) -> list[ChildFigures]:
    """Return the figures of these networks by name, in one query."""
    rows = networks.select_related("parent").annotate(
        live_news=_count(Article.objects.news().filter(_has_live(NewsPage, "article"))),
        open_calls=_count(
            Call.objects.open_at(now).filter(_has_live(CallPage, "call"))
        ),
        waiting_reviews=_count(
            TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS),
            "workflow_state__workflow__cms_branch__network",
        ),
        **{f"untranslated_{name}": value for name, value in _count_untranslated()},
        **{f"changed_{name}": value for name, value in _find_last_changes()},
    )
    return [_describe(network) for network in rows.order_by("name", "pk")]


def _has_live(model: Any, row: str) -> Exists:
    pages = model.objects.filter(live=True, alias_of__isnull=True)
    return Exists(pages.filter(**{row: OuterRef("pk")}))


def _count(rows: Any, network: str = "network") -> Coalesce:
    counted = (
        rows.filter(**{network: OuterRef("pk")})
        .order_by()
        .values(network)
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted), Value(0))


def _count_untranslated() -> list[tuple[str, Coalesce]]:
    return [
        (
            model._meta.model_name,
            _count(
                keep_untranslated(
                    model.objects.filter(live=True, alias_of__isnull=True)
                )
            ),
        )
        for model in CONTENT_PAGES
    ]


def _find_last_changes() -> list[tuple[str, Subquery]]:
    return [
        (
            model._meta.model_name,
            Subquery(
                model.objects.filter(
                    network=OuterRef("pk"), latest_revision_created_at__isnull=False
                )
                .order_by("-latest_revision_created_at")
                .values("latest_revision_created_at")[:1]
            ),
        )
        for model in CONTENT_PAGES
    ]


def _describe(network: Any) -> ChildFigures:
    names = [model._meta.model_name for model in CONTENT_PAGES]
    changes = [getattr(network, f"changed_{name}") for name in names]
    return ChildFigures(
        name=network.display_name,
        programme=network.parent.display_name,
        status=network.get_status_display(),
        live_news=network.live_news,
        open_calls=network.open_calls,
        waiting_reviews=network.waiting_reviews,
        untranslated=sum(getattr(network, f"untranslated_{name}") for name in names),
        changed_at=max((moment for moment in changes if moment), default=None),
    )
