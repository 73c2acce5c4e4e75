"""Theme pages whose review is due (ED39)."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.enums import Urgency
from cms.queries.themes import get_due_themes
from cms.todos import Todo, todos


def count_due(user: Any, now: dt.datetime) -> int:
    return get_due_themes(user, now).count()


def get_themes_url(user: Any) -> str:
    return reverse("theme_pages:index")


todos.register(
    Todo(
        name="cms.themes_due",
        label=_("Themes whose review is due"),
        count=count_due,
        get_url=get_themes_url,
        order=50,
        urgency=Urgency.LATER,
        list_rows=get_due_themes,
        network="network",
        since="review_on",
    )
)
