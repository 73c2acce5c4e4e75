"""Codes by which a class joins a network: so many uses, until a day (CO3, S50)."""

import datetime as dt
import re
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.models import Network

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without what looks alike on paper: 0 and O, 1, I and L."""

CODE_LENGTH = 8
MOST_USES = 100
UNWANTED = re.compile(r"[\s–-]")


def make_code() -> str:
    """Return a fresh code; there are 800 billion, so that nobody guesses one."""
    return "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))


def clean_code(text: str) -> str:
    """Return a typed code as it is kept, empty where it can be none."""
    code = UNWANTED.sub("", text).upper()
    is_code = len(code) == CODE_LENGTH and set(code) <= set(ALPHABET)
    return code if is_code else ""


class ClassCodeQuerySet(models.QuerySet["ClassCode"]):
    def usable_at(self, now: dt.datetime) -> "ClassCodeQuerySet":
        """Keep codes that somebody could use; a disabled maker's codes work no more (A25)."""
        return self.filter(
            revoked_at__isnull=True,
            expires_at__gt=now,
            used_count__lt=F("max_uses"),
            created_by__is_active=True,
        )


class ClassCode(models.Model):
    """Who uses it belongs to the network; kept is how many did, never who (CO3)."""

    code = models.CharField(
        _("code"), max_length=CODE_LENGTH, unique=True, default=make_code
    )
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_class_codes",
    )
    label = models.CharField(_("class and school"), max_length=80)
    max_uses = models.PositiveSmallIntegerField(_("number of uses"))
    used_count = models.PositiveSmallIntegerField(_("used"), default=0, editable=False)
    expires_at = models.DateTimeField(_("works until"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.CASCADE,
        related_name="community_class_codes",
    )
    created_at = models.DateTimeField(_("made"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = ClassCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("class code")
        verbose_name_plural = _("class codes")
        constraints = [
            models.CheckConstraint(
                condition=Q(max_uses__gte=1, max_uses__lte=MOST_USES),
                name="class_code_uses_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(used_count__lte=F("max_uses")),
                name="class_code_never_used_too_often",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="class_code_ends_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.printed})"

    @property
    def printed(self) -> str:
        """The code in two groups, as it is read aloud and typed."""
        half = CODE_LENGTH // 2
        return f"{self.code[:half]}-{self.code[half:]}"

    @property
    def is_used_up(self) -> bool:
        return self.used_count >= self.max_uses

    def works_at(self, now: dt.datetime) -> bool:
        is_open = self.revoked_at is None and self.expires_at > now
        return is_open and not self.is_used_up
