"""Pages that the portal and every branch have once a language: found, else made."""

import uuid
from itertools import count
from typing import Any

from wagtail.models import Locale, Page

from cms.models import Network

Names = dict[str, tuple[str, str]]
"""Title and slug by language."""


def add_missing_pages(
    *,
    network: Network,
    parents: dict[str, Any],
    model: Any,
    names: Names,
    live: bool = True,
    translation_key: uuid.UUID | None = None,
    **values: Any,
) -> dict[str, Any]:
    """Return the network's pages of this type by language, after making what is missing.

    A page is known by its type, network and language, wherever editors have moved it
    and whatever they call it. ``parents`` by language; ``values`` tell pages of one type
    apart, or are functions of the language that fill a new page.
    """
    fixed = {name: value for name, value in values.items() if not callable(value)}
    known = model.objects.filter(network=network, alias_of__isnull=True, **fixed)
    pages = {
        page.locale.language_code: page
        for page in known.select_related("locale").order_by("-path")
    }
    key = next((page.translation_key for page in pages.values()), translation_key)
    key = key or uuid.uuid4()
    for language, parent in parents.items():
        if language in pages:
            continue
        title, slug = names.get(language, names["de"])
        texts = {
            name: value(language) for name, value in values.items() if callable(value)
        }
        page = _find_alias(model, key, language)
        texts |= {"title": title, "slug": _find_free_slug(parent, slug, page)}
        pages[language] = _add_page(
            parent,
            page,
            translation_key=key,
            network=network,
            live=live,
            **fixed,
            **texts,
        )
    return pages


def _find_alias(model: Any, key: uuid.UUID, language: str) -> Any:
    """Return what trees that are kept in step have made already, else a page to be added."""
    locale = Locale.objects.get(language_code=language)
    alias = model.objects.filter(translation_key=key, locale=locale).first()
    return alias or model(locale=locale)


def _find_free_slug(parent: Page, slug: str, page: Page) -> str:
    """Return the slug, with a number where an editor's page has it already."""
    others = parent.get_children().exclude(pk=page.pk)
    taken = set(others.values_list("slug", flat=True))
    slugs = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(candidate for candidate in slugs if candidate not in taken)


def _add_page(parent: Any, page: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(page, name, value)
    page.alias_of = None
    page.has_unpublished_changes = not page.live
    if page.pk:
        page.save()
    else:
        # The tree has grown since the parent was read.
        type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    if not page.live:
        page.save_revision()
    return page
