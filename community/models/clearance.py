"""Who may work with minors: that a certificate was seen, never the certificate (P6, ME15)."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from community.enums import ClearanceState, ClearanceTier
from community.models.member import Member


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    def in_force_on(self, day: dt.date) -> "ClearanceQuerySet":
        """Keep what was approved and has not run out; the last day counts."""
        return self.filter(state=ClearanceState.APPROVED, valid_until__gte=day)

    def ending_by(self, day: dt.date, last: dt.date) -> "ClearanceQuerySet":
        """Keep what holds on a day and no longer than to another."""
        return self.in_force_on(day).filter(valid_until__lte=last)

    def reaching(self, tier: ClearanceTier) -> "ClearanceQuerySet":
        return self.filter(tier__gte=tier)


class Clearance(models.Model):
    """That somebody has inspected a certificate of good conduct; no file and no note (P6)."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="clearances"
    )
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_clearances",
    )
    tier = models.PositiveSmallIntegerField(_("for"), choices=ClearanceTier)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ClearanceState,
        default=ClearanceState.ENTERED,
        editable=False,
    )
    certificate_date = models.DateField(_("date of the certificate"))
    inspected_on = models.DateField(_("inspected on"))
    inspected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("inspected by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    valid_until = models.DateField(_("valid until"))

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "network"],
                condition=Q(state=ClearanceState.ENTERED),
                name="clearance_waits_once",
            ),
            models.CheckConstraint(
                condition=~Q(inspected_by=F("approved_by")),
                name="clearance_approved_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(certificate_date__lte=F("inspected_on"))
                & Q(valid_until__gt=F("inspected_on")),
                name="clearance_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "valid_until"], name="clearance_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.network}"
