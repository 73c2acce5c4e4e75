"""What happened, in the words of a closed registry, around django-activity-stream (CO26, CO27).

The only module that imports the library: what happened, and who follows what. Apps name what
can happen and what it can happen to in `community_activities.py`. Who may read is asked when
the feed is read, never stored.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from actstream import action
from actstream import registry as library
from actstream.models import Action, Follow
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from cms.audiences import Viewer
from cms.registry import Label, Registry
from community.models import FeedDelivery

Source = tuple[int, int]
"""What is followed: content type and key."""

_NAMES = ("content_type_id", "object_id")


@dataclass(frozen=True, kw_only=True)
class ActivityKind:
    """Something that can happen; members can switch it off in their feed.

    ``one`` is a sentence with ``{actor}`` and ``{thing}``; ``many`` one for several in a row
    about the same thing, with ``{count}`` and ``{thing}``, or empty where each stands alone.
    ``notification`` names the kind of notification that followers get besides, if any; its
    sentence needs the fields ``title`` and ``url``.
    """

    name: str
    label: Label
    one: Label
    many: Label = ""
    icon: str = "bell"
    notification: str = ""
    order: int = 100


@dataclass(frozen=True)
class ShownThing:
    """What the viewer reads of a thing in the feed; ``url`` may be empty."""

    title: str
    url: str
    teaser: str = ""
    language: str = ""
    """Of the title, where it is not that of the interface."""


@dataclass(frozen=True, kw_only=True)
class ActivityThing:
    """A model whose rows things happen to; ``name`` is its label, as ``community.group``.

    ``find_shown`` gets keys, the viewer and now, and returns by key those that the viewer
    may see at this moment, in a constant number of queries.

    What can be followed has a ``follow_kind``, its word in addresses; ``find`` returns the
    row that an address names, or None. ``find_sources`` returns the rows whose followers
    hear of what happens to this one, besides its own. ``list_readers`` returns the keys of
    the members who hear without following, as those of a group do. ``find_among`` returns
    the keys of those things where the viewer belongs to those who act and may read their
    names, as in an own group; elsewhere the profile of who did it decides.
    ``is_kept_hidden``: a follow outlasts that the row cannot be seen for a while.
    """

    name: str
    model: type[models.Model]
    find_shown: Callable[[Collection[int], Viewer, dt.datetime], dict[int, ShownThing]]
    label: Label = ""
    follow_kind: str = ""
    find: Callable[[str], Any] | None = None
    get_key: Callable[[Any], str] = lambda row: str(row.pk)
    find_sources: Callable[[Any], Iterable[models.Model]] | None = None
    list_readers: Callable[[int], Iterable[int]] | None = None
    find_among: Callable[[Collection[int], Viewer], Collection[int]] | None = None
    is_kept_hidden: bool = False
    order: int = 100


activity_kinds: Registry[ActivityKind] = Registry("what can happen?")
activity_things: Registry[ActivityThing] = Registry("what can it happen to?")


def register_models() -> None:
    """Tell the library which models act and are acted upon; when the apps are ready."""
    for thing in activity_things.entries():
        library.register(thing.model)


# --- what happened ----------------------------------------------------------------------------


@transaction.atomic
def record_activity(
    *,
    kind: str,
    actor: models.Model,
    thing: models.Model,
    now: dt.datetime,
    event_key: str = "",
) -> Action:
    """Note that something happened, in the caller's transaction; a job puts it into the feeds.

    Args:
        kind: name of an `ActivityKind`.
        actor: a `Member`, or the `Network` for what its staff publishes.
        thing: a row of an `ActivityThing`; what is erased takes its activity along.
        now: the time that the feed is ordered by.
        event_key: what is noted with the same key, kind and thing is noted once.

    Raises:
        KeyError: the kind or the model of the thing is not registered.
    """
    if activity_kinds.get(kind) is None or find_thing_of(type(thing)) is None:
        raise KeyError(kind)
    key = make_event_key(kind, thing, event_key) if event_key else ""
    noted = _find_noted(key) if key else None
    if noted is not None:
        return noted
    try:
        with transaction.atomic():
            [(_receiver, found)] = action.send(
                actor, verb=kind, action_object=thing, timestamp=now
            )
            FeedDelivery.objects.create(key=key or f"action:{found.pk}", action=found)
    except IntegrityError:
        # Somebody was quicker with the same change.
        noted = _find_noted(key)
        if noted is None:
            raise
        return noted
    made: Action = found
    return made


def make_event_key(kind: str, thing: models.Model, event_key: str) -> str:
    """Return the key of a delivery that is made once."""
    words = f"{kind}|{thing._meta.label_lower}|{thing.pk}|{event_key}"
    return hashlib.sha256(words.encode()).hexdigest()


def _find_noted(key: str) -> Action | None:
    return Action.objects.filter(community_delivery__key=key).first()


def forget_activities(before: dt.datetime, *, batch: int = 500) -> int:
    """Delete what happened before this moment, with its lines in the feeds."""
    count = 0
    old = Action.objects.filter(timestamp__lt=before).order_by("timestamp", "pk")
    while keys := list(old.values_list("pk", flat=True)[:batch]):
        Action.objects.filter(pk__in=keys).delete()
        count += len(keys)
    return count


def forget_activities_of(thing: models.Model) -> int:
    """Delete what happened to this row, with its lines in the feeds."""
    kind = ContentType.objects.get_for_model(thing)
    found = Action.objects.filter(
        action_object_content_type=kind, action_object_object_id=str(thing.pk)
    )
    count, _by_model = found.delete()
    return int(count)


def find_thing_of(model: Any) -> ActivityThing | None:
    """Return what is registered for a model, or for the model of a content type."""
    if model is None:
        return None
    return activity_things.get(str(model._meta.label_lower)) or next(
        (thing for thing in activity_things.entries() if thing.model is model), None
    )


def find_followable(follow_kind: str) -> ActivityThing | None:
    """Return what the word of an address stands for, if it can be followed."""
    found = (one for one in list_followable() if one.follow_kind == follow_kind)
    return next(found, None)


def list_followable() -> list[ActivityThing]:
    """Return what can be followed."""
    return [one for one in activity_things.entries() if one.follow_kind]


def get_source(row: models.Model) -> Source:
    """Return how a row is named as a source."""
    return ContentType.objects.get_for_model(row).pk, row.pk


def get_thing(source_type: int) -> ActivityThing | None:
    """Return what is registered for a content type."""
    return find_thing_of(ContentType.objects.get_for_id(source_type).model_class())


def list_sources(noted: Action) -> list[Source]:
    """Return whose followers hear of it: the thing, what it belongs to, and who did it."""
    rows = [noted.action_object, noted.actor]
    thing = find_thing_of(type(noted.action_object))
    if thing is not None and thing.find_sources is not None:
        rows += thing.find_sources(noted.action_object)
    return list(dict.fromkeys(get_source(row) for row in rows if row is not None))


# --- who follows what -------------------------------------------------------------------------


def add_follow(*, user: Any, row: models.Model, now: dt.datetime) -> bool:
    """Let a login follow a row; False if it did so already."""
    _follow, is_new = Follow.objects.get_or_create(
        user=user,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        flag="",
        defaults={"actor_only": False, "started": now},
    )
    return bool(is_new)


def remove_follow(*, user: Any, source: Source) -> bool:
    """End a follow; False if there was none."""
    count, _by_model = _find_follows([source]).filter(user=user).delete()
    return bool(count)


def end_follows_of(source: Source) -> int:
    """End all follows of one thing; return how many."""
    count, _by_model = _find_follows([source]).delete()
    return int(count)


def is_followed(*, user: Any, row: models.Model) -> bool:
    """Tell whether a login follows a row."""
    return bool(_find_follows([get_source(row)]).filter(user=user).exists())


def list_follows(user: Any) -> list[Source]:
    """Return what a login follows, newest first."""
    found = Follow.objects.filter(user=user).order_by("-started", "-pk")
    return [(kind, int(key)) for kind, key in found.values_list(*_NAMES)]


def list_following_users(after: int, *, count: int) -> list[int]:
    """Return the keys of logins that follow anything, in order, beyond one of them."""
    found = Follow.objects.filter(user_id__gt=after).order_by("user_id")
    return list(found.values_list("user_id", flat=True).distinct()[:count])


def list_followers(sources: Sequence[Source]) -> list[tuple[int, Source]]:
    """Return which logins follow which of these."""
    found = _find_follows(sources).order_by("user_id", "pk")
    rows = found.values_list("user_id", *_NAMES)
    return [(user, (kind, int(key))) for user, kind, key in rows]


def _find_follows(sources: Iterable[Source]) -> Any:
    wanted = Q(pk__in=())
    for kind, key in sources:
        wanted |= Q(content_type_id=kind, object_id=str(key))
    return Follow.objects.filter(wanted)


def build_action_rule(row: models.Model) -> Q:
    """Return which of the library's rows name this one: as actor, object or target (P36)."""
    kind = ContentType.objects.get_for_model(row)
    key = str(row.pk)
    return (
        Q(actor_content_type=kind, actor_object_id=key)
        | Q(action_object_content_type=kind, action_object_object_id=key)
        | Q(target_content_type=kind, target_object_id=key)
    )
