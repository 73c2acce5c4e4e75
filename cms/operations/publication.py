"""Going live and expiring at the set time (ED53)."""

import datetime as dt
from typing import Any

import structlog
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.translation import override
from wagtail.models import DraftStateMixin, Page, Revision

from cms.notifications.publication import tell_about_refusal
from cms.validators.content import ContentRefusedError

LATE = dt.timedelta(minutes=5)

log = structlog.get_logger("verbund.publication")


def publish_due(now: dt.datetime) -> int:
    """Take down what has expired and publish what is due; return how many.

    Wagtail's own command stops at the first page that cannot be published. Here each
    stands alone in a transaction, what fails is tried again, and staff sees it.
    """
    count = sum(_take_down(row) for row in _find_expired(now))
    return count + sum(_publish(revision) for revision in find_due_revisions(now))


def find_due_revisions(now: dt.datetime) -> Any:
    """Return the revisions whose time has come, in the order of their times."""
    return Revision.objects.filter(approved_go_live_at__lte=now).order_by(
        "approved_go_live_at", "pk"
    )


def count_late_publications(now: dt.datetime) -> int:
    """Return how many revisions should have been live for five minutes and are not."""
    return int(find_due_revisions(now - LATE).count())


def _find_expired(now: dt.datetime) -> list[Any]:
    models: list[Any] = [Page]
    models += [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [
        row
        for model in models
        for row in model.objects.filter(live=True, expire_at__lte=now).order_by(
            "expire_at", "pk"
        )
    ]


def _take_down(row: Any) -> bool:
    try:
        with transaction.atomic():
            for one in (row, *_find_followers(row)):
                one.unpublish(
                    set_expired=True, log_action="wagtail.unpublish.scheduled"
                )
    except Exception:
        log.exception("unpublish_failed", model=row._meta.label, pk=row.pk)
        return False
    return True


def _find_followers(row: Any) -> list[Any]:
    """Return the translations that end with their source: those without a time of their own."""
    page = row.specific if isinstance(row, Page) else None
    if not getattr(page, "is_fact_source", False):
        return []
    return list(
        row.get_translations().filter(
            live=True, alias_of__isnull=True, expire_at__isnull=True
        )
    )


def _publish(revision: Revision) -> bool:
    try:
        # The sentences of a refusal go into a mail.
        with override(settings.LANGUAGE_CODE), transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ContentRefusedError as refusal:
        log.warning("publish_refused", revision=revision.pk)
        tell_about_refusal(revision=revision, sentences=refusal.messages)
        return False
    except Exception:
        log.exception("publish_failed", revision=revision.pk)
        return False
    return True
