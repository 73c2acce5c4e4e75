"""The pages of the help, in the order of the tree, and whether they helped (ED44)."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery, Sum
from django.http import HttpRequest

from cms.models import Article, DailyCount, HelpIndexPage, HelpPage
from cms.queries.cards import Card


def list_help_pages(*, index: HelpIndexPage, request: HttpRequest) -> list[Card]:
    """Return a card for each live page of the help."""
    pages = HelpPage.objects.listed(index.locale).child_of(index).defer("body")
    return [
        Card(title=page.title, url=page.get_url(request) or "", summary=page.summary)
        for page in pages.order_by("path")
    ]


def count_answers(kind: str) -> Subquery:
    """Return the sum of all days of one kind of answer, for a query of help pages.

    Pages of all languages share the row that is counted.
    """
    rows = DailyCount.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        object_id=OuterRef("article"),
        kind=kind,
    )
    return Subquery(
        rows.order_by().values("object_id").annotate(total=Sum("count")).values("total")
    )
