"""Addresses of rows that people name: given once, and led on for a year (CO21)."""

import datetime as dt
import hashlib
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

LED_ON = dt.timedelta(days=365)
"""How long an address that was given up leads to the new one."""


class GivenSlugQuerySet(models.QuerySet["GivenSlug"]):
    def of(self, model: type[models.Model], slug: str) -> "GivenSlugQuerySet":
        return self.filter(kind=model._meta.label_lower, digest=digest_slug(slug))

    def leading_on_at(self, now: dt.datetime) -> "GivenSlugQuerySet":
        """Keep addresses that were given up and still lead to the row."""
        return self.filter(given_up_at__gt=now - LED_ON, row_id__isnull=False)


class GivenSlug(models.Model):
    """That an address was given: it is never given again, whatever becomes of the row.

    Only a digest is kept, so that nobody's name stays here when the row is erased (P10).
    """

    kind = models.CharField(_("kind"), max_length=80)
    digest = models.CharField(_("digest"), max_length=64)
    row_id = models.BigIntegerField(_("row"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    objects = GivenSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("given address")
        verbose_name_plural = _("given addresses")
        constraints = [
            models.UniqueConstraint(fields=["kind", "digest"], name="slug_given_once"),
        ]
        indexes = [models.Index(fields=["kind", "row_id"], name="slug_by_row")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.digest[:12]}"


def make_first_slug() -> str:
    """Return an address for a row until `give_slug` has found one."""
    return secrets.token_hex(16)


def digest_slug(slug: str) -> str:
    return hashlib.sha256(slug.encode()).hexdigest()
