"""Funding entries whose address leads nowhere (ED42)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.enums import LinkState, Urgency
from cms.models import FundingPage
from cms.todos import Todo, todos


def list_all_dead(_now: dt.datetime) -> QuerySet[FundingPage]:
    """Return the pages of entries whose address leads nowhere."""
    dead: QuerySet[FundingPage] = FundingPage.objects.filter(
        live=True, alias_of__isnull=True, entry__link_state=LinkState.DEAD
    )
    return dead


def list_dead(user: Any, now: dt.datetime) -> QuerySet[FundingPage]:
    """Return those that this person may put right."""
    own = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(
        user, {"change", "publish"}
    )
    return list_all_dead(now).filter(pk__in=own.values("pk"))


def count_dead_links(user: Any, now: dt.datetime) -> int:
    """Count the entries, each once, whatever its languages."""
    return list_dead(user, now).values("entry").distinct().count()


def get_list_url(_user: Any) -> str:
    return f"{reverse('funding_pages:index')}?link_state={LinkState.DEAD}"


todos.register(
    Todo(
        name="cms.dead_funding_links",
        label=_("Funding entries whose address leads nowhere"),
        count=count_dead_links,
        get_url=get_list_url,
        order=40,
        urgency=Urgency.LATER,
        list_rows=list_dead,
        list_all=list_all_dead,
        network="network",
        counted="entry",
    )
)
