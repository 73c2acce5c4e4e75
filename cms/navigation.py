"""Which entries the site's menus have; upper apps add theirs in `cms_navigation.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest

from cms.registry import Label, Registry

Area = Literal["main", "footer", "account"]


@dataclass(frozen=True, kw_only=True)
class NavigationEntry:
    """A link of a menu.

    ``get_url`` gets the request and returns the address in the language of the request,
    or None where the entry does not apply (no such page, not for this viewer).
    """

    name: str
    label: Label
    get_url: Callable[[HttpRequest], str | None]
    area: Area = "main"
    order: int = 100


@dataclass(frozen=True)
class NavigationLink:
    """An entry as a template shows it."""

    name: str
    label: Label
    url: str
    is_current: bool


navigation: Registry[NavigationEntry] = Registry("which entries has the site's menu?")


def get_navigation(request: HttpRequest, area: Area = "main") -> list[NavigationLink]:
    """Return the links of one menu, in order, without those that do not apply."""
    pairs = [
        (entry, entry.get_url(request))
        for entry in navigation.entries()
        if entry.area == area
    ]
    return [
        NavigationLink(entry.name, entry.label, url, request.path.startswith(url))
        for entry, url in pairs
        if url
    ]
