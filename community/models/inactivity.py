"""Warnings before an unused account goes (P42, P43, CO67)."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.enums import MailOutcome
from cms.models import OutboxMail
from community.models.member import Member

LAST_NUMBER = 3
LOST = (MailOutcome.EXPIRED, MailOutcome.REFUSED, MailOutcome.SUPPRESSED)
"""How a mail ends that nobody has got."""


class InactivityNoticeQuerySet(models.QuerySet["InactivityNotice"]):
    def warned_before(
        self, sent: dt.datetime, *, tried: dt.datetime
    ) -> "InactivityNoticeQuerySet":
        """Keep last warnings that left long enough ago, or that reach nobody.

        One still on its way is waited for; ``tried`` is when the others were written.
        """
        lost = Q(mail__isnull=True) | Q(mail__outcome__in=LOST)
        rule = Q(sent_at__lte=sent) | Q(
            lost, sent_at__isnull=True, written_at__lte=tried
        )
        return self.filter(rule, number=LAST_NUMBER)


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
