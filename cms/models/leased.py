"""Durable work: a row with state, lease and attempts (R5), and leases by name."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cms.enums import LeaseState


class LeasedRowQuerySet(models.QuerySet[Any]):
    """All questions about time are answered by the clock of the database (R5.2)."""

    def claimable(self) -> "LeasedRowQuerySet":
        """Keep rows that are due, and those whose worker has let its lease run out."""
        return self.filter(
            Q(state=LeaseState.DUE, due_at__lte=Now())
            | Q(state=LeaseState.LEASED, leased_until__lte=Now())
        )

    def waiting(self) -> "LeasedRowQuerySet":
        return self.filter(state__in=(LeaseState.DUE, LeaseState.LEASED))

    def dead(self) -> "LeasedRowQuerySet":
        return self.filter(state=LeaseState.DEAD)


class LeasedRow(models.Model):
    """Something that must happen, once, even if workers are killed at any point."""

    key = models.CharField(_("key"), max_length=64, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=LeaseState, default=LeaseState.DUE
    )
    due_at = models.DateTimeField(_("due"), db_default=Now())
    leased_until = models.DateTimeField(null=True, editable=False)
    leased_by = models.CharField(max_length=32, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("since"), db_default=Now())
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    lease_seconds: ClassVar[int] = 60
    retry_seconds: ClassVar[tuple[int, ...]] = (10, 60, 300, 1800, 7200)
    """The pause after each failed attempt; after one more the row is dead."""

    objects = LeasedRowQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="%(class)s_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=LeaseState.LEASED, leased_until__isnull=False)
                | (~Q(state=LeaseState.LEASED) & Q(leased_until__isnull=True)),
                name="%(class)s_lease_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}: {self.state}"


class Lease(models.Model):
    """One holder at a time: the runner of dated work, and each living worker."""

    name = models.CharField(max_length=80, unique=True)
    holder = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(db_default=Now())
    ran_at = models.DateTimeField(_("last run"), null=True)

    def __str__(self) -> str:
        return self.name
