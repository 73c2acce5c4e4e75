"""Terms and house rules: versions by date, texts by language, who accepted which (CO7)."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from community.enums import RulesKind
from community.models.member import Member


class RulesVersionQuerySet(models.QuerySet["RulesVersion"]):
    def in_force_on(self, day: dt.date) -> "RulesVersionQuerySet":
        """Keep the newest version of each kind whose day has come."""
        begun = RulesVersion.objects.filter(
            kind=OuterRef("kind"), valid_from__lte=day
        ).order_by("-valid_from")
        return self.filter(pk=Subquery(begun.values("pk")[:1]))

    def unaccepted_by(self, member: Member) -> "RulesVersionQuerySet":
        accepted = RulesAcceptance.objects.filter(member=member)
        return self.exclude(pk__in=accepted.values("version"))

    def with_texts(self) -> "RulesVersionQuerySet":
        return self.prefetch_related("texts")


class RulesVersion(ClusterableModel):
    """One version of the terms or the house rules; from its first day on it stands."""

    kind = models.CharField(_("kind"), max_length=12, choices=RulesKind)
    version = models.CharField(_("version"), max_length=20)
    valid_from = models.DateField(_("valid from"))

    objects = RulesVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("versions of the rules")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "version"], name="rules_version_once_a_kind"
            ),
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="rules_one_a_kind_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    def get_text(self) -> "RulesText | None":
        """Return the words in the language that is spoken, else in the first of the site.

        Reads the prefetched rows of ``with_texts``.
        """
        rows = {row.language: row for row in self.texts.all()}
        return rows.get(get_language() or "") or rows.get(settings.LANGUAGE_CODE)

    def has_begun_by(self, day: dt.date) -> bool:
        return self.valid_from <= day


class RulesText(models.Model):
    """The words of a version in one language."""

    version = ParentalKey(RulesVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("text"), help_text=_("An empty line begins a paragraph."))
    changes = models.TextField(
        _("what changed"),
        blank=True,
        help_text=_("In short sentences; shown to members before they accept."),
    )

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language"], name="rules_text_once_a_language"
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="rules_text_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.language


class RulesAcceptance(models.Model):
    """A member has accepted a version; the proof of it."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="rules_acceptances"
    )
    version = models.ForeignKey(
        RulesVersion, on_delete=models.PROTECT, related_name="acceptances"
    )
    accepted_at = models.DateTimeField(_("accepted"))

    class Meta:
        verbose_name = _("acceptance of rules")
        verbose_name_plural = _("acceptances of rules")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "version"], name="rules_accepted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.version}"
