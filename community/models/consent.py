"""Guardians who are asked, and consents that hold until they are withdrawn."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.enums import ConsentScope, GuardianAnswer
from community.models.member import Member


class GuardianQuerySet(models.QuerySet["Guardian"]):
    def silent_since(self, moment: dt.datetime) -> "GuardianQuerySet":
        """Keep whom nobody has heard of since the last link went out."""
        return self.filter(answer=GuardianAnswer.WAITING, asked_at__lte=moment)


class Guardian(models.Model):
    """Whom we ask about a child's account; reached by link, without an account (P2).

    The address serves this alone and is never that of the child.
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="guardian"
    )
    email = models.EmailField(_("e-mail of the guardian"))
    answer = models.CharField(
        _("answer"),
        max_length=8,
        choices=GuardianAnswer,
        default=GuardianAnswer.WAITING,
        editable=False,
    )
    asked_at = models.DateTimeField(_("asked"))
    asked_count = models.PositiveSmallIntegerField(_("links sent"), default=0)
    answered_at = models.DateTimeField(_("answered"), null=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True)

    objects = GuardianQuerySet.as_manager()

    class Meta:
        verbose_name = _("guardian")
        verbose_name_plural = _("guardians")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=GuardianAnswer.WAITING)
                | Q(answered_at__isnull=False),
                name="guardian_answer_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_answer_display()}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """One yes to one scope, with the version of the text that was shown (CO61)."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="consents"
    )
    scope = models.CharField(_("for"), max_length=10, choices=ConsentScope)
    by_guardian = models.BooleanField(_("given by the guardian"))
    text_version = models.CharField(_("version of the text"), max_length=10)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "scope", "by_guardian"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_scope_display()}"
