"""Queries are counted by day; nothing is kept of who asked (F14)."""

import datetime as dt
import re
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from search.models import LoggedSearch
from search.models.logged import QUERY_LENGTH

KEEP_DAYS = 365
SALT = "search.operations.logging"
MARK_LIVES_FOR = dt.timedelta(hours=12)
LAST_POSITION = 10_000
_PHONE = re.compile(r"\d(?:[\s()/.+-]*\d){5,}")


class WrongMarkError(Exception):
    """The mark of a click was made up, or is too old."""


def normalise(query: str) -> str:
    """Return a query as it is counted: in lower case, one space between words."""
    return " ".join(query.casefold().split())


def names_somebody(query: str) -> bool:
    """Tell whether a query looks like an address of a mail or a telephone number."""
    return "@" in query or bool(_PHONE.search(query))


@transaction.atomic
def log_search(
    *, query: str, language: str, result_count: int, now: dt.datetime
) -> str:
    """Count a query; return the mark by which a click on its results is counted.

    Nothing is kept and "" returned of what is too long or looks like a person's.
    """
    text = normalise(query)
    if not text or len(text) > QUERY_LENGTH or names_somebody(text):
        return ""
    day = timezone.localdate(now)
    key: dict[str, Any] = {"day": day, "language": language, "query": text}
    rows = LoggedSearch.objects.filter(**key)
    values = {"count": F("count") + 1, "result_count": result_count}
    if not rows.update(**values):
        try:
            with transaction.atomic():
                LoggedSearch.objects.create(**key, count=1, result_count=result_count)
        except IntegrityError:
            # Somebody else asked the same at this moment.
            rows.update(**values)
    return signing.dumps([day.isoformat(), language, text], salt=SALT)


@transaction.atomic
def log_click(*, mark: str, position: int) -> None:
    """Count a click on a result; ``position`` is its number among all, from 1.

    Raises:
        WrongMarkError: the mark is none of ours, or too old.
    """
    try:
        day, language, query = signing.loads(mark, salt=SALT, max_age=MARK_LIVES_FOR)
    except signing.BadSignature as error:
        raise WrongMarkError from error
    LoggedSearch.objects.filter(day=day, language=language, query=query).update(
        click_count=F("click_count") + 1,
        position_sum=F("position_sum") + min(max(position, 1), LAST_POSITION),
    )


def forget_searches(now: dt.datetime) -> int:
    """Delete what was counted longer ago than a year."""
    oldest = timezone.localdate(now) - dt.timedelta(days=KEEP_DAYS)
    count, _by_model = LoggedSearch.objects.filter(day__lt=oldest).delete()
    return count
