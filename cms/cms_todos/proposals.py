"""Proposals that nobody has answered for five working days (ED74)."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.queries.proposals import get_overdue_proposals, list_overdue_proposals
from cms.todos import Todo, todos


def count_overdue(user: Any, now: dt.datetime) -> int:
    return get_overdue_proposals(user, now).count()


def get_reviews_url(user: Any) -> str:
    # The start page lists what waits for this person's review.
    return reverse("wagtailadmin_home")


todos.register(
    Todo(
        name="cms.proposals_overdue",
        label=_("Proposals without an answer for five working days"),
        count=count_overdue,
        get_url=get_reviews_url,
        order=20,
        list_rows=get_overdue_proposals,
        list_all=list_overdue_proposals,
        network="network",
        since="submitted_at",
    )
)
