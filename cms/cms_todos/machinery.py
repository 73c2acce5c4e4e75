"""What waits for a decision in cms: publications that are late, work that was given up."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.conf import get_setting
from cms.enums import Urgency
from cms.operations.publication import count_late_publications
from cms.queries.health import count_dead_rows, get_figures
from cms.todos import Todo, todos


def count_late(user: Any, now: dt.datetime) -> int:
    """Count what operators look after: a publication that the row forbids, or a dead clock."""
    return count_late_publications(now) if user.is_superuser else 0


def count_dead(user: Any, _now: dt.datetime) -> int:
    return count_dead_rows() if user.is_superuser else 0


def count_warnings(user: Any, now: dt.datetime) -> int:
    """Count figures beyond their limit, but for the dead work that has its own line."""
    if not user.is_superuser or get_setting("DEMO"):
        return 0
    figures = [figure for figure in get_figures(now) if figure.name != "dead_rows"]
    return sum(figure.is_warning for figure in figures)


todos.register(
    Todo(
        name="late-publications",
        label=_("Scheduled publications that are late"),
        count=count_late,
        get_url=lambda _user: reverse("wagtailadmin_reports:site_history"),
        order=20,
        urgency=Urgency.NOW,
    )
)
todos.register(
    Todo(
        name="dead-work",
        label=_("Work that was given up"),
        count=count_dead,
        get_url=lambda _user: reverse("cms_dead_work"),
        order=90,
        urgency=Urgency.NOW,
    )
)
todos.register(
    Todo(
        name="figures",
        label=_("Measured values beyond their limit"),
        count=count_warnings,
        get_url=lambda _user: reverse("cms_figures"),
        order=91,
        urgency=Urgency.NOW,
    )
)
