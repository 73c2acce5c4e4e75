"""Places on the map that things and pages name."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.geo import choose_point

LATITUDES = (Decimal(47), Decimal(56))
LONGITUDES = (Decimal(5), Decimal(16))
"""Germany and a little around it."""


class Place(models.Model):
    """A point in Germany and the district that it lies in; both may be unknown."""

    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(LATITUDES[0]), MaxValueValidator(LATITUDES[1])],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(LONGITUDES[0]),
            MaxValueValidator(LONGITUDES[1]),
        ],
    )

    class Meta:
        abstract = True


def follow_address(page: Any, before: str) -> None:
    """Move a page's point to its address, after that has changed from ``before``."""
    given = (page.latitude, page.longitude)
    page.latitude, page.longitude = choose_point(
        page.venue_address, given=given, before=before
    )


class Ages(models.Model):
    """From which to which age, in years; open at either end."""

    age_from = models.PositiveSmallIntegerField(
        _("age from"), null=True, blank=True, validators=[MaxValueValidator(99)]
    )
    age_to = models.PositiveSmallIntegerField(
        _("age to"), null=True, blank=True, validators=[MaxValueValidator(99)]
    )

    class Meta:
        abstract = True


def make_pair_constraints(name: str) -> list[Any]:
    """Return what the database holds about a place and ages: whole points, ordered ages."""
    return [
        models.CheckConstraint(
            condition=Q(latitude__isnull=True, longitude__isnull=True)
            | Q(latitude__isnull=False, longitude__isnull=False),
            name=f"{name}_point_is_whole",
        ),
        models.CheckConstraint(
            condition=Q(age_from__isnull=True)
            | Q(age_to__isnull=True)
            | Q(age_to__gte=models.F("age_from")),
            name=f"{name}_ages_in_order",
        ),
    ]
