"""Lists of members that the coordination has taken out of the platform (CO58)."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from community.enums import MemberExportFormat

PURPOSE_LENGTH = 300


class MemberExportQuerySet(models.QuerySet["MemberExport"]):
    def ready_at(self, now: dt.datetime) -> "MemberExportQuerySet":
        """Keep those whose file can be fetched."""
        return self.filter(expires_at__gt=now, content__isnull=False)

    def light(self) -> "MemberExportQuerySet":
        """Leave the file in the database."""
        return self.defer("content")


class MemberExport(models.Model):
    """Who took which columns of how many members, and why; the file goes after a day.

    The file lies in the row, so that no folder keeps what the row has forgotten.
    """

    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_member_exports",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="community_member_exports",
    )
    made_at = models.DateTimeField(_("made"))
    purpose = models.CharField(_("purpose"), max_length=PURPOSE_LENGTH)
    minors_purpose = models.CharField(
        _("purpose for which minors are in it"), max_length=PURPOSE_LENGTH, blank=True
    )
    columns = models.JSONField(_("columns"))
    row_count = models.PositiveIntegerField(_("number of members"))
    format = models.CharField(_("format"), max_length=4, choices=MemberExportFormat)
    content = models.BinaryField(null=True)
    expires_at = models.DateTimeField(_("file kept until"))

    objects = MemberExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of members")
        verbose_name_plural = _("exports of members")
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose=""), name="member_export_has_a_purpose"
            ),
        ]
        indexes = [
            models.Index(fields=["network", "made_at"], name="member_export_by_network")
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.row_count}"
