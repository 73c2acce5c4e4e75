"""What becomes of events: cancelled, postponed, planned again, copied for the next year."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.coreutils import find_available_slug

from cms.enums import ThingChange
from cms.models import Event, EventPage
from cms.page_cache import bump_site_version
from cms.signals import announce_change
from cms.transitions import (
    CANCEL_EVENT,
    POSTPONE_EVENT,
    RESUME_EVENT,
    Transition,
    apply_transition,
)
from cms.validators.times import BERLIN

YEAR = dt.timedelta(weeks=52)
"""So that a Saturday stays a Saturday."""


TOLD = {
    CANCEL_EVENT.name: ThingChange.CANCELLED,
    POSTPONE_EVENT.name: ThingChange.POSTPONED,
    RESUME_EVENT.name: ThingChange.RESUMED,
}


class ReasonMissingError(Exception):
    """Nobody is told that something does not take place without being told why."""


class NewDateMissingError(Exception):
    """The published dates are over: there is nothing to plan again."""


@transaction.atomic
def cancel_event(
    *,
    event: Event,
    actor: Any,
    reason: str,
    now: dt.datetime,
    translations: Mapping[str, str] | None = None,
) -> None:
    """Mark an event as cancelled; its page stays and says why (ED21).

    ``reason`` is in the portal's first language, ``translations`` are by language.

    Raises:
        ReasonMissingError: without a reason.
        WrongStateError: it is cancelled already.
    """
    _move(event, CANCEL_EVENT, actor, _require(reason), now)
    _translate(event, translations)


@transaction.atomic
def postpone_event(
    *,
    event: Event,
    actor: Any,
    reason: str,
    now: dt.datetime,
    translations: Mapping[str, str] | None = None,
) -> None:
    """Mark an event as postponed to a date that is not fixed yet (ED21).

    Raises:
        ReasonMissingError: without a reason.
        WrongStateError: it is cancelled or postponed already.
    """
    _move(event, POSTPONE_EVENT, actor, _require(reason), now)
    _translate(event, translations)


@transaction.atomic
def resume_event(*, event: Event, actor: Any, reason: str, now: dt.datetime) -> None:
    """Plan an event again, with the dates that its page was published with last (ED21).

    Raises:
        NewDateMissingError: those dates are over.
        WrongStateError: it takes place anyway.
    """
    if event.ends_at is None or event.ends_at <= now:
        raise NewDateMissingError
    _move(event, RESUME_EVENT, actor, reason.strip(), now)


def _require(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissingError
    return reason.strip()


def _move(
    event: Event, transition: Transition, actor: Any, reason: str, now: dt.datetime
) -> None:
    apply_transition(
        row=event, transition=transition, actor=actor, reason=reason, now=now
    )
    shown = "" if transition is RESUME_EVENT else reason
    Event.objects.filter(pk=event.pk).update(
        status_reason=shown,
        status_reason_translations={},
        sequence=F("sequence") + 1,
        changed_at=now,
    )
    event.refresh_from_db()
    bump_site_version()
    announce_change(event, TOLD[transition.name], now.isoformat())


def _translate(event: Event, translations: Mapping[str, str] | None) -> None:
    words = {code: text.strip() for code, text in (translations or {}).items()}
    event.status_reason_translations = {c: text for c, text in words.items() if text}
    event.save(update_fields=["status_reason_translations"])


# --- the same for the next year ---------------------------------------------------------------


@transaction.atomic
def copy_event_for_next_year(*, page: EventPage, actor: Any) -> EventPage:
    """Make a draft with all dates 52 weeks later: a row of its own, nothing of people (ED26).

    Conference link and the larger event of this year do not come along.
    """
    parent = page.get_parent()
    year = (page.starts_at + YEAR).astimezone(BERLIN).year
    slug = find_available_slug(parent, f"{page.slug}-{year}")
    copied = page.copy(
        update_attrs={"slug": slug},
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=True,
        user=actor,
    )
    copy: EventPage = EventPage.objects.get(pk=copied.pk)
    for name in ("starts_at", "ends_at"):
        setattr(copy, name, _shift(getattr(page, name)))
    for name in ("registration_opens_at", "registration_closes_at"):
        moment = getattr(page, name)
        setattr(copy, name, _shift(moment) if moment else None)
    copy.repeats_until = page.repeats_until + YEAR if page.repeats_until else None
    copy.more_dates = _shift_rows(page.more_dates, "starts_at", "ends_at")
    copy.exceptions = _shift_rows(page.exceptions, "day")
    copy.programme = _shift_rows(page.programme, "starts_at")
    copy.conference_url = copy.conference_code = ""
    copy.parent_event = None
    copy.save()
    copy.save_revision(user=actor)
    return copy


def _shift(moment: dt.datetime) -> dt.datetime:
    """Return the same wall time in Berlin 52 weeks later, on the same weekday."""
    local = moment.astimezone(BERLIN)
    day = local.date() + YEAR
    return dt.datetime.combine(day, local.time(), BERLIN).astimezone(dt.UTC)


def _shift_rows(rows: Any, *names: str) -> list[tuple[str, dict[str, Any]]]:
    moved = []
    for child in rows:
        value = dict(child.value)
        for name in names:
            if value[name] is not None:
                is_moment = isinstance(value[name], dt.datetime)
                value[name] = _shift(value[name]) if is_moment else value[name] + YEAR
        moved.append((child.block_type, value))
    return moved
