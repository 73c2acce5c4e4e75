"""Exports of one's own data, and the ledger that repeats erasures after a restore."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.enums import LeaseState
from cms.models.leased import LeasedRow, LeasedRowQuerySet
from community.models.consent import Guardian


class DataExportQuerySet(LeasedRowQuerySet):
    def own(self) -> "DataExportQuerySet":
        """Leave out what a guardian has asked for: that goes to the guardian only (CO66)."""
        return self.filter(guardian__isnull=True)

    def ready_at(self, now: dt.datetime) -> "DataExportQuerySet":
        """Keep those that can be fetched."""
        return self.filter(state=LeaseState.DONE, expires_at__gt=now)

    def light(self) -> "DataExportQuerySet":
        """Leave the archive in the database: a page about it needs no megabytes."""
        return self.defer("archive")


class DataExport(LeasedRow):
    """One archive with all that we hold on a person, built by a job (P9, P53).

    The archive lies in the row and nowhere else: it is there whole or not at all, no
    folder keeps what a killed worker left, and it goes with the login.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        on_delete=models.CASCADE,
        related_name="community_data_exports",
    )
    guardian = models.ForeignKey(
        Guardian,
        verbose_name=_("guardian who has asked"),
        on_delete=models.CASCADE,
        null=True,
        related_name="data_exports",
    )
    language = models.CharField(_("language"), max_length=12)
    archive = models.BinaryField(null=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, editable=False)

    lease_seconds: ClassVar[int] = 300
    retry_seconds: ClassVar[tuple[int, ...]] = (60, 600, 3600)

    objects = DataExportQuerySet.as_manager()  # type: ignore[misc]  # -- narrower than that of the base

    class Meta(LeasedRow.Meta):
        verbose_name = _("export of personal data")
        verbose_name_plural = _("exports of personal data")
        constraints = [
            *LeasedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(
                    state__in=[LeaseState.DUE, LeaseState.LEASED],
                    guardian__isnull=True,
                ),
                name="data_export_open_once",
            ),
            models.UniqueConstraint(
                fields=["guardian"],
                condition=Q(state__in=[LeaseState.DUE, LeaseState.LEASED]),
                name="data_export_of_guardian_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=LeaseState.DONE)
                | Q(archive__isnull=False, expires_at__isnull=False),
                name="data_export_done_has_archive_and_end",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in (LeaseState.DUE, LeaseState.LEASED)

    @property
    def has_failed(self) -> bool:
        return self.state == LeaseState.DEAD


class ErasureRecord(models.Model):
    """That somebody was erased, in a form that names nobody (P38).

    ``key`` is a keyed hash of the login: whoever has a backup can recognise the login in
    it and erase it again; nobody can read from it who it was.
    """

    key = models.CharField(max_length=64, unique=True)
    erased_on = models.DateField(_("erased"), db_index=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.erased_on}"
