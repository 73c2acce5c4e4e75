"""Events of the site that a group keeps in its calendar (CO30)."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer
from cms.models import Event, EventPage, WebinarPage
from community.models.group import Group
from community.models.member import Member


def find_open_pages(model: Any, key: str) -> Exists:
    """Return the condition that the event of this key has a page open to everybody."""
    pages = model.objects.open_to_all()
    return Exists(pages.filter(event=OuterRef(key)))


class GroupEventQuerySet(models.QuerySet["GroupEvent"]):
    def visible_to(self, viewer: Viewer) -> "GroupEventQuerySet":
        """Keep those in groups whose content the viewer may read, with a page that is open."""
        groups = Group.objects.read_by(viewer).filter(has_events=True)
        return self.filter(
            find_open_pages(EventPage, "event") | find_open_pages(WebinarPage, "event"),
            group__in=groups,
        )


class GroupEvent(models.Model):
    """An event in a group's calendar; its page and its dates stay those of the site."""

    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="calendar_entries"
    )
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="community_group_events",
    )
    added_by = models.ForeignKey(
        Member,
        verbose_name=_("added by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added"))

    objects = GroupEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event in a group’s calendar")
        verbose_name_plural = _("events in the calendars of groups")
        constraints = [
            models.UniqueConstraint(fields=["group", "event"], name="group_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.event_id}"
