"""What somebody follows, and what she or he could follow (CO25)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from cms.audiences import Viewer
from cms.enums import Taxonomy
from cms.models import Network, Term
from cms.registry import Label
from community.activity import (
    ActivityThing,
    ShownThing,
    Source,
    find_thing_of,
    get_thing,
    list_follows,
)
from community.models import FeedMute, Member

SUGGESTIONS = 12


@dataclass(frozen=True)
class Followed:
    """One thing that somebody follows, as it is shown."""

    source: Source
    shown: ShownThing
    is_muted: bool
    feed_of: str
    """What the feed is asked for to show this alone."""

    @property
    def name(self) -> str:
        return f"{self.source[0]}:{self.source[1]}"


@dataclass(frozen=True)
class FollowedKind:
    label: Label
    items: list[Followed]


@dataclass(frozen=True)
class Suggestion:
    """Something that can be followed: the two words of its address, and its name."""

    kind: str
    key: str
    title: str


def find_shown_sources(
    sources: Iterable[Source], *, viewer: Viewer, now: dt.datetime
) -> dict[Source, ShownThing | None]:
    """Return what a viewer reads of each source, in queries that do not grow with them."""
    shown: dict[Source, ShownThing | None] = dict.fromkeys(sources)
    by_kind: dict[int, list[int]] = {}
    for kind, key in shown:
        by_kind.setdefault(kind, []).append(key)
    for kind, keys in by_kind.items():
        thing = get_thing(kind)
        found = thing.find_shown(keys, viewer, now) if thing is not None else {}
        shown |= {(kind, key): found.get(key) for key in keys}
    return shown


def list_followed(
    member: Member, *, viewer: Viewer, now: dt.datetime
) -> list[FollowedKind]:
    """Return what a member follows, by kind; what cannot be seen at the moment is left out."""
    shown = find_shown_sources(list_follows(member.user), viewer=viewer, now=now)
    muted = set(
        FeedMute.objects.filter(member=member, kind="").values_list(
            "source_type", "source_id"
        )
    )
    found: dict[ActivityThing, list[Followed]] = {}
    for source, words in shown.items():
        thing = get_thing(source[0])
        if words is not None and thing is not None:
            entry = Followed(source, words, source in muted, thing.follow_kind)
            found.setdefault(thing, []).append(entry)
    return [
        FollowedKind(thing.label, sorted(items, key=lambda one: one.shown.title))
        for thing, items in sorted(found.items(), key=lambda pair: pair[0].order)
    ]


def list_muted_kinds(member: Member) -> list[str]:
    """Return which kinds a member has muted."""
    rows = FeedMute.objects.filter(member=member).exclude(kind="").order_by("kind")
    return list(rows.values_list("kind", flat=True))


def suggest_follows(member: Member) -> list[Suggestion]:
    """Return the own networks and the topics, without what the member follows already."""
    followed = set(list_follows(member.user))
    networks = Network.objects.filter(community_memberships__member=member).distinct()
    topics = Term.objects.of(Taxonomy.TOPIC).in_use().filter(parent__isnull=True)
    rows = [
        *(("network", one, one.name) for one in networks.order_by("name")),
        *(("topic", one, one.get_label()) for one in topics.with_labels()),
    ]
    found = []
    for kind, row, title in rows:
        thing = find_thing_of(type(row))
        source = (ContentType.objects.get_for_model(row).pk, row.pk)
        if thing is not None and source not in followed:
            found.append(Suggestion(kind, thing.get_key(row), title))
    return found[:SUGGESTIONS]
