"""How far the translations of pages are: missing, outdated, incomplete, current (ED57)."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.models import (
    CallPage,
    GenericPage,
    HelpPage,
    LegalPage,
    NewsPage,
    RegionPage,
)

CONTENT_PAGES: tuple[Any, ...] = (
    NewsPage,
    CallPage,
    GenericPage,
    HelpPage,
    LegalPage,
    RegionPage,
)
"""The kinds that editors write; home and index pages are made for each language."""


def keep_untranslated(pages: "QuerySet[Any]") -> "QuerySet[Any]":
    """Keep pages that are written in one language only; an alias is no translation."""
    others = Page.objects.filter(
        translation_key=OuterRef("translation_key"), alias_of__isnull=True
    ).exclude(pk=OuterRef("pk"))
    return pages.filter(~Exists(others))


def keep_outdated(pages: "QuerySet[Any]") -> "QuerySet[Any]":
    """Keep pages that were published again since their translators got the text."""
    sources = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        locale_id=OuterRef("locale_id"),
        last_updated_at__lt=OuterRef("last_published_at"),
        translations__enabled=True,
    )
    return pages.filter(Exists(sources))
