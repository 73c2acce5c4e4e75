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
    ``get_count`` returns how many things wait behind it, and ``get_count_url`` where that
    figure stands alone, to be asked again while the page stays open; both only for entries
    of the account, which no cache keeps.
    """

    name: str
    label: Label
    get_url: Callable[[HttpRequest], str | None]
    area: Area = "main"
    order: int = 100
    icon: str = ""
    get_count: Callable[[HttpRequest], int] | None = None
    get_count_url: Callable[[], str] | None = None


@dataclass(frozen=True)
class NavigationLink:
    """An entry as a template shows it."""

    name: str
    label: Label
    url: str
    is_current: bool
    icon: str = ""
    count: int = 0
    count_url: str = ""


navigation: Registry[NavigationEntry] = Registry("which entries has the site's menu?")


def get_navigation(request: HttpRequest, area: Area = "main") -> list[NavigationLink]:
    """Return the links of one menu, in order, without those that do not apply."""
    pairs = [
        (entry, entry.get_url(request))
        for entry in navigation.entries()
        if entry.area == area
    ]
    return [
        NavigationLink(
            name=entry.name,
            label=entry.label,
            url=url,
            is_current=request.path.startswith(url),
            icon=entry.icon,
            count=entry.get_count(request) if entry.get_count else 0,
            count_url=entry.get_count_url() if entry.get_count_url else "",
        )
        for entry, url in pairs
        if url
    ]
