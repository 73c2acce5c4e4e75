"""Following, ending it, muting, and who lets others follow (CO25, CO26)."""

import datetime as dt

from django.db import models, transaction

from cms.audiences import Viewer, find_viewer
from community.activity import (
    ActivityThing,
    ShownThing,
    Source,
    add_follow,
    end_follows_of,
    find_thing_of,
    get_source,
    get_thing,
    list_following_users,
    list_follows,
    remove_follow,
)
from community.activity.follows import find_shown_sources
from community.models import FeedItem, FeedMute, Member
from community.personal_data import Person

USERS_A_STEP = 200


class NotFollowableError(Exception):
    """It cannot be followed by this viewer: hidden, blocked, the own one, or not there."""


def find_shown(
    row: models.Model, *, viewer: Viewer, now: dt.datetime
) -> ShownThing | None:
    """Return what a viewer reads of a row that can be followed; None hides it."""
    thing = find_thing_of(type(row))
    if thing is None or not thing.follow_kind:
        return None
    return thing.find_shown([row.pk], viewer, now).get(row.pk)


@transaction.atomic
def follow(
    *, member: Member, row: models.Model, viewer: Viewer, now: dt.datetime
) -> bool:
    """Follow a row; False if the member did so already. Nobody is told (CO25).

    Raises:
        NotFollowableError: the viewer cannot see it, or it is the member.
    """
    if row == member or find_shown(row, viewer=viewer, now=now) is None:
        raise NotFollowableError
    return add_follow(user=member.user, row=row, now=now)


@transaction.atomic
def unfollow(*, member: Member, source: Source) -> bool:
    """End a follow with its lines in the feed; False if there was none."""
    kind, key = source
    FeedItem.objects.filter(member=member, source_type=kind, source_id=key).delete()
    _mutes_of(member, source).delete()
    return remove_follow(user=member.user, source=source)


@transaction.atomic
def mute_source(*, member: Member, source: Source, now: dt.datetime) -> None:
    """Leave a source out of the feed and of what is told, for now; twice is once."""
    kind, key = source
    FeedMute.objects.bulk_create(
        [FeedMute(member=member, source_type_id=kind, source_id=key, since=now)],
        ignore_conflicts=True,
    )


@transaction.atomic
def unmute_source(*, member: Member, source: Source) -> None:
    """Take that back; what came meanwhile is in the feed again."""
    _mutes_of(member, source).delete()


@transaction.atomic
def mute_kind(*, member: Member, kind: str, now: dt.datetime) -> None:
    """Leave everything of one kind out of the feed; twice is once."""
    FeedMute.objects.bulk_create(
        [FeedMute(member=member, kind=kind, since=now)], ignore_conflicts=True
    )


@transaction.atomic
def unmute_kind(*, member: Member, kind: str) -> None:
    """Take that back."""
    FeedMute.objects.filter(member=member, kind=kind).delete()


@transaction.atomic
def allow_followers(*, member: Member, is_allowed: bool) -> None:
    """Let others follow a member, or end all that do, without a word (CO25)."""
    Member.objects.filter(pk=member.pk).update(may_be_followed=is_allowed)
    if not is_allowed:
        forget_source(get_source(member))


@transaction.atomic
def dissolve_follows(one: Member, other: Member) -> None:
    """End what two members follow of each other; called when one blocks the other (P17)."""
    for follower, followed in ((one, other), (other, one)):
        unfollow(member=follower, source=get_source(followed))


def forget_source(source: Source) -> None:
    """End all follows of a row, with what they put into feeds."""
    kind, key = source
    FeedItem.objects.filter(source_type=kind, source_id=key).delete()
    FeedMute.objects.filter(source_type=kind, source_id=key).delete()
    end_follows_of(source)


def sweep_follows(now: dt.datetime) -> int:
    """End, without a word, what people follow and cannot see any more; return how many.

    What stands on pages is kept while it is hidden: editors take pages down for a moment.
    """
    count, last = 0, 0
    while users := list_following_users(last, count=USERS_A_STEP):
        members = Member.objects.filter(user__in=users).select_related("user")
        for member in members:
            count += _sweep(member, now)
        last = users[-1]
    return count


@transaction.atomic
def _sweep(member: Member, now: dt.datetime) -> int:
    viewer = find_viewer(member.user)
    if not viewer.holds("member"):
        return 0  # who rests keeps the follows, and reads nothing meanwhile
    gone = [
        source
        for source, shown in find_shown_sources(
            list_follows(member.user), viewer=viewer, now=now
        ).items()
        if shown is None and not _is_kept(source)
    ]
    for source in gone:
        unfollow(member=member, source=source)
    return len(gone)


def _is_kept(source: Source) -> bool:
    thing: ActivityThing | None = get_thing(source[0])
    return thing is not None and thing.is_kept_hidden


def _mutes_of(member: Member, source: Source) -> models.QuerySet[FeedMute]:
    kind, key = source
    return FeedMute.objects.filter(member=member, source_type=kind, source_id=key)


def forget_followed(person: Person, _now: dt.datetime) -> None:
    """Take a person who is erased out of what others follow and mute."""
    for member in Member.objects.filter(user=person.user_id):
        forget_source(get_source(member))
