"""Requests for offers that no provider has answered in ten working days (ED29)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import OfferRequest
from cms.queries.offer_requests import get_overdue_requests
from cms.todos import Todo, todos


def count_overdue(user: Any, now: dt.datetime) -> int:
    return get_overdue_requests(user, now).count()


def list_overdue(now: dt.datetime) -> QuerySet[OfferRequest]:
    rows: QuerySet[OfferRequest] = OfferRequest.objects.overdue_on(
        timezone.localdate(now)
    )
    return rows


todos.register(
    Todo(
        name="cms.offer_requests_overdue",
        label=_("Requests for offers without an answer for ten working days"),
        count=count_overdue,
        get_url=lambda _user: reverse("offer_requests:index") + "?state=asked",
        order=25,
        list_rows=get_overdue_requests,
        list_all=list_overdue,
        network="network",
        since="asked_at",
    )
)
