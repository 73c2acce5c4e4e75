"""What is searched for: by day, without person (F14)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

QUERY_LENGTH = 100


class LoggedSearch(models.Model):
    """How often a query was asked on a day, how much it found, what was clicked."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=12)
    query = models.CharField(_("query"), max_length=QUERY_LENGTH)
    count = models.PositiveIntegerField(_("times asked"), default=0)
    result_count = models.PositiveIntegerField(_("results"), default=0)
    """At the last time."""
    click_count = models.PositiveIntegerField(_("clicks"), default=0)
    position_sum = models.PositiveIntegerField(_("sum of positions"), default=0)
    """Of the clicks: by their number it is the position that was clicked on average."""

    class Meta:
        verbose_name = _("query of a day")
        verbose_name_plural = _("queries of a day")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "language", "query"], name="logged_search_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.language} {self.query}"
