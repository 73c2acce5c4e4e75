"""Lists of people whom a network invites at once, and how its columns are read (CO57)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.enums import LeaseState
from cms.models import Network
from cms.models.leased import LeasedRow, LeasedRowQuerySet
from community.enums import ImportBasis, MemberRole

BASIS_LENGTH = 300


class MemberImportTemplate(models.Model):
    """Which heading of a network's files holds what, under a name."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="community_import_templates"
    )
    name = models.CharField(_("name"), max_length=60)
    columns = models.JSONField(_("columns"))

    class Meta:
        verbose_name = _("template for imports")
        verbose_name_plural = _("templates for imports")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"], name="member_import_template_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MemberImportQuerySet(LeasedRowQuerySet):
    def claimable(self) -> "MemberImportQuerySet":
        """Keep what somebody has started; the others wait for their owner."""
        return super().claimable().filter(started_at__isnull=False)  # type: ignore[return-value]  # -- the same class

    def light(self) -> "MemberImportQuerySet":
        """Leave the file in the database."""
        return self.defer("content")


class MemberImport(LeasedRow):
    """One file of addresses: read, checked, started, then worked off by a job in batches.

    ``last_line`` moves in the transaction of its batch, so that a job that was killed goes on
    where it was. The file lies in the row and goes when the job is done.
    """

    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_member_imports",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="community_member_imports",
    )
    language = models.CharField(_("language"), max_length=12)
    content = models.BinaryField(null=True)
    columns = models.JSONField(_("columns"), default=dict)
    role = models.CharField(
        _("role"), max_length=12, choices=MemberRole, default=MemberRole.FRIEND
    )
    basis = models.CharField(_("basis"), max_length=10, choices=ImportBasis, blank=True)
    basis_words = models.CharField(
        _("basis, in words"), max_length=BASIS_LENGTH, blank=True
    )
    started_at = models.DateTimeField(_("started"), null=True)
    row_count = models.PositiveIntegerField(_("people in the file"), default=0)
    last_line = models.PositiveIntegerField(_("last line done"), default=0)
    invited_count = models.PositiveIntegerField(_("invited"), default=0)
    known_count = models.PositiveIntegerField(_("invited before"), default=0)
    errors = models.JSONField(_("lines with mistakes"), default=list)

    lease_seconds: ClassVar[int] = 120
    retry_seconds: ClassVar[tuple[int, ...]] = (10, 60, 600)

    objects = MemberImportQuerySet.as_manager()  # type: ignore[misc]  # -- narrower than that of the base

    class Meta(LeasedRow.Meta):
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        constraints = [
            *LeasedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(started_at__isnull=True)
                | (~Q(basis="") & ~Q(basis_words="")),
                name="member_import_started_has_a_basis",
            ),
        ]

    @property
    def done_count(self) -> int:
        return self.invited_count + self.known_count

    @property
    def is_open(self) -> bool:
        return self.state in (LeaseState.DUE, LeaseState.LEASED)

    @property
    def has_failed(self) -> bool:
        return self.state == LeaseState.DEAD
