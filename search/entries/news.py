"""News, press releases and portraits of networks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Article, NewsPage
from cms.models.article import NEWS_KINDS
from search.entries.pages import PageType, make_page_kind
from search.registry import search_kinds


def describe_news(row: Any, page: Any) -> Mapping[str, Any]:
    return {"published_at": row.published_at or page.first_published_at}


def list_news(keys: list[int]) -> Iterable[int]:
    rows = Article.objects.filter(pk__in=keys, kind__in=NEWS_KINDS)
    return rows.values_list("pk", flat=True)


search_kinds.register(
    make_page_kind(
        name="news",
        label=_("News"),
        row_model=Article,
        row_columns=("network", "published_at"),
        types=(PageType(model=NewsPage, attribute="article"),),
        facts=describe_news,
        list_rows=list_news,
        icon="newspaper",
        order=10,
    )
)
