"""Other pages: plain ones, help, law, guides, themes, academy."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cms.models import (
    AcademyPage,
    AdvicePage,
    Article,
    ChronologyPage,
    GenericPage,
    GuidePage,
    HelpPage,
    LegalPage,
    ThemePage,
)
from cms.models.article import NEWS_KINDS
from search.entries.pages import PageType, make_page_kind
from search.registry import search_kinds


def list_pages(keys: list[int]) -> Iterable[int]:
    rows = Article.objects.filter(pk__in=keys).exclude(kind__in=NEWS_KINDS)
    return rows.values_list("pk", flat=True)


search_kinds.register(
    make_page_kind(
        name="page",
        label=_("Pages"),
        row_model=Article,
        row_columns=("network",),
        types=(
            *(
                PageType(model=model, attribute="article")
                for model in (
                    GenericPage,
                    HelpPage,
                    LegalPage,
                    ChronologyPage,
                    GuidePage,
                    AcademyPage,
                )
            ),
            PageType(model=AdvicePage, attribute="article", names=("contact_name",)),
            PageType(model=ThemePage, attribute="article", names=("keeper",)),
        ),
        list_rows=list_pages,
        is_said=False,
        icon="file-text",
        order=90,
    )
)
