"""How far the translations of pages are: missing, outdated or current (ED57)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms.models import (
    AcademyPage,
    AdvicePage,
    CallPage,
    ChronologyPage,
    EventPage,
    FundingPage,
    GenericPage,
    GuidePage,
    HelpPage,
    LegalPage,
    NewsPage,
    OfferPage,
    PracticePage,
    RegionPage,
    ThemePage,
    WebinarPage,
)

CONTENT_PAGES: tuple[Any, ...] = (
    NewsPage,
    CallPage,
    EventPage,
    OfferPage,
    GenericPage,
    HelpPage,
    LegalPage,
    RegionPage,
    ChronologyPage,
    GuidePage,
    FundingPage,
    AdvicePage,
    PracticePage,
    ThemePage,
    WebinarPage,
    AcademyPage,
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


def annotate_outdated(translations: "QuerySet[Translation]") -> "QuerySet[Translation]":
    """Add ``is_outdated``: whether the source was published again since it was handed over."""
    newer = Page.objects.filter(
        translation_key=OuterRef("source__object_id"),
        locale_id=OuterRef("source__locale_id"),
        last_published_at__gt=OuterRef("source__last_updated_at"),
    )
    return translations.annotate(is_outdated=Exists(newer))


@dataclass(frozen=True)
class TranslationNote:
    """What an editor should know about the languages of a page; ``source_id`` to update it."""

    sentence: str
    source_id: int | None = None


def list_translation_notes(page: Page) -> list[TranslationNote]:
    """Return what is missing or outdated about a page or its source, in two queries."""
    notes = []
    translations = Translation.objects.filter(
        source__object_id=page.translation_key, enabled=True
    ).select_related("source__locale", "target_locale")
    for translation in annotate_outdated(translations).filter(is_outdated=True):
        if translation.target_locale_id == page.locale_id:
            sentence = _("The text in %(language)s has changed since this translation.")
            locale, source_id = translation.source.locale, None
        else:
            sentence = _("The translation into %(language)s is older than this text.")
            locale, source_id = translation.target_locale, translation.source_id
        names = {"language": locale.get_display_name()}
        notes.append(TranslationNote(sentence % names, source_id))
    if page.live and page.alias_of_id is None:
        notes += _list_missing(page)
    return notes


def _list_missing(page: Page) -> list[TranslationNote]:
    written = page.get_translations(inclusive=True).filter(alias_of__isnull=True)
    missing = Locale.objects.exclude(pk__in=written.values("locale"))
    return [
        TranslationNote(
            _("There is no translation into %(language)s yet.")
            % {"language": locale.get_display_name()}
        )
        for locale in missing
    ]
