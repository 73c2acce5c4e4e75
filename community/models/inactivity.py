"""Warnings before an unused account goes (P42, P43, CO67)."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import OutboxMail
from community.models.member import Member

LAST_NUMBER = 3


class InactivityNoticeQuerySet(models.QuerySet["InactivityNotice"]):
    def last_sent_before(self, moment: dt.datetime) -> "InactivityNoticeQuerySet":
        """Keep the last warnings that really left, and long enough ago."""
        return self.filter(number=LAST_NUMBER, sent_at__lte=moment)


class InactivityNotice(models.Model):
    """One of the three mails; the next waits until this one has really left."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="inactivity_notices"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    written_at = models.DateTimeField(_("written"))
    mail = models.ForeignKey(
        OutboxMail, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = InactivityNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("warning of inactivity")
        verbose_name_plural = _("warnings of inactivity")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "number"], name="inactivity_notice_once_a_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=LAST_NUMBER),
                name="inactivity_notice_one_of_three",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.number}"
