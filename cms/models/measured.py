"""Figures that are noted when they arise: no request can count them on the spot (R25)."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Measurement(models.Model):
    """The last value of one figure, and when it was taken."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    value = models.FloatField(_("value"), default=0)
    measured_at = models.DateTimeField(_("measured"), db_default=Now())

    def __str__(self) -> str:
        return self.name
