"""When events take place: which date comes next, and how dates are said (ED20, W52)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models.event import EventDate
from cms.queries.cards import format_day, name_zone
from cms.registry import Label
from cms.validators.times import BERLIN

FROM_TODAY = "from-today"
PAST = "past"
PERIODS: Mapping[str, Label] = {
    FROM_TODAY: gettext_lazy("from today on"),
    "this-week": gettext_lazy("this week"),
    "next-week": gettext_lazy("next week"),
    "this-month": gettext_lazy("this month"),
    "next-month": gettext_lazy("next month"),
    PAST: gettext_lazy("past"),
}


@dataclass(frozen=True)
class Bounds:
    """A period in which what is over already does not count; open without an end."""

    start: dt.datetime
    end: dt.datetime


def get_bounds(now: dt.datetime) -> dict[str, Bounds]:
    """Return the weeks and months of Berlin's calendar that lists offer."""
    today = timezone.localtime(now, BERLIN).date()
    monday = today - dt.timedelta(days=today.weekday())
    next_monday = monday + dt.timedelta(days=7)
    next_month = get_next_month(today)
    return {
        "this-week": Bounds(now, get_midnight(next_monday)),
        "next-week": Bounds(
            get_midnight(next_monday), get_midnight(next_monday + dt.timedelta(days=7))
        ),
        "this-month": Bounds(now, get_midnight(next_month)),
        "next-month": Bounds(
            get_midnight(next_month), get_midnight(get_next_month(next_month))
        ),
    }


def get_midnight(day: dt.date) -> dt.datetime:
    """Return the moment at which a day begins in Berlin."""
    return dt.datetime.combine(day, dt.time(), BERLIN)


def get_next_month(day: dt.date) -> dt.date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def order_by_next_date(events: QuerySet[Any], now: dt.datetime) -> Any:
    """Order rows by the next date that takes place, a cancelled one where there is no other."""
    return events.annotate(
        next_starts_at=Subquery(_list_next(now, "pk").values("starts_at")[:1])
    ).order_by("next_starts_at", "pk")


def annotate_next_date(pages: QuerySet[Any], now: dt.datetime) -> Any:
    """Add to pages with a key ``event``: the next date, and how many come from it on."""
    coming = _list_next(now, "event_id")
    number = (
        EventDate.objects.filter(event=OuterRef("event_id"), ends_at__gt=now)
        .order_by()
        .values("event")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return pages.annotate(
        next_starts_at=Subquery(coming.values("starts_at")[:1]),
        next_ends_at=Subquery(coming.values("ends_at")[:1]),
        dates_left=Coalesce(Subquery(number, output_field=IntegerField()), 0),
    )


def _list_next(now: dt.datetime, key: str) -> QuerySet[EventDate]:
    dates = EventDate.objects.filter(event=OuterRef(key), ends_at__gt=now)
    return dates.order_by("is_cancelled", "starts_at")


# --- words ------------------------------------------------------------------------------------


def format_span(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """Say from when to when in Berlin: “Saturday, 5 December 2026, 10:00–16:00 CET”."""
    start, end = (timezone.localtime(at, BERLIN) for at in (starts_at, ends_at))
    words = {
        "start": _format_weekday(start),
        "end": _format_weekday(end),
        "start_time": f"{start:%H:%M}",
        "end_time": f"{end:%H:%M}",
        "start_zone": name_zone(start),
        "end_zone": name_zone(end),
    }
    if start.date() == end.date():
        return _("%(start)s, %(start_time)s–%(end_time)s %(end_zone)s") % words
    if words["start_zone"] == words["end_zone"]:
        return (
            _("%(start)s, %(start_time)s to %(end)s, %(end_time)s %(end_zone)s") % words
        )
    return (
        _(
            "%(start)s, %(start_time)s %(start_zone)s to %(end)s, %(end_time)s "
            "%(end_zone)s"
        )
        % words
    )


def format_days(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """Say the days alone, as of a series that is over."""
    first, last = format_day(starts_at), format_day(ends_at)
    if first == last:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _format_weekday(moment: dt.datetime) -> str:
    # Translators: a date format of Django, German "l, j. F Y".
    return date_format(moment, _("l, j F Y"))
