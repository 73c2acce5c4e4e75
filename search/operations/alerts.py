"""New matches of saved searches are told, each once, in one mail for each person (F13)."""

import datetime as dt

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.models import OutboxMail
from cms.outbox import MailGate, mail_gates
from community.enums import Frequency
from search.models import Owner, SavedMatch, SavedSearch
from search.models.saved import SavedSearchQuerySet
from search.notifications.saved import ALERT_KIND, mail_alert
from search.operations.saving import get_next_look
from search.queries.alerts import (
    OVERLAP,
    Reader,
    find_horizon,
    find_newest,
    find_reader,
    find_things,
    list_sections,
)
from search.questions import BackendUnavailableError

OWNERS_A_RUN = 500
REST = dt.timedelta(hours=1)
"""How long it rests with somebody who gets nothing at the moment, before asking again."""

log = structlog.get_logger("verbund.search")


def tell_due_matches(now: dt.datetime) -> int:
    """Look at all that is due, person by person; return how many mails were written.

    Each person is one transaction that notes what is told and writes the mail: killed at
    any point, the next run goes on, and nothing is told twice or lost.
    """
    count = 0
    for owner in _list_due_owners(now):
        try:
            count += tell_owner(owner=owner, now=now)
        except BackendUnavailableError:
            log.warning("saved_search_not_answered")
    return count


def tell_owner(*, owner: Owner, now: dt.datetime) -> bool:
    """Write one mail about what is new for one person, if anything is."""
    rows = list(_find_due(now).of_owner(owner).order_by("pk"))
    if not rows:
        return False
    reader = find_reader(owner, now)
    wait = REST if reader is None else reader.quiet_hours.get_wait(now)
    if reader is None or wait:
        # In the morning one mail says all of the night.
        keys = [row.pk for row in rows]
        SavedSearch.objects.filter(pk__in=keys).update(next_look_at=now + wait)
        return False
    horizon = find_horizon(now)
    since = {row.pk: row.seen_until - OVERLAP for row in rows}
    found = {
        row.pk: find_things(row, viewer=reader.viewer, now=now, since=since[row.pk])
        for row in rows
    }
    return _tell(found, since, reader=reader, horizon=horizon, now=now)


@transaction.atomic
def _tell(
    found: dict[int, dict[str, int]],
    since: dict[int, dt.datetime],
    *,
    reader: Reader,
    horizon: dt.datetime,
    now: dt.datetime,
) -> bool:
    """Note and enqueue what nobody else has noted since it was looked at."""
    locked = SavedSearch.objects.select_for_update(of=("self",)).running()
    rows = list(locked.filter(pk__in=list(found)).order_by("pk"))
    matches = SavedMatch.objects.filter(saved_search__in=rows)
    known = set(matches.values_list("saved_search_id", "thing"))
    new: dict[int, list[str]] = {}
    said: set[str] = set()
    for row in rows:
        things = [t for t in found[row.pk] if (row.pk, t) not in known]
        SavedMatch.objects.bulk_create(
            SavedMatch(saved_search=row, thing=thing, noted_at=now) for thing in things
        )
        # What two searches find stands in the mail once.
        kept = [thing for thing in things if thing not in said]
        said.update(kept)
        if kept:
            new[row.pk] = kept
        row.seen_until = max(row.seen_until, horizon)
        row.next_look_at = get_next_look(row.frequency, now)
        row.save(update_fields=["seen_until", "next_look_at"])
    told = [row for row in rows if row.pk in new]
    if not told:
        return False
    mail_alert(
        rows=told,
        things=new,
        since=since,
        recipient=reader.address,
        language=reader.language or told[0].language,
        name=reader.name,
        now=now,
    )
    return True


def _find_due(now: dt.datetime) -> SavedSearchQuerySet:
    """Return what is due; of what is told at once only if anything has appeared since."""
    due = SavedSearch.objects.due_at(now)
    newest = find_newest()
    if newest is None:
        return due.exclude(frequency=Frequency.AT_ONCE)
    has_news = Q(seen_until__lte=newest + OVERLAP)
    return due.filter(~Q(frequency=Frequency.AT_ONCE) | has_news)


def _list_due_owners(now: dt.datetime) -> list[Owner]:
    """Return whose searches are due, who waits longest first, each once."""
    rows = _find_due(now).order_by("next_look_at", "pk")
    owners = rows.values_list("member_id", "address")[: OWNERS_A_RUN * 2]
    found = dict.fromkeys(owners)
    return [
        Owner(member_id=member, address=address)
        for member, address in list(found)[:OWNERS_A_RUN]
    ]


def is_wanted(mail: OutboxMail) -> bool | dt.timedelta:
    """Answer the outbox: send it, drop what is hidden or stopped now, or wait till morning."""
    if mail.kind != ALERT_KIND:
        return True
    now, context = timezone.now(), mail.context
    owner = Owner(member_id=context["member"], address=context["address"])
    reader = find_reader(owner, now)
    if reader is None or not list_sections(context["told"], owner=owner, now=now):
        return False
    return reader.quiet_hours.get_wait(now) or True


def register_alert_gate() -> None:
    """Let the outbox ask; called once, when the apps are ready."""
    mail_gates.register(MailGate(name="search.alerts", wants=is_wanted))
