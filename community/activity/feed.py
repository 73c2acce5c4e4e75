"""What somebody reads in the feed: newest first, everything asked again for this viewer (CO26)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.audiences import Viewer
from community.activity import (
    ActivityKind,
    ActivityThing,
    ShownThing,
    Source,
    activity_kinds,
    get_thing,
    list_followable,
)
from community.activity.places import EPOCH, MICROSECOND, Chosen
from community.enums import AccountState
from community.models import FeedItem, Member

HIDDEN = ShownThing("", "")
LINES_A_PAGE = 20
WINDOW = 200
"""Rows that are read for one page; the feed itself holds 500."""

TABS = ("network", "group", "member")
_COLUMNS = (
    "action_id",
    "happened_at",
    "kind",
    "source_type_id",
    "source_id",
    "action__actor_content_type_id",
    "action__actor_object_id",
    "action__action_object_content_type_id",
    "action__action_object_object_id",
)


@dataclass(frozen=True)
class Reason:
    """Why something stands in the feed."""

    source: Source
    title: str
    name: str
    """As in addresses: ``network:musterland``, by key."""

    is_own: bool


@dataclass
class Happening:
    """One thing that happened, or several in a row about the same thing."""

    action: int
    happened_at: dt.datetime
    kind: ActivityKind
    actor: Source
    thing: Source
    sources: list[Source] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    shown: ShownThing = HIDDEN

    @property
    def sentence(self) -> SafeString:
        """Return what happened, with the thing as a link where it has a page."""
        title, url, language = self.shown.title, self.shown.url, self.shown.language
        lang = format_html(' lang="{}"', language) if language else ""
        name = format_html("<span{}>{}</span>", lang, title) if lang else title
        thing = format_html('<a href="{}">{}</a>', url, name) if url else name
        if len(self.actors) > 1:
            return format_html(str(self.kind.many), count=len(self.actors), thing=thing)
        return format_html(str(self.kind.one), actor=self.actors[0], thing=thing)


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class FeedPage:
    """One page; ``older`` names the place from which the next one goes on."""

    lines: list[Happening]
    older: str
    tabs: list[Tab]
    kinds: list[ActivityKind]
    chosen: Chosen
    source: ShownThing | None


def write_place(line: Happening) -> str:
    """Return the place below a line, for the address of older ones."""
    return f"{(line.happened_at - EPOCH) // MICROSECOND}-{line.action}"


def get_feed(
    *, member: Member, viewer: Viewer, chosen: Chosen, now: dt.datetime
) -> FeedPage:
    """Return one page of a feed, in queries that do not grow with its lines."""
    kinds = activity_kinds.entries()
    rows = FeedItem.objects.filter(member=member).unmuted_by(member)
    rows = rows.filter(kind__in=[kind.name for kind in kinds])
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.source_type is not None:
        rows = rows.filter(source_type=chosen.source_type)
    if chosen.source_key is not None:
        rows = rows.filter(source_id=chosen.source_key)
    if chosen.before is not None:
        rows = rows.older_than(*chosen.before)
    found = list(rows.newest_first().values_list(*_COLUMNS)[:WINDOW])
    happened = _collect(found)
    if len(found) == WINDOW and len(happened) > 1:
        happened.pop()  # the rest of its rows may stand in the next window
    last = happened[-1] if happened else None
    shown = _find_shown(happened, chosen, viewer, now)
    lines = _group(_keep_readable(happened, shown, viewer, now))
    page = lines[:LINES_A_PAGE]
    if len(lines) > LINES_A_PAGE:
        older = write_place(page[-1])
    else:
        older = write_place(last) if last and len(found) == WINDOW else ""
    place = (chosen.source_type or 0, chosen.source_key or 0)
    return FeedPage(page, older, list_tabs(chosen), kinds, chosen, shown.get(place))


def list_tabs(chosen: Chosen) -> list[Tab]:
    """Return the tabs: everything, then what comes from each kind of source."""
    current = chosen.of.partition(":")[0]
    tabs = [Tab("", _("Everything"), not current)]
    for thing in list_followable():
        if thing.follow_kind in TABS or thing.follow_kind == current:
            name = thing.follow_kind
            tabs.append(Tab(name, str(thing.label), name == current))
    return tabs


def _collect(rows: Iterable[Any]) -> list[Happening]:
    """Make one entry of all rows of the same action: the same may come by several ways."""
    found: dict[int, Happening] = {}
    for action, when, kind, of, source, *ends in rows:
        if action not in found:
            declared = activity_kinds.get(kind)
            if declared is None or None in ends:
                continue
            actor_type, actor, thing_type, thing = ends
            found[action] = Happening(
                action=action,
                happened_at=when,
                kind=declared,
                actor=(actor_type, int(actor)),
                thing=(thing_type, int(thing)),
            )
        found[action].sources.append((of, source))
    return list(found.values())


def _find_shown(
    happened: list[Happening], chosen: Chosen, viewer: Viewer, now: dt.datetime
) -> dict[Source, ShownThing]:
    """Ask each kind of thing once what of it the viewer may see."""
    wanted: dict[int, set[int]] = {}
    for one in happened:
        for kind, key in (one.thing, one.actor, *one.sources):
            wanted.setdefault(kind, set()).add(key)
    if chosen.source_type is not None and chosen.source_key is not None:
        wanted.setdefault(chosen.source_type, set()).add(chosen.source_key)
    shown: dict[Source, ShownThing] = {}
    for kind, keys in wanted.items():
        thing = get_thing(kind)
        if thing is not None:
            found = thing.find_shown(keys, viewer, now)
            shown |= {(kind, key): value for key, value in found.items()}
    return shown


def _keep_readable(
    happened: list[Happening],
    shown: Mapping[Source, ShownThing],
    viewer: Viewer,
    now: dt.datetime,
) -> list[Happening]:
    """Keep what the viewer may see now: the thing, who did it, and a reason for it."""
    names = _find_names(happened, viewer, now)
    among = _find_among(happened, viewer)
    kept = []
    for one in happened:
        one.shown = shown.get(one.thing, one.shown)
        name, is_open = names.get(one.actor, ("", False))
        if one.actor in shown and not name:
            name, is_open = shown[one.actor].title, True
        actor = name if is_open or one.thing in among else ""
        one.actors = [actor]
        one.reasons = [
            _make_reason(source, shown[source], viewer)
            for source in one.sources
            if source in shown
        ]
        if actor and one.shown.title and one.reasons:
            kept.append(one)
    return kept


def _make_reason(source: Source, shown: ShownThing, viewer: Viewer) -> Reason:
    kind, key = source
    thing = get_thing(kind)
    among = thing.find_among if thing else None
    is_own = among is not None and key in among([key], viewer)
    return Reason(source, shown.title, f"{kind}:{key}", is_own)


def _find_names(
    happened: list[Happening], viewer: Viewer, now: dt.datetime
) -> dict[Source, tuple[str, bool]]:
    """Return the names of members who did it, and whether their profile opens them."""
    kind = ContentType.objects.get_for_model(Member).pk
    keys = {one.actor[1] for one in happened if one.actor[0] == kind}
    if not keys:
        return {}
    day = timezone.localdate(now)
    readable = set(
        Member.objects.visible_to(viewer, day)
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    )
    rows = Member.objects.with_reach(viewer, day).filter(
        pk__in=keys, state=AccountState.ACTIVE
    )
    return {
        (kind, member.pk): (member.display_name, member.pk in readable)
        for member in rows
    }


def _find_among(happened: list[Happening], viewer: Viewer) -> set[Source]:
    """Return the things inside which the viewer may read who does what, as in an own group."""
    keys: dict[int, set[int]] = {}
    for one in happened:
        keys.setdefault(one.thing[0], set()).add(one.thing[1])
    among: set[Source] = set()
    for kind, of_kind in keys.items():
        thing: ActivityThing | None = get_thing(kind)
        if thing is not None and thing.find_among is not None:
            among |= {(kind, key) for key in thing.find_among(of_kind, viewer)}
    return among


def _group(happened: list[Happening]) -> list[Happening]:
    """Put into one line what follows each other and is the same, by several people."""
    lines: list[Happening] = []
    for one in happened:
        last = lines[-1] if lines else None
        if (
            last is not None
            and one.kind.many
            and (last.kind, last.thing) == (one.kind, one.thing)
        ):
            # The line ends where its oldest part stands; who did it twice counts once.
            last.actors = list(dict.fromkeys([*last.actors, *one.actors]))
            last.action, oldest = one.action, one.happened_at
            last.happened_at = oldest
        else:
            lines.append(one)
    return lines
