"""What base.html draws around a page; asked only where a template uses it."""

import secrets
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from cms.navigation import Area, get_navigation
from cms.page_cache import get_site_version
from cms.queries.cards import Link
from cms.queries.frame import LegalLink, Notice, SiteMap, get_site_map
from cms.queries.remembered import remember
from cms.queries.translations import (
    MISSING_PARAMETER,
    Crumb,
    LanguageLink,
    Trail,
    get_trail,
)


class Frame:
    """The frame around one answer; each part is made once, when it is first shown."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.page: Any = getattr(request, "cms_page", None)

    @cached_property
    def site_map(self) -> SiteMap:
        return get_site_map(timezone.now())

    @cached_property
    def trail(self) -> Trail | None:
        if self.page is None:
            return None
        if getattr(self.request, "is_preview", False):
            return get_trail(self.page, self.request)
        key = f"trail:{self.page.pk}"
        return remember(key, lambda: get_trail(self.page, self.request))

    def network_id(self) -> int | None:
        return self.page.network_id if self.page else None

    def site_version(self) -> str:
        """Return what kept parts of a template vary on; a draft is never kept for others."""
        if getattr(self.request, "is_preview", False):
            return secrets.token_hex(8)
        return get_site_version()

    def site_name(self) -> str:
        return self.site_map.site_name or settings.WAGTAIL_SITE_NAME

    def home_url(self) -> str:
        return self.site_map.home_url or "/"

    def site_navigation(self) -> list[Link]:
        return self._list_links("main")

    def account_links(self) -> list[Link]:
        return self._list_links("account")

    def _list_links(self, area: Area) -> list[Link]:
        return [
            Link(
                str(link.label),
                link.url,
                link.is_current,
                icon=link.icon,
                count=link.count,
                count_url=link.count_url,
            )
            for link in get_navigation(self.request, area)
        ]

    def footer_navigation(self) -> list[dict[str, Any]]:
        groups = [
            {"title": _("Discover"), "links": self.site_navigation()},
            {"title": _("Learn from each other"), "links": self._list_links("footer")},
            {"title": _("About us"), "links": list(self.site_map.about)},
        ]
        return [group for group in groups if group["links"]]

    def legal_links(self) -> tuple[LegalLink, ...]:
        return self.site_map.get_legal_links(self.network_id())

    def announcements(self) -> list[Notice]:
        return self.site_map.get_notices(self.network_id(), timezone.now())

    def breadcrumb(self) -> tuple[Crumb, ...]:
        return self.trail.crumbs if self.trail else ()

    def language_links(self) -> tuple[LanguageLink, ...]:
        if self.trail:
            return self.trail.language_links
        path = self.request.get_full_path()
        return tuple(
            LanguageLink(
                code=code,
                label=get_language_info(code)["name_local"].capitalize(),
                url=translate_url(path, code),
                is_current=code == get_language(),
                has_translation=True,
            )
            for code, _name in settings.LANGUAGES
        )

    def content_language(self) -> str:
        """Return the language of the texts where it is not that of the page (ED57)."""
        source = self.page.alias_of if self.page else None
        return str(source.locale.language_code) if source else ""

    def content_language_name(self) -> str:
        code = self.content_language()
        return str(get_language_info(code)["name_translated"]) if code else ""

    def is_instead_of_translation(self) -> bool:
        return MISSING_PARAMETER in self.request.GET


PARTS = (
    "site_version",
    "network_id",
    "site_name",
    "home_url",
    "site_navigation",
    "account_links",
    "footer_navigation",
    "legal_links",
    "announcements",
    "breadcrumb",
    "language_links",
    "content_language",
    "content_language_name",
    "is_instead_of_translation",
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the parts of the frame, none of them made before a template shows it."""
    frame = Frame(request)
    return {part: SimpleLazyObject(getattr(frame, part)) for part in PARTS}
