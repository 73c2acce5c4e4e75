"""What an event must have before visitors see it, and what its dates may not say (ED20, ED22).

Reads pages by their attributes only, so that webinars are judged alike.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.enums import EventMode, RegistrationKind, Taxonomy
from cms.recurrence import MAX_DATES, Span, TooManyDatesError, WallTimeError
from cms.validators.content import Problem, check_order, check_point
from cms.validators.times import BERLIN


def find_event_problems(page: Any) -> Iterator[Problem]:
    """Return what refuses publishing an event, and what only warns."""
    yield from find_time_problems(page)
    yield from _check_registration(page)
    yield from _warn(page)


def find_time_problems(page: Any) -> Iterator[Problem]:
    """Return what is wrong with start, end, series and ages; a draft is told as well."""
    yield from check_order(page, "age_from", "age_to", _("The ages are in reverse."))
    yield from check_order(
        page,
        "registration_opens_at",
        "registration_closes_at",
        _("Registration closes before it opens."),
    )
    yield from check_point(page)
    if page.starts_at is None or page.ends_at is None:
        return
    if page.ends_at <= page.starts_at:
        yield Problem("ends_at", _("The event ends before it starts."))
        return
    more = [child.value for child in page.more_dates]
    if any(not one["starts_at"] or not one["ends_at"] for one in more):
        yield Problem("more_dates", _("A further date needs a start and an end."))
        return
    if any(one["ends_at"] <= one["starts_at"] for one in more):
        yield Problem("more_dates", _("A further date ends before it starts."))
        return
    yield from _check_series(page)


def _check_series(page: Any) -> Iterator[Problem]:
    until = page.repeats_until
    if page.repeats and until and until < page.starts_at.astimezone(BERLIN).date():
        yield Problem("repeats_until", _("The series ends before it begins."))
        return
    try:
        dates = page.list_dates()
    except WallTimeError as error:
        sentence = _(
            "A date of the series cannot be: %(reason)s Choose another time, or make that "
            "day an exception and enter it as a further date."
        ) % {"reason": error}
        yield Problem("starts_at", sentence)
        return
    except (TooManyDatesError, OverflowError, ValueError):
        # Beyond the year 9999 there is no date to count.
        yield Problem("repeats_until", _explain_length(page))
        return
    if not dates:
        yield Problem("exceptions", _("The exceptions leave no date of the series."))
        return
    yield from _check_registration_end(page, [span for span, _off in dates])


def _explain_length(page: Any) -> str:
    if page.repeats_until is None:
        return _("Say until when it repeats: a rule that never ends is no series.")
    return _(
        "The series has more than %(number)d dates. Let it end earlier, or repeat more "
        "rarely."
    ) % {"number": MAX_DATES}


def _check_registration_end(page: Any, spans: list[Span]) -> Iterator[Problem]:
    opens = page.registration_opens_at
    if opens and opens >= max(span.ends_at for span in spans):
        yield Problem(
            "registration_opens_at", _("Registration opens when all is over.")
        )


def find_place_problems(page: Any) -> Iterator[Problem]:
    """Return what is missing about where an event takes place (ED22)."""
    has_address = bool(page.venue_address.strip())
    if page.mode != EventMode.ONLINE and not has_address:
        yield Problem(
            "venue_address",
            _("Where it takes place is missing: enter the address, or choose online."),
        )
    if page.mode != EventMode.ON_SITE and not page.conference_url:
        yield Problem(
            "conference_url",
            _("The conference link is missing. Nobody but the team sees it here."),
        )


def _check_registration(page: Any) -> Iterator[Problem]:
    is_outside = page.registration_kind == RegistrationKind.OUTSIDE
    if is_outside and not page.registration_url:
        yield Problem(
            "registration_url", _("Enter the address at which one registers.")
        )


def _warn(page: Any) -> Iterator[Problem]:
    if page.lead_image is None:
        sentence = _("Without a picture the event is overlooked in lists.")
        yield Problem("lead_image", sentence, blocks=False)
    taxonomies = {row.term.taxonomy for row in page.cms_page_terms.all()}
    if Taxonomy.TOPIC not in taxonomies:
        sentence = _("Without a topic the filters do not find the event.")
        yield Problem("topics", sentence, blocks=False)
    if not page.body and not page.summary:
        sentence = _("Nothing says what happens there: write a summary or a text.")
        yield Problem("summary", sentence, blocks=False)


def find_parent_problems(page: Any) -> Iterator[Problem]:
    """Return what is wrong between an event and the one that it is part of."""
    parent = page.parent_event
    if parent is not None:
        yield from _check_parent(page, parent.event)
    spans = _list_spans(page)
    if not spans or not page.event_id:
        return
    start = min(span.starts_at for span in spans)
    end = max(span.ends_at for span in spans)
    for child in page.event.children.exclude(starts_at=None):
        if child.starts_at < start or child.ends_at > end:
            titles = child.event_pages.values_list("title", flat=True)
            yield Problem(
                "ends_at",
                _("“%(title)s” is part of this event and lies outside its time.")
                % {"title": titles.first() or child},
            )


def _check_parent(page: Any, parent: Any) -> Iterator[Problem]:
    above, seen = parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == page.event_id:
            yield Problem("parent_event", _("An event cannot be a part of itself."))
            return
        seen.add(above.pk)
        above = above.parent
    if parent.starts_at is None:
        return
    spans = _list_spans(page)
    if any(s.starts_at < parent.starts_at or s.ends_at > parent.ends_at for s in spans):
        yield Problem(
            "parent_event",
            _("It lies outside the time of the event that it is part of."),
        )


def _list_spans(page: Any) -> list[Span]:
    if not page.starts_at or not page.ends_at or list(find_time_problems(page)):
        return []
    return [span for span, _off in page.list_dates()]
