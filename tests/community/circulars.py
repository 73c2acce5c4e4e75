"""Circulars for tests, made as staff make them."""

import datetime as dt
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from community.enums import CircularTarget
from community.models import Circular, CircularRun
from community.operations.circulars import (
    CircularContent,
    send_circular,
    send_due_circulars,
    write_circular,
)

TEXTS = {"de": ("Neues Büro", "Wir ziehen um."), "en": ("New office", "We move.")}


def write(
    network: Any, *, actor: Any = None, now: dt.datetime | None = None, **values: Any
) -> Circular:
    content: dict[str, Any] = {
        "network": network,
        "target": CircularTarget.NETWORK,
        "is_service": False,
        "texts": TEXTS,
    }
    return write_circular(
        content=CircularContent(**content | values),
        actor=actor,
        now=now or timezone.now(),
    )


def send(circular: Circular, *, now: dt.datetime | None = None) -> Circular:
    return send_circular(circular=circular, actor=None, now=now or timezone.now())


def deliver(now: dt.datetime | None = None) -> int:
    """Let the minutes pass and work on what is due."""
    CircularRun.objects.filter(state="due").update(due_at=Now())
    return send_due_circulars(now or timezone.now())
