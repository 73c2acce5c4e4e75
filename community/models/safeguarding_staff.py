"""Who reads what about child protection, and how officers are reached (P16, CO36)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from community.enums import ReadReason


class SafeguardingRead(models.Model):
    """Who has read what about child protection, and why; written before it is shown (P16).

    It outlives the case, so it names a number and no row.
    """

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    network = models.ForeignKey(
        Network, verbose_name=_("network"), on_delete=models.CASCADE, related_name="+"
    )
    what = models.CharField(_("what"), max_length=20)
    """The number of a case, or that of a clearance, or the list of all."""
    reason = models.CharField(_("why"), max_length=9, choices=ReadReason)
    read_at = models.DateTimeField(_("when"))
    delete_on = models.DateField(null=True)
    """Set when what was read is deleted (P49)."""

    class Meta:
        verbose_name = _("read of data about child protection")
        verbose_name_plural = _("reads of data about child protection")
        indexes = [
            models.Index(fields=["what"], name="safeguarding_read_of"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.reason}"


class SafeguardingContact(models.Model):
    """How an officer is reached, and whether as the deputy (CO36, ME39)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("officer"),
        on_delete=models.CASCADE,
        related_name="community_safeguarding_contacts",
    )
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_safeguarding_contacts",
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_deputy = models.BooleanField(_("stands in for the others"), default=False)

    class Meta:
        verbose_name = _("contact of a safeguarding officer")
        verbose_name_plural = _("contacts of safeguarding officers")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "network"], name="safeguarding_contact_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id}: {self.phone}"
