"""Addresses that were changed, as long as that can be undone (CO6)."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def settled_before(self, moment: dt.datetime) -> "AddressChangeQuerySet":
        """Keep changes whose time to be undone is over."""
        return self.filter(changed_at__lte=moment)


class AddressChange(models.Model):
    """A login got another address; the old one is kept for seven days and no longer."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        on_delete=models.CASCADE,
        related_name="community_address_changes",
    )
    old_address = models.EmailField(_("old address"))
    changed_at = models.DateTimeField(_("changed"))
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of an address")
        verbose_name_plural = _("changes of addresses")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.changed_at:%Y-%m-%d}"
