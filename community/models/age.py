"""Steps of age: who was told and has answered, and wishes for another month of birth."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums import AgeStep, CorrectionState
from community.models.member import MONTHS, NEWEST_YEAR, OLDEST_YEAR, Member

STEPS = ((AgeStep.YOUTH, AgeStep.YOUTH.label), (AgeStep.ADULT, AgeStep.ADULT.label))


class AgeNotice(models.Model):
    """A member has reached a step: told once, answered once (P32).

    Until there is an answer the settings of the step before hold.
    """

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="age_notices"
    )
    step = models.CharField(_("step"), max_length=5, choices=STEPS)
    told_at = models.DateTimeField(_("told"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("notice of an age")
        verbose_name_plural = _("notices of ages")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "step"], name="age_notice_once_a_step"
            ),
            models.CheckConstraint(
                condition=~Q(step=AgeStep.CHILD), name="age_notice_of_a_step_reached"
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=False) | Q(answered_at__isnull=False),
                name="age_notice_was_told_or_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_step_display()}"


def _in_calendar(prefix: str) -> Q:
    limits: dict[str, Any] = {
        f"{prefix}month__gte": 1,
        f"{prefix}month__lte": MONTHS,
        f"{prefix}year__gte": OLDEST_YEAR,
        f"{prefix}year__lte": NEWEST_YEAR,
    }
    return Q(**limits)


class BirthCorrection(models.Model):
    """A wish for another month of birth, with what was held before (P31)."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="birth_corrections"
    )
    old_year = models.PositiveSmallIntegerField(_("year before"))
    old_month = models.PositiveSmallIntegerField(_("month before"))
    birth_year = models.PositiveSmallIntegerField(_("year of birth"))
    birth_month = models.PositiveSmallIntegerField(_("month of birth"))
    words = models.CharField(_("words of the member"), max_length=300, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CorrectionState,
        default=CorrectionState.ASKED,
        editable=False,
    )
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("correction of a birth month")
        verbose_name_plural = _("corrections of birth months")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=CorrectionState.ASKED),
                name="birth_correction_open_once",
            ),
            models.CheckConstraint(
                condition=_in_calendar("birth_"), name="birth_correction_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.birth_month}/{self.birth_year}"
