"""How often a thing is seen: by day, without cookie and without person.

A page that comes from the page cache runs no view, and a write for each visitor would cost
what the cache saves. So visits are added up in the process and written every few
seconds, in one go, by the request that finds it is time. A process that is killed loses
at most these seconds: a figure for a report, not a bill.

The answer of a page carries the mark of its thing, and the page cache keeps it with the page;
`cms.middleware.counting` stands outside the cache and counts each visitor, from the
cache or not.
"""

import atexit
import datetime as dt
import re
import threading
import time
from collections import Counter
from typing import Any

import structlog
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.conf import get_setting
from cms.models import DailyCount

VIEW = "view"
HELPED, NOT_HELPED = "helped", "not-helped"
ROBOTS = re.compile(
    r"bot\b|crawl|spider|slurp|preview|monitor|curl|wget|python", re.IGNORECASE
)

Mark = tuple[str, int]
"""Model and key of a thing, ``("cms.article", 7)``: what a cached page keeps."""

log = structlog.get_logger("verbund.counter")


class _Pending:
    """Visits that are not yet written, of this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counts: Counter[tuple[Mark, dt.date, str]] = Counter()
        self.flushed_at = time.monotonic()

    def add(self, mark: Mark, day: dt.date, kind: str) -> bool:
        """Add a visit; return whether it is time to write."""
        with self.lock:
            self.counts[mark, day, kind] += 1
            return time.monotonic() - self.flushed_at >= get_setting(
                "COUNT_FLUSH_SECONDS"
            )

    def take(self) -> Counter[tuple[Mark, dt.date, str]]:
        with self.lock:
            counts, self.counts = self.counts, Counter()
            self.flushed_at = time.monotonic()
            return counts


_pending = _Pending()


def get_mark(thing: models.Model) -> Mark:
    """Return what stands for a thing in a cached page; things are rows, never pages."""
    return thing._meta.label_lower, thing.pk


def get_page_mark(page: Any) -> Mark | None:
    """Return the mark of the thing behind a page, without a query; None if it has none."""
    attribute = getattr(page, "counted_attribute", None) or getattr(
        page, "thing_attribute", None
    )
    if attribute is None:
        return None
    field = page._meta.get_field(attribute)
    return field.related_model._meta.label_lower, getattr(page, field.attname)


def set_mark(response: HttpResponse, mark: Mark | None) -> None:
    """Say which thing an answer shows; whoever sends the answer counts it."""
    setattr(response, "counted_mark", mark)  # noqa: B010 -- no field of the type


def read_mark(response: Any) -> Mark | None:
    """Return the mark of an answer, None if nothing on it is counted."""
    mark: Mark | None = getattr(response, "counted_mark", None)
    context = getattr(response, "context_data", None)
    return mark or get_page_mark((context or {}).get("page"))


def is_counted(request: HttpRequest) -> bool:
    """Return whether this is a person who looks: no robot, no prefetch, no staff preview."""
    is_made_up = getattr(request, "is_preview", False) or getattr(
        request, "is_dummy", False
    )
    if request.method != "GET" or is_made_up:
        return False
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get(
        "Purpose", ""
    )
    agent = request.headers.get("User-Agent", "")
    return bool(agent) and "prefetch" not in purpose and not ROBOTS.search(agent)


def count_view(mark: Mark, *, kind: str = VIEW, now: dt.datetime | None = None) -> None:
    """Count one visit of today in Berlin; it is written within a few seconds."""
    if _pending.add(mark, timezone.localdate(now), kind):
        flush_counts()


def flush_counts() -> int:
    """Write what this process has counted; return the number of visits."""
    counts = _pending.take()
    for (mark, day, kind), count in counts.items():
        _write(mark, day, kind, count)
    return counts.total()


def forget_pending() -> None:
    """Drop what is not written: tests leave nothing to the next one."""
    _pending.take()


def get_count(
    thing: models.Model, *, since: dt.date, until: dt.date, kind: str = VIEW
) -> int:
    """Return how often a thing was seen from one day to another, both included."""
    rows = DailyCount.objects.filter(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        kind=kind,
        day__range=(since, until),
    )
    return rows.aggregate(total=Sum("count"))["total"] or 0


def hide_small(count: int) -> int | None:
    """Return a figure that may be shown; None below five, where people could be guessed."""
    return count if count >= get_setting("SMALLEST_SHOWN_COUNT") else None


def _write(mark: Mark, day: dt.date, kind: str, count: int) -> None:
    content_type = ContentType.objects.get_by_natural_key(*mark[0].split("."))
    key: dict[str, Any] = {
        "content_type": content_type,
        "object_id": mark[1],
        "day": day,
        "kind": kind,
    }
    rows = DailyCount.objects.filter(**key)
    if rows.update(count=F("count") + count):
        return
    try:
        with transaction.atomic():
            DailyCount.objects.create(**key, count=count)
    except IntegrityError:
        # Another process was first today.
        rows.update(count=F("count") + count)


def _flush_at_exit() -> None:
    try:
        flush_counts()
    except Exception:
        log.exception("counts_lost_at_exit")


atexit.register(_flush_at_exit)
