"""Requests for offers that no provider has answered in ten working days (ED29)."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.queries.offer_requests import get_overdue_requests
from cms.todos import Todo, todos


def count_overdue(user: Any, now: dt.datetime) -> int:
    return get_overdue_requests(user, now).count()


todos.register(
    Todo(
        name="cms.offer_requests_overdue",
        label=_("Requests for offers without an answer for ten working days"),
        count=count_overdue,
        get_url=lambda _user: reverse("offer_requests:index") + "?state=asked",
        order=25,
    )
)
