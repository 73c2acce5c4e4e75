"""Funding entries whose address leads nowhere (ED42)."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.enums import LinkState
from cms.models import FundingPage
from cms.todos import Todo, todos


def count_dead_links(user: Any, _now: dt.datetime) -> int:
    """Count the entries that this person may put right, each once, whatever its languages."""
    dead = FundingPage.objects.filter(
        live=True, alias_of__isnull=True, entry__link_state=LinkState.DEAD
    )
    own = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )
    return dead.filter(pk__in=own.values("pk")).values("entry").distinct().count()


def get_list_url(_user: Any) -> str:
    return f"{reverse('funding_pages:index')}?link_state={LinkState.DEAD}"


todos.register(
    Todo(
        name="cms.dead_funding_links",
        label=_("Funding entries whose address leads nowhere"),
        count=count_dead_links,
        get_url=get_list_url,
        order=40,
    )
)
