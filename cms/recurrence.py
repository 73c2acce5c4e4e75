"""The dates of a series, in Berlin's wall time: 16:00 stays 16:00 when the clocks change."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cms.enums import Repetition
from cms.validators.times import BERLIN, explain_wall_time

MAX_DATES = 366
"""A date a day for a year: more is no series that anybody reads."""

_DAYS = {Repetition.DAILY: 1, Repetition.WEEKLY: 7, Repetition.FORTNIGHTLY: 14}


class RecurrenceError(ValueError):
    """A series that cannot be: with a sentence that says why."""


class TooManyDatesError(RecurrenceError):
    """More dates than a series may have."""


class WallTimeError(RecurrenceError):
    """One of the dates falls into the hour that is missing or comes twice; says which."""


@dataclass(frozen=True, order=True)
class Span:
    """From when to when, both with their zone."""

    starts_at: dt.datetime
    ends_at: dt.datetime


def expand(
    first: Span,
    *,
    repeats: str,
    until: dt.date | None,
    left_out: Iterable[dt.date] = (),
    more: Iterable[Span] = (),
) -> list[Span]:
    """Return all dates of a series in order, each once; without a rule only the first.

    ``until`` is the last day on which one may begin, ``left_out`` are days in Berlin.

    Raises:
        TooManyDatesError: the rule makes more than ``MAX_DATES``, or never ends.
        WallTimeError: a date would begin or end in the hour that does not exist in March
            or comes twice in October.
    """
    skipped = set(left_out)
    spans = {first, *more}
    start = first.starts_at.astimezone(BERLIN)
    end = first.ends_at.astimezone(BERLIN)
    if repeats:
        if until is None:
            raise TooManyDatesError
        number = 1
        while (day := _add(start.date(), repeats, number)) is None or day <= until:
            if day is not None:
                shift = day - start.date()
                spans.add(
                    Span(_at(day, start.time()), _at(end.date() + shift, end.time()))
                )
            number += 1
            if len(spans) > MAX_DATES:
                raise TooManyDatesError
    kept = {s for s in spans if s.starts_at.astimezone(BERLIN).date() not in skipped}
    if len(kept) > MAX_DATES:
        raise TooManyDatesError
    return sorted(kept)


def _add(day: dt.date, repeats: str, number: int) -> dt.date | None:
    """Return the day after so many steps; None in a month that has no such day."""
    if repeats != Repetition.MONTHLY:
        return day + dt.timedelta(days=_DAYS[Repetition(repeats)] * number)
    months = day.month - 1 + number
    year, month = day.year + months // 12, months % 12 + 1
    if day.day > calendar.monthrange(year, month)[1]:
        return None
    return day.replace(year=year, month=month)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    wall_time = dt.datetime.combine(day, time.replace(fold=0))
    if sentence := explain_wall_time(wall_time):
        raise WallTimeError(sentence)
    return wall_time.replace(tzinfo=BERLIN).astimezone(dt.UTC)
