"""Finding site and page of an address in one query, however deep the page stands.

Wagtail walks down the tree with two queries a level and asks for the site each time;
the page's own path says as much, and where it leads is remembered.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.models.base import BasePage
from cms.queries.remembered import remember

JOINED = ("locale", "network", "lead_image")


SITE_ATTRIBUTE = "_wagtail_site"
"""Where ``Site.find_for_request`` keeps its answer for the length of a request."""


class _NoSuchPageError(LookupError):
    """Keeps addresses that lead nowhere out of the cache: there are too many."""


def find_page(request: HttpRequest, path: str) -> BasePage | None:
    """Return the live page of ours at an address below the language, with its row joined.

    None where Wagtail's own way must answer: several sites, other models, no such page.
    """
    roots = Site.get_site_root_paths()
    if len({root.site_id for root in roots}) != 1:
        return None
    _set_site(request)
    language = get_language()
    root_path = next(
        (root.root_path for root in roots if root.language_code == language), None
    )
    if root_path is None:
        return None
    parts = [part for part in path.split("/") if part]
    url_path = root_path + "".join(f"{part}/" for part in parts)
    try:
        found = remember(f"route:{url_path}", lambda: _find_keys(url_path))
    except _NoSuchPageError:
        return None
    return _load(*found)


def _set_site(request: HttpRequest) -> None:
    """Hand the one site to whoever asks Wagtail for it; another host gets Wagtail's answer."""
    site = remember("site", lambda: Site.objects.select_related("root_page").get())
    if site.is_default_site and not hasattr(request, SITE_ATTRIBUTE):
        setattr(request, SITE_ATTRIBUTE, site)


def _find_keys(url_path: str) -> tuple[int, int]:
    slug = url_path.rstrip("/").rsplit("/", 1)[-1]
    # The slug has an index, the path has none.
    rows = Page.objects.filter(slug=slug, url_path=url_path, live=True)
    found = rows.values_list("pk", "content_type_id").first()
    if found is None:
        raise _NoSuchPageError
    return found


def _load(pk: int, content_type_id: int) -> BasePage | None:
    model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
    if model is None or not issubclass(model, BasePage):
        return None
    names = {field.name for field in model._meta.fields}
    row = getattr(model, "thing_attribute", "")
    joined = [name for name in (*JOINED, row) if name in names]
    pages = model.objects.select_related(*joined).filter(pk=pk, live=True)
    page: BasePage | None = next(iter(pages), None)
    return page
