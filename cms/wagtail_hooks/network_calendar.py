"""The calendar in Wagtail's menu, and its warnings beside the page editor (ED73)."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.permissions.network_calendar import can_plan
from cms.queries.network_calendar import find_page_collisions
from cms.views.network_calendar import show_calendar

DATED_KINDS = ("event", "offer")
MOST_WARNINGS = 3


@hooks.register("register_admin_urls")
def register_calendar_url() -> list[Any]:
    return [path("calendar/", show_calendar, name="cms_calendar")]


class CalendarMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return can_plan(request.user)


@hooks.register("register_admin_menu_item")
def register_calendar_item() -> MenuItem:
    return CalendarMenuItem(
        gettext_lazy("Calendar"),
        reverse("cms_calendar"),
        icon_name="date",
        order=315,
    )


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_about_collisions(request: HttpRequest, page: Page) -> None:
    """Say what else takes place then; saving by itself asks for JSON and hears nothing."""
    kind = getattr(page, "thing_attribute", "")
    if kind not in DATED_KINDS or not request.accepts("text/html"):
        return
    found = find_page_collisions(page)
    for collision in found[:MOST_WARNINGS]:
        messages.warning(request, collision.sentence)
    if len(found) > MOST_WARNINGS:
        messages.warning(
            request,
            _("The calendar shows %(count)d more.")
            % {"count": len(found) - MOST_WARNINGS},
        )
