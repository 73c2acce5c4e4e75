"""Addresses as the outside world knows them: below BASE_URL, whatever host was asked."""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from wagtail.models import Page, Site


def make_absolute(path: str) -> str:
    """Return the address below BASE_URL; what is absolute already stays."""
    return urljoin(f"{settings.BASE_URL.rstrip('/')}/", path)


def get_page_address(page: Page, request: Any = None) -> str:
    """Return a page's canonical address, or "" where it has none."""
    path = page.get_url(request)
    return make_absolute(path) if path else ""


def make_stable_id(translation_key: uuid.UUID, language: str) -> str:
    """Return an id that survives a new title, slug or host: one for a thing and language."""
    return f"urn:uuid:{uuid.uuid5(translation_key, language)}"


@dataclass(frozen=True)
class RootPath:
    """Where the pages of one language begin."""

    tree_path: str
    address: str


def get_root_paths() -> dict[str, list[RootPath]]:
    """Return by language the beginnings of ``Page.url_path`` and what stands for them.

    Thousands of addresses are made from it without asking each page.
    """
    roots: dict[str, list[RootPath]] = {}
    for root in Site.get_site_root_paths():
        start = make_absolute(f"/{root.language_code}/")
        roots.setdefault(root.language_code, []).append(RootPath(root.root_path, start))
    return roots


def resolve_address(roots: dict[str, list[RootPath]], language: str, path: str) -> str:
    """Return the address of a tree path; "" where it stands below no site."""
    for root in roots.get(language, []):
        if path.startswith(root.tree_path):
            return root.address + path[len(root.tree_path) :]
    return ""
