"""School holidays of the states, kept by staff (ED73)."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.enums import State


class SchoolHolidayQuerySet(models.QuerySet["SchoolHoliday"]):
    def between(self, first: dt.date, last: dt.date) -> "SchoolHolidayQuerySet":
        """Keep those of which a day lies in the period, both ends included."""
        return self.filter(start_date__lte=last, end_date__gte=first)


class SchoolHoliday(models.Model):
    """One holiday of one state in one year, with the dates of its ministry."""

    state = models.CharField(_("state"), max_length=5, choices=State)
    name = models.CharField(
        _("name"), max_length=80, help_text=_("“Easter holidays”, for example.")
    )
    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"))

    objects = SchoolHolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("school holidays")
        verbose_name_plural = _("school holidays")
        ordering = ["start_date", "state", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")),
                name="school_holiday_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["state", "start_date"], name="school_holiday_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"

    def covers_week(self, monday: dt.date) -> bool:
        """Tell whether one of its days is a school day of this week."""
        return self.start_date <= monday + dt.timedelta(days=4) and (
            self.end_date >= monday
        )
