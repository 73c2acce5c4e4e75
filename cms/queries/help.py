"""The pages of the help, in the order of the tree."""

from django.http import HttpRequest

from cms.models import HelpIndexPage, HelpPage
from cms.queries.cards import Card


def list_help_pages(*, index: HelpIndexPage, request: HttpRequest) -> list[Card]:
    """Return a card for each live page of the help."""
    pages = HelpPage.objects.listed(index.locale).child_of(index).defer("body")
    return [
        Card(title=page.title, url=page.get_url(request) or "", summary=page.summary)
        for page in pages.order_by("path")
    ]
