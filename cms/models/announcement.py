"""The bar above the header: something that everybody must know for a while (ED14)."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel

from cms.enums import Severity
from cms.models.network import Network
from cms.models.versioned import VersionedRow


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def not_over(self, now: dt.datetime) -> "AnnouncementQuerySet":
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))


class Announcement(VersionedRow, ClusterableModel):
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="announcements",
        help_text=_("The portal's stand on every page, a network's in its branch."),
    )
    severity = models.CharField(
        _("severity"), max_length=12, choices=Severity, default=Severity.INFORMATION
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    url = models.URLField(_("address with more about it"), blank=True)

    objects = AnnouncementQuerySet.as_manager()

    panels: ClassVar = [
        FieldPanel("network"),
        FieldPanel("severity"),
        FieldPanel("starts_at"),
        FieldPanel("ends_at"),
        FieldPanel("url"),
        InlinePanel("texts", label=_("text"), min_num=1),
    ]

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="announcement_period_in_order",
            )
        ]

    def __str__(self) -> str:
        day = date_format(timezone.localtime(self.starts_at), "DATE_FORMAT")
        return f"{self.get_severity_display()}, {day}"


class AnnouncementText(models.Model):
    """What the bar says in one language; without it the bar says it in German."""

    announcement = ParentalKey(
        Announcement, on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        default="de",
        choices=[("de", _("German")), ("en", _("English"))],
    )
    text = models.CharField(_("text"), max_length=240)
    link_label = models.CharField(_("label of the link"), max_length=60, blank=True)

    panels: ClassVar = [
        FieldPanel("language"),
        FieldPanel("text"),
        FieldPanel("link_label"),
    ]

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "language"],
                name="announcement_text_once_a_language",
            )
        ]

    def __str__(self) -> str:
        return self.text
