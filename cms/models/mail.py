"""The outbox: a mail is a row, written in the transaction of its cause (R6.1)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.enums import MailOutcome
from cms.models.leased import LeasedRow

MINUTE, HOUR = 60, 60 * 60


class OutboxMail(LeasedRow):
    """One mail to one address, unique by recipient, event and kind.

    It is rendered when it is sent, from ``template`` and ``context``; mails of libraries
    come rendered and have no template.
    """

    recipient = models.EmailField(_("recipient"))
    kind = models.CharField(_("kind"), max_length=60)
    event_key = models.CharField(_("event"), max_length=120)
    language = models.CharField(_("language"), max_length=12)
    message_id = models.CharField(max_length=120, editable=False)
    template = models.CharField(max_length=120, blank=True)
    context = models.JSONField(default=dict, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=MailOutcome, blank=True
    )

    lease_seconds: ClassVar[int] = 120
    # From a minute to hours, 24 hours in all (R6.3).
    retry_seconds: ClassVar[tuple[int, ...]] = (
        *(MINUTE * pause for pause in (1, 2, 4, 8, 15, 30)),
        *(HOUR * pause for pause in (1, 2, 3, 3, 3, 3, 3, 3, 2)),
    )

    class Meta(LeasedRow.Meta):
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            *LeasedRow.Meta.indexes,
            models.Index(fields=["recipient", "finished_at"], name="mail_by_recipient"),
        ]

    @property
    def is_urgent(self) -> bool:
        """Whether it expires: a login code, which late is worth nothing."""
        return self.expires_at is not None


class MailAddressState(models.Model):
    """An address that a mail server refused for good."""

    address = models.EmailField(_("address"), unique=True)
    bounced_at = models.DateTimeField(_("unreachable since"))
    reason = models.TextField(_("answer of the mail server"), blank=True)

    class Meta:
        verbose_name = _("unreachable address")
        verbose_name_plural = _("unreachable addresses")

    def __str__(self) -> str:
        return self.address
