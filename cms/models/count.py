"""How often a thing was seen: by day, without cookie and without person."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyCount(models.Model):
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=16)
    count = models.PositiveIntegerField(_("count"))

    class Meta:
        verbose_name = _("daily count")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "kind", "day"],
                name="daily_count_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.count}"
