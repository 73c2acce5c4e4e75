"""Pages in the reader's language: links in texts, language links, breadcrumbs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, get_language_info
from wagtail.models import Locale, Page

FIRST_DEPTH = 2
"""Depth of home pages; above them stands only the root of the tree."""

MISSING_PARAMETER = "untranslated"


@dataclass(frozen=True)
class Crumb:
    title: str
    url: str
    lang: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """A link of the language switch; without translation it leads to the parent (ED56)."""

    code: str
    label: str
    url: str
    is_current: bool
    has_translation: bool
    is_own_text: bool = False
    """Whether the text there was written in that language: no alias (ED62)."""


@dataclass(frozen=True)
class Trail:
    """Where a page stands: the pages above it, and the same place in other languages."""

    crumbs: tuple[Crumb, ...]
    language_links: tuple[LanguageLink, ...]


def list_locales() -> dict[int, str]:
    """Return the language code of each locale by its key."""
    return dict(Locale.objects.values_list("pk", "language_code"))


def get_trail(page: Page, request: Any = None) -> Trail:
    """Return breadcrumb and language links of a page, in one query."""
    steps = range(page.steplen * FIRST_DEPTH, len(page.path) + 1, page.steplen)
    branch = Page.objects.filter(path__in=[page.path[:end] for end in steps])
    found = list(
        Page.objects.filter(translation_key__in=branch.values("translation_key"))
        .filter(live=True)
        .select_related("locale")
        .only(
            "title",
            "path",
            "depth",
            "url_path",
            "translation_key",
            "locale",
            "live",
            "alias_of",
        )
        .order_by("depth", "path")
    )
    own = [other for other in found if page.path.startswith(other.path)]
    crumbs = tuple(
        Crumb(other.title, other.get_url(request) or "")
        for other in own
        if other.pk != page.pk
    )
    return Trail(
        crumbs=(*crumbs, Crumb(page.title, "")),
        language_links=tuple(
            _link_language(code, page, own, found, request)
            for code, _name in settings.LANGUAGES
        ),
    )


def _link_language(
    code: str, page: Page, own: list[Page], found: list[Page], request: Any
) -> LanguageLink:
    by_key = {
        other.translation_key: other
        for other in found
        if other.locale.language_code == code
    }
    keys = [page.translation_key, *(other.translation_key for other in reversed(own))]
    target = next((by_key[key] for key in keys if key in by_key), None)
    same = target is not None and target.translation_key == page.translation_key
    url = (target.get_url(request) if target else None) or f"/{code}/"
    return LanguageLink(
        code=code,
        label=get_language_info(code)["name_local"].capitalize(),
        url=url if same else f"{url}?{MISSING_PARAMETER}=1",
        is_current=code == page.locale.language_code,
        has_translation=same,
        is_own_text=target is not None and same and target.alias_of_id is None,
    )


def localise_pages(pages: Iterable[Page]) -> None:
    """Set ``prepared_url`` of each page: its live translation's, else its own.

    One query for all; a page that is not live gets no address.
    """
    originals = list(pages)
    if not originals:
        return
    translations = _find_translations({page.translation_key for page in originals})
    for page in originals:
        target = translations.get(page.translation_key) or page
        page.prepared_url = (target.get_url() or "") if target.live else ""


def find_urls(page_ids: Iterable[str]) -> dict[str, str]:
    """Return the address in the active language of each live page, by its key as text."""
    pages = list(
        Page.objects.filter(pk__in=[key for key in page_ids if key.isdigit()]).only(
            "url_path", "translation_key", "live", "locale"
        )
    )
    localise_pages(pages)
    return {str(page.pk): page.prepared_url for page in pages}


def _find_translations(keys: set[Any]) -> dict[Any, Page]:
    rows = Page.objects.filter(
        translation_key__in=keys,
        locale__language_code=get_language() or settings.LANGUAGE_CODE,
        live=True,
    ).only("url_path", "translation_key", "live", "locale")
    return {page.translation_key: page for page in rows}
