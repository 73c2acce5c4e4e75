"""Finding the page of an address in two queries, however deep it stands.

Wagtail walks down the tree with two queries a level; the page's own path says as much.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.models.base import BasePage

JOINED = ("locale", "network", "lead_image")


def find_page(request: HttpRequest, path: str) -> BasePage | None:
    """Return the live page of ours at an address below the language, with its row joined.

    None where Wagtail's own way must answer: several sites, other models, no such page.
    """
    roots = Site.get_site_root_paths()
    if len({root.site_id for root in roots}) != 1:
        return None
    language = get_language()
    root_path = next(
        (root.root_path for root in roots if root.language_code == language), None
    )
    if root_path is None:
        return None
    parts = [part for part in path.split("/") if part]
    url_path = root_path + "".join(f"{part}/" for part in parts)
    slug = url_path.rstrip("/").rsplit("/", 1)[-1]
    found = (
        Page.objects.filter(slug=slug, url_path=url_path, live=True)
        .values_list("pk", "content_type_id")
        .first()
    )
    return _load(*found) if found else None


def _load(pk: int, content_type_id: int) -> BasePage | None:
    model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
    if model is None or not issubclass(model, BasePage):
        return None
    names = {field.name for field in model._meta.fields}
    row = getattr(model, "thing_attribute", "")
    joined = [name for name in (*JOINED, row) if name in names]
    page: BasePage | None = model.objects.select_related(*joined).filter(pk=pk).first()
    return page
