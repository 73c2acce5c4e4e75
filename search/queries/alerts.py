"""What is new for a saved search, for its owner and at this moment (F13, F15)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import override

from cms.audiences import VISITOR, Viewer, find_viewer
from cms.queries.cards import format_day
from community.consent import find_standing
from community.models import Member
from community.models.notification import EVENING, MORNING
from community.notifications.choices import find_choices
from community.notifications.quiet_hours import QuietHours
from search.backends.loading import has_server
from search.models import Entry, Owner, SavedSearch
from search.queries.asking import ask
from search.queries.saved import describe, get_search_url, read_saved
from search.registry import search_kinds

PAGE, MOST_PAGES = 200, 5
LINES = 20
"""Results of one search in one mail; the link leads to the others."""
OVERLAP = dt.timedelta(minutes=5)
"""What appeared so long before the last look is looked at again: its transaction may have
ended later, and the search server hears of it later still. Nothing of it is told twice."""


@dataclass(frozen=True)
class Reader:
    """Who would get a mail: the address, the language, what is seen, when nothing is sent."""

    viewer: Viewer
    address: str
    language: str
    name: str
    quiet_hours: QuietHours


def find_reader(owner: Owner, now: dt.datetime) -> Reader | None:
    """Return who reads for an owner; None while nothing is told.

    Who is pending, pauses or has no address gets nothing (P2).
    """
    quiet = QuietHours(EVENING, MORNING)
    if owner.member_id is None:
        return Reader(VISITOR, owner.address, "", "", quiet)
    rows = Member.objects.select_related("user").filter(pk=owner.member_id)
    member = rows.first()
    if member is None or not (member.user.is_active and member.user.email):
        return None
    if not find_standing(member, now).takes_part:
        return None
    return Reader(
        viewer=find_viewer(member.user),
        address=member.user.email,
        language=member.language,
        name=member.display_name,
        quiet_hours=find_choices(member, now).quiet_hours,
    )


def find_horizon(now: dt.datetime) -> dt.datetime:
    """Return up to when the search server knows everything."""
    if not has_server():
        return now
    unsent = Entry.objects.unsent().values_list("changed_at", flat=True).first()
    return min(now, unsent) if unsent else now


def find_newest() -> dt.datetime | None:
    """Return when something appeared last; asked of an index."""
    rows = Entry.objects.order_by("-appeared_at")
    return rows.values_list("appeared_at", flat=True).first()


def find_things(
    saved: SavedSearch, *, viewer: Viewer, now: dt.datetime, since: dt.datetime | None
) -> dict[str, int]:
    """Return the things a saved search finds, best first, with the entry to show.

    With ``since`` only what nobody of this viewer's tokens could find before. Words that
    only look alike do not count.
    """
    with override(saved.language):
        asked = read_saved(saved)
        if asked is None:
            return {}
        question = asked.make_question(
            viewer=viewer, now=now, number=1, language=saved.language
        )
    question = replace(
        question,
        since=since,
        pinned=(),
        page_size=PAGE,
        has_counts=False,
        forgives_slips=False,
    )
    found: dict[str, int] = {}
    for number in range(1, MOST_PAGES + 1):
        hits = ask(replace(question, number=number)).answer.hits
        found |= {hit.thing: hit.entry for hit in hits}
        if len(hits) < PAGE:
            break
    return _leave_out_old(found, viewer, since)


def _leave_out_old(
    found: dict[str, int], viewer: Viewer, since: dt.datetime | None
) -> dict[str, int]:
    """Leave out things of which another language or part was found before."""
    if since is None or not found:
        return found
    rows = Entry.objects.visible_to(viewer).filter(
        thing__in=list(found), appeared_at__lte=since
    )
    old = set(rows.values_list("thing", flat=True))
    return {thing: entry for thing, entry in found.items() if thing not in old}


@dataclass(frozen=True)
class AlertLine:
    """One new thing in a mail."""

    title: str
    url: str
    note: str
    """Kind and day: ``Event, 3 March 2027``."""


@dataclass(frozen=True)
class AlertSection:
    """What is new for one saved search; ``more`` is how many the link leads to besides."""

    words: str
    url: str
    lines: Sequence[AlertLine]
    more: int
    stop_url: str


def list_sections(
    told: Iterable[Mapping[str, Any]], *, owner: Owner, now: dt.datetime
) -> list[AlertSection]:
    """Return what of these matches is still to be told, asked when the mail is sent (F15).

    ``told`` holds ``saved``, ``things``, ``since`` and ``stop_url`` of each search. What was
    hidden, changed or stopped meanwhile is left out.
    """
    reader = find_reader(owner, now)
    if reader is None:
        return []
    told = list(told)
    rows = SavedSearch.objects.of_owner(owner).running()
    saved = rows.in_bulk([one["saved"] for one in told])
    sections, seen = [], set[str]()
    for one in told:
        row = saved.get(one["saved"])
        if row is None:
            continue
        since = dt.datetime.fromisoformat(one["since"])
        found = find_things(row, viewer=reader.viewer, now=now, since=since)
        wanted = set(one["things"]) - seen
        kept = {thing: key for thing, key in found.items() if thing in wanted}
        seen |= kept.keys()
        if kept:
            lines = _make_lines(list(kept.values())[:LINES], reader.viewer)
            sections.append(
                AlertSection(
                    words=describe(row.params),
                    url=settings.WAGTAILADMIN_BASE_URL + get_search_url(row),
                    lines=lines,
                    more=len(kept) - len(lines),
                    stop_url=one["stop_url"],
                )
            )
    return [section for section in sections if section.lines]


def _make_lines(keys: Sequence[int], viewer: Viewer) -> list[AlertLine]:
    rows = Entry.objects.visible_to(viewer).defer("body").in_bulk(keys)
    return [_make_line(rows[key]) for key in keys if key in rows]


def _make_line(row: Entry) -> AlertLine:
    kind = search_kinds.get(row.kind)
    moment = row.starts_at or row.ends_at or row.published_at
    parts = [str(kind.label) if kind else "", format_day(moment) if moment else ""]
    is_whole = row.url.startswith(("http://", "https://"))
    return AlertLine(
        title=row.title,
        url=row.url if is_whole else settings.WAGTAILADMIN_BASE_URL + row.url,
        note=", ".join(part for part in parts if part),
    )
