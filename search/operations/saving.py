"""Searches are saved, confirmed, changed, ended, taken up again and forgotten (F13)."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.outbox import normalise_address
from community.enums import Frequency
from community.models import Member
from community.models.notification import MORNING
from community.queries.moderation import is_banned
from search.conf import get_days, get_setting
from search.models import Owner, SavedMatch, SavedSearch
from search.notifications.saved import ask_to_confirm
from search.queries.alerts import OVERLAP, find_reader, find_things
from search.queries.saved import Savable

DAY = dt.timedelta(days=1)
TRIES = 3
"""How often a place is looked for that somebody else took at the same moment."""


class SavedAlreadyError(Exception):
    """The same question is saved and runs."""


class NoPlaceLeftError(Exception):
    """The person has as many saved searches as one can have."""


class NotRunningError(Exception):
    """It ended already, was confirmed already, or was never confirmed."""


def get_next_look(frequency: str, now: dt.datetime) -> dt.datetime:
    """Return when a search is looked at next: now, tomorrow or on Monday at seven."""
    if frequency == Frequency.AT_ONCE:
        return now
    local = timezone.localtime(now)
    day = local.date()
    if local.hour >= MORNING:
        day += DAY
    if frequency == Frequency.WEEKLY:
        day += DAY * (-day.weekday() % 7)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(MORNING)))


def save_search(
    *, member: Member, question: Savable, frequency: Frequency, now: dt.datetime
) -> SavedSearch:
    """Save a question for a member; what it finds now is known and never told.

    Raises:
        SavedAlreadyError: it is saved and runs.
        NoPlaceLeftError: there are too many.
    """
    owner = Owner(member_id=member.pk)
    values = {"confirmed_at": now, "expires_at": None}
    values |= _make_values(question, frequency, now)
    known = _find_known(owner, question, now)
    return _put(owner, question.key, values, known)


def save_search_as_guest(
    *, address: str, question: Savable, frequency: Frequency, now: dt.datetime
) -> None:
    """Write a question down and ask the address; the same for every address (A8).

    Nothing happens where it runs already, where there are too many, or where the address
    is shut out: nobody learns that.
    """
    if is_banned(address):
        return
    owner = Owner(address=normalise_address(address))
    expires_at = now + get_days("SAVED_SEARCH_CONFIRM_DAYS")
    values = {"confirmed_at": None, "expires_at": expires_at}
    values |= _make_values(question, frequency, now)
    known = _find_known(owner, question, now)
    try:
        with transaction.atomic():
            saved = _put(owner, question.key, values, known)
            ask_to_confirm(saved=saved, now=now)
    except (SavedAlreadyError, NoPlaceLeftError):
        return


@transaction.atomic
def confirm_search(*, saved: SavedSearch, now: dt.datetime) -> SavedSearch:
    """Begin to tell a guest of new matches, for a year.

    Raises:
        NotRunningError: it was confirmed, or it ended.
    """
    rows = SavedSearch.objects.filter(
        pk=saved.pk, confirmed_at=None, ended_at=None, expires_at__gt=now
    )
    values = {
        "confirmed_at": now,
        "expires_at": now + get_days("SAVED_SEARCH_GUEST_DAYS"),
        "next_look_at": get_next_look(saved.frequency, now),
    }
    if not rows.update(**values):
        raise NotRunningError
    saved.refresh_from_db()
    return saved


@transaction.atomic
def change_search(
    *, saved: SavedSearch, frequency: Frequency, now: dt.datetime
) -> None:
    """Tell of it in another rhythm.

    Raises:
        NotRunningError: it ended.
    """
    rows = SavedSearch.objects.filter(pk=saved.pk, ended_at=None)
    next_look_at = get_next_look(frequency, now)
    if not rows.update(frequency=frequency, next_look_at=next_look_at):
        raise NotRunningError


@transaction.atomic
def end_search(*, saved: SavedSearch, now: dt.datetime) -> None:
    """Tell of it no more; it can be taken up again for a while.

    Raises:
        NotRunningError: it ended before.
    """
    rows = SavedSearch.objects.filter(pk=saved.pk, ended_at=None)
    if not rows.update(ended_at=now, place=None):
        raise NotRunningError


@transaction.atomic
def end_all_searches(*, saved: SavedSearch, now: dt.datetime) -> int:
    """End every search of the owner of this one; return how many ran."""
    rows = SavedSearch.objects.of_owner(saved.owner).filter(ended_at=None)
    return rows.update(ended_at=now, place=None)


def resume_search(*, saved: SavedSearch, now: dt.datetime) -> None:
    """Go on as if it had not ended: what came meanwhile is told.

    Raises:
        NotRunningError: it did not end.
        NoPlaceLeftError: there are too many.
    """
    for _try in range(TRIES):
        place = _find_place(saved.owner)
        rows = SavedSearch.objects.filter(pk=saved.pk, ended_at__isnull=False)
        values = {
            "place": place,
            "ended_at": None,
            "next_look_at": get_next_look(saved.frequency, now),
        }
        try:
            with transaction.atomic():
                if not rows.update(**values):
                    raise NotRunningError
                return
        except IntegrityError:
            continue
    raise NoPlaceLeftError


def forget_saved_searches(now: dt.datetime) -> int:
    """Delete what no guest confirmed, what ran out, and what ended long ago."""
    over = SavedSearch.objects.over_by(now, get_days("SAVED_SEARCH_ENDED_DAYS"))
    return over.delete()[0]


def _make_values(
    question: Savable, frequency: Frequency, now: dt.datetime
) -> dict[str, Any]:
    return {
        "language": question.language,
        "params": question.params,
        "frequency": frequency,
        "created_at": now,
        "seen_until": now,
        "next_look_at": get_next_look(frequency, now),
        "ended_at": None,
    }


def _find_known(owner: Owner, question: Savable, now: dt.datetime) -> set[str]:
    """Return what is found already, so that it is no news when it is published anew.

    Beyond the first thousand the time at which things appeared decides alone.
    """
    reader = find_reader(owner, now)
    if reader is None:
        return set()
    draft = SavedSearch(params=question.params, language=question.language)
    known: set[str] = set()
    for since in (None, now - OVERLAP):
        known.update(find_things(draft, viewer=reader.viewer, now=now, since=since))
    return known


def _put(
    owner: Owner, key: str, values: dict[str, Any], known: set[str]
) -> SavedSearch:
    """Write the row, or begin an ended or unconfirmed one anew, with what it knows."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                saved = _write(owner, key, dict(values))
                before = set(saved.matches.values_list("thing", flat=True))
                SavedMatch.objects.bulk_create(
                    SavedMatch(
                        saved_search=saved, thing=thing, noted_at=saved.created_at
                    )
                    for thing in sorted(known - before)
                )
                return saved
        except IntegrityError:
            # Somebody was quicker with the same place, or with the same question.
            continue
    raise SavedAlreadyError


def _write(owner: Owner, key: str, values: dict[str, Any]) -> SavedSearch:
    rows = SavedSearch.objects.select_for_update(of=("self",)).of_owner(owner)
    saved = rows.filter(key=key).first()
    if saved is None:
        return SavedSearch.objects.create(
            member_id=owner.member_id,
            address=owner.address,
            key=key,
            place=_find_place(owner),
            **values,
        )
    if saved.is_running:
        raise SavedAlreadyError
    values["place"] = saved.place or _find_place(owner)
    for name, value in values.items():
        setattr(saved, name, value)
    saved.save(update_fields=list(values))
    return saved


def _find_place(owner: Owner) -> int:
    """Return the lowest free place; that nobody else gets it is the database's word."""
    name = "SAVED_SEARCHES_OF_MEMBER" if owner.member_id else "SAVED_SEARCHES_OF_GUEST"
    rows = SavedSearch.objects.of_owner(owner)
    taken = set(rows.values_list("place", flat=True))
    free = (place for place in range(1, get_setting(name) + 1) if place not in taken)
    place = next(free, None)
    if place is None:
        raise NoPlaceLeftError
    return place
