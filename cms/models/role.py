"""Who works for which network, and since when."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.enums import Role
from cms.models.network import Network


class NetworkRoleQuerySet(models.QuerySet["NetworkRole"]):
    def active_on(self, day: dt.date) -> "NetworkRoleQuerySet":
        """Keep roles whose period holds on this day in Berlin; the end day still counts.

        One that was taken away counts no more, whatever its period says.
        """
        return self.filter(
            Q(revoked_at__isnull=True),
            Q(start_date__lte=day),
            Q(end_date__isnull=True) | Q(end_date__gte=day),
        )


class NetworkRole(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="cms_network_roles",
    )
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="roles",
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    start_date = models.DateField(_("from"))
    end_date = models.DateField(_("until"), null=True, blank=True)
    revoked_at = models.DateTimeField(
        _("taken away"), null=True, blank=True, editable=False
    )

    objects = NetworkRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role in a network")
        verbose_name_plural = _("roles in networks")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "network", "role"],
                condition=Q(end_date__isnull=True, revoked_at__isnull=True),
                name="network_role_open_once",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="network_role_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.get_role_display()}"
