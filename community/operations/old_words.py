"""What libraries keep of people, forgotten by time: versions, answers to forms, claims."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.db.models import Count, Q
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Comment, Page, Revision, TaskState

from community.conf import get_days, get_setting
from community.enums import CaseState
from community.models import ModerationCase

PROVIDED = "socialaccount"


def forget_old_versions(now: dt.datetime) -> int:
    """Delete versions of pages beyond the last ten, and those older than a year (P56).

    Every page, since any can name somebody. What is live, newest, planned, in review or
    what a case may bring back stays.
    """
    limit = now - get_days("PAGE_VERSION_DAYS")
    kept = get_setting("PAGE_VERSIONS")
    needed = _find_needed_versions()
    old = Revision.page_revisions.filter(created_at__lt=limit).exclude(needed)
    count = _delete(old)
    for key in _list_pages_with_many(kept):
        own = Revision.page_revisions.filter(object_id=key)
        newest = list(
            own.order_by("-created_at", "-pk").values_list("pk", flat=True)[:kept]
        )
        count += _delete(own.exclude(needed).exclude(pk__in=newest))
    return count


def _delete(rows: Any) -> int:
    deleted: int = rows.delete()[1].get(Revision._meta.label, 0)
    return deleted


def _list_pages_with_many(kept: int) -> list[str]:
    counted = Revision.page_revisions.order_by().values("object_id")
    many = counted.annotate(count=Count("pk")).filter(count__gt=kept)
    return list(many.values_list("object_id", flat=True))


def _find_needed_versions() -> Q:
    pages = Page.objects.order_by()
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    talked = Comment.objects.filter(resolved_at=None)
    hidden = ModerationCase.objects.exclude(state=CaseState.CLOSED, is_held=False)
    listed = hidden.exclude(hidden=[]).values_list("hidden", flat=True)
    in_cases = {
        part[1]
        for parts in listed
        for part in parts
        if isinstance(part, list) and len(part) > 1 and part[1]
    }
    return (
        Q(pk__in=pages.exclude(latest_revision=None).values("latest_revision"))
        | Q(pk__in=pages.exclude(live_revision=None).values("live_revision"))
        | Q(pk__in=waiting.exclude(revision=None).values("revision"))
        | Q(pk__in=talked.exclude(revision_created=None).values("revision_created"))
        | Q(pk__in=in_cases)
        | Q(approved_go_live_at__isnull=False)
    )


def forget_claims(_now: dt.datetime) -> int:
    """Empty what other providers have told of people, however it came here (P1, CO5).

    New logins keep none of it; rows of a site that ran before us may.
    """
    if not apps.is_installed(f"allauth.{PROVIDED}"):
        return 0
    accounts: Any = apps.get_model(PROVIDED, "SocialAccount").objects
    count: int = accounts.exclude(extra_data={}).update(extra_data={})
    return count


def forget_form_submissions(now: dt.datetime) -> int:
    """Delete what was sent by editors' forms a year ago, the longest that may be (P54)."""
    limit = now - get_days("FORM_SUBMISSION_DAYS")
    old = FormSubmission.objects.filter(submit_time__lte=limit)
    return old.delete()[0]
