"""Search in Wagtail's admin: what is searched for, what is pinned, what means the same."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.permissions import can_read_searches
from search.views import searched
from search.viewsets.synonyms import synonym_viewset

REPLACED = ("promoted-search-results", "search-terms")
"""Wagtail's own entries: the first asks groups, the second shows a log that we do not keep."""


class ReadersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_read_searches(request.user)


@hooks.register("register_admin_viewset")
def register_synonyms() -> list[Any]:
    return [synonym_viewset]


@hooks.register("register_admin_urls")
def register_search_urls() -> list[Any]:
    return [
        path("searches/", searched.show_searched, name="search_searched"),
        path("searches/table/", searched.fetch_searched, name="search_searched_xlsx"),
    ]


@hooks.register("register_reports_menu_item")
def register_searches() -> MenuItem:
    return ReadersMenuItem(
        _("What is searched for"),
        reverse_lazy("search_searched"),
        name="searches",
        icon_name="search",
        order=940,
    )


if apps.is_installed("wagtail.contrib.search_promotions"):

    @hooks.register("register_settings_menu_item")
    def register_pins() -> MenuItem:
        return ReadersMenuItem(
            _("Pinned results"),
            reverse_lazy("wagtailsearchpromotions:index"),
            name="pinned-results",
            icon_name="pick",
            order=905,
        )


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def leave_out_replaced(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in REPLACED]
