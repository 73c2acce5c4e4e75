"""What the coordination is told of members: steps instead of days (S27)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from community.enums import AgeStep, SeenStep
from community.models import Member

RECENT, HALF_YEAR = dt.timedelta(days=30), dt.timedelta(days=183)


def get_seen_step(member: Member, day: dt.date) -> SeenStep:
    """Return how long ago somebody was here, in steps."""
    seen = member.last_seen_date
    if seen is None:
        return SeenStep.NEVER
    if seen > day - RECENT:
        return SeenStep.RECENT
    return SeenStep.HALF_YEAR if seen > day - HALF_YEAR else SeenStep.EARLIER


def keep_seen(rows: QuerySet[Any], step: str, day: dt.date) -> QuerySet[Any]:
    """Keep members of one step of being seen."""
    month, half = day - RECENT, day - HALF_YEAR
    rules: dict[str, dict[str, Any]] = {
        SeenStep.RECENT: {"last_seen_date__gt": month},
        SeenStep.HALF_YEAR: {"last_seen_date__gt": half, "last_seen_date__lte": month},
        SeenStep.EARLIER: {"last_seen_date__lte": half},
        SeenStep.NEVER: {"last_seen_date__isnull": True},
    }
    return rows.filter(**rules[step])


def keep_aged(rows: QuerySet[Any], step: str, day: dt.date) -> QuerySet[Any]:
    """Keep members of one age step; no month of birth is told (P31)."""
    adults = Member.objects.adults_on(day).values("pk")
    children = Member.objects.under_consent_age_on(day).values("pk")
    if step == AgeStep.ADULT:
        return rows.filter(pk__in=adults)
    if step == AgeStep.CHILD:
        return rows.filter(pk__in=children)
    return rows.exclude(pk__in=adults).exclude(pk__in=children)
