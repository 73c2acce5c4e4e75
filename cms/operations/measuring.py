"""Noting a figure for operators (R25)."""

import datetime as dt

from django.db import transaction

from cms.models import Measurement


@transaction.atomic
def note_measurement(*, name: str, now: dt.datetime, value: float = 0) -> Measurement:
    """Keep a figure in place of its older value."""
    row, _created = Measurement.objects.update_or_create(
        name=name, defaults={"value": value, "measured_at": now}
    )
    return row
