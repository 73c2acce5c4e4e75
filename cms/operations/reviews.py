"""Items that wait too long in a workflow: their reviewers are reminded (ED51)."""

import datetime as dt

from django.utils import timezone
from wagtail.models import TaskState

from cms.models import Network, ReviewTask
from cms.notifications.reviews import remind_of_review, tell_that_nobody_reviews
from cms.permissions.roles import find_coordinators
from cms.queries.proposals import count_back_working_days

REMIND_AFTER_DAYS = 3
"""Working days; Saturdays and Sundays do not count, holidays do."""

LOOK_BACK = dt.timedelta(days=60)
"""Shorter than mails are kept: what is older was reminded of, and once is enough."""


def remind_reviewers(now: dt.datetime) -> int:
    """Remind of items without an answer for three working days, each person once an item.

    Where nobody may answer, because the only editor wrote the item and four eyes are set,
    or has left, the portal's coordinators are told: they give somebody a role for a time.
    Returns how many items wait.
    """
    states = _find_waiting(now)
    for state in states:
        _remind(state, timezone.localdate(now))
    return len(states)


def _find_waiting(now: dt.datetime) -> list[TaskState]:
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=ReviewTask.objects.all(),
        started_at__lte=count_back_working_days(now, REMIND_AFTER_DAYS),
        started_at__gt=now - LOOK_BACK,
    )
    return list(waiting.select_related("task", "workflow_state").order_by("pk"))


def _remind(state: TaskState, day: dt.date) -> None:
    page = state.workflow_state.content_object.specific
    reviewers = state.task.specific.find_reviewers(page, day)
    if reviewers.exists():
        remind_of_review(state=state, page=page, people=reviewers)
    else:
        portal = Network.objects.get_site()
        people = find_coordinators(portal, day)
        tell_that_nobody_reviews(state=state, page=page, people=people)
