"""What an editor sees first: what is unfinished in the own branch (ED55)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    Page,
    ReferenceIndex,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permissions import policy_registry

from cms.models import CallPage
from cms.models.call import CLOSING_WITHIN
from cms.queries.translation_states import (
    CONTENT_PAGES,
    keep_outdated,
    keep_untranslated,
)
from cms.registry import Label
from cms.todos import WaitingTodo, get_waiting_todos

SHOWN = 5
"""Entries of a group; the rest is found in the explorer."""


@dataclass(frozen=True)
class Group:
    """A kind of unfinished work and the pages that it is about, newest first."""

    name: str
    label: Label
    pages: list[Page]
    has_more: bool


@dataclass(frozen=True)
class EditorsHome:
    groups: list[Group]
    todos: list[WaitingTodo]

    @property
    def is_empty(self) -> bool:
        return not self.todos and not any(group.pages for group in self.groups)


def get_editors_home(*, user: Any, now: dt.datetime) -> EditorsHome:
    """Return what waits in the person's own branch; one query for each group."""
    own = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    written = own.filter(depth__gt=1, alias_of__isnull=True).select_related("locale")
    live = written.filter(live=True)
    groups = (
        ("drafts", _("My drafts"), _get_drafts(written, user)),
        ("closing", _("Calls that close this week"), _get_closing_calls(live, now)),
        ("untranslated", _("Without a translation"), keep_untranslated(live)),
        ("outdated", _("Translation is older than the text"), keep_outdated(live)),
        ("alt", _("Lead image without alternative text"), _get_without_alt(written)),
        ("links", _("Links that lead nowhere"), _get_with_broken_links(live)),
    )
    return EditorsHome(
        [_make_group(name, label, pages) for name, label, pages in groups],
        get_waiting_todos(user, now),
    )


def _make_group(name: str, label: Label, pages: "QuerySet[Any]") -> Group:
    found = list(pages.order_by("-latest_revision_created_at", "-pk")[: SHOWN + 1])
    return Group(name, label, found[:SHOWN], len(found) > SHOWN)


def _get_drafts(pages: Any, user: Any) -> "QuerySet[Any]":
    """Keep what the person is at; what was submitted is with the reviewers."""
    mine = Q(owner=user) | Q(latest_revision__user=user)
    submitted = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id=Cast(OuterRef("pk"), output_field=CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return pages.filter(~Exists(submitted), mine, has_unpublished_changes=True)


def _get_closing_calls(pages: Any, now: dt.datetime) -> "QuerySet[Any]":
    closing = CallPage.objects.filter(
        call__deadline_at__gt=now, call__deadline_at__lte=now + CLOSING_WITHIN
    )
    return pages.filter(pk__in=closing.values("pk"))


def _get_without_alt(pages: Any) -> "QuerySet[Any]":
    found = Q()
    for model in CONTENT_PAGES:
        silent = model.objects.filter(
            lead_image__isnull=False, lead_image_alt="", lead_image_is_decorative=False
        )
        found |= Q(pk__in=silent.values("pk"))
    return pages.filter(found)


def _get_with_broken_links(pages: Any) -> "QuerySet[Any]":
    """Keep pages that link to a page of ours which visitors do not get."""
    page_type = get_default_page_content_type()
    seen = Page.objects.filter(live=True).annotate(
        key=Cast("pk", output_field=CharField())
    )
    broken = ReferenceIndex.objects.filter(
        base_content_type=page_type,
        to_content_type=page_type,
        object_id=Cast(OuterRef("pk"), output_field=CharField()),
    ).exclude(to_object_id__in=seen.values("key"))
    return pages.filter(Exists(broken))
