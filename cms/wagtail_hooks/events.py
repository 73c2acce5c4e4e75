"""Buttons of events in Wagtail's page editor: status, and the copy for next year."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from cms.enums import EventStatus
from cms.models import EventPage
from cms.permissions.events import can_move_event
from cms.views import events

BUTTONS = {
    "postpone": (_("Postpone"), "date", (EventStatus.PLANNED,)),
    "cancel": (
        _("Cancel event"),
        "cross",
        (EventStatus.PLANNED, EventStatus.POSTPONED),
    ),
    "resume": (
        _("Plan again"),
        "rotate",
        (EventStatus.CANCELLED, EventStatus.POSTPONED),
    ),
}


@hooks.register("register_admin_urls")
def register_event_urls() -> list[Any]:
    return [
        path(
            "events/<int:page_id>/copy-event/", events.copy_event, name="cms_event_copy"
        ),
        path(
            "events/<int:page_id>/<slug:action>/",
            events.move_event,
            name="cms_event_move",
        ),
    ]


@hooks.register("register_page_header_buttons")
def offer_to_move(page: Any, user: Any, **_context: Any) -> list[Button]:
    """Offer what may become of a published event, and the copy of any."""
    if not isinstance(page, EventPage) or not page.pk or page.alias_of_id:
        return []
    buttons = []
    if page.live and can_move_event(user, page.event):
        buttons = [
            Button(
                label,
                reverse("cms_event_move", args=[page.pk, action]),
                icon_name=icon,
                priority=60 + number,
            )
            for number, (action, (label, icon, states)) in enumerate(BUTTONS.items())
            if page.event.status in states
        ]
    if page.permissions_for_user(user).can_edit():
        url = reverse("cms_event_copy", args=[page.pk])
        buttons.append(
            Button(_("Copy for the next year"), url, icon_name="copy", priority=70)
        )
    return buttons
