"""Moving a post with its comments to another group (CO28)."""

import datetime as dt

from django.db import transaction

from community.activity import forget_activities_of, record_activity
from community.enums import ContentAudience, PostState
from community.models import Group, Member, Post
from community.notifications.posts import forget_post, tell_moved
from community.operations.group_places import lock_group
from community.operations.posts import POSTED, PostClosedError
from community.permissions.post_moves import keep_fit_groups
from community.permissions.posts import WIDTH


class NotForThatGroupError(Exception):
    """The group cannot take the post: archived, without posts, or a writer is not in it."""


@transaction.atomic
def move_post(*, post: Post, group: Group, mover: Member, now: dt.datetime) -> Post:
    """Move a post with its comments; no text is read by more than it and the group allow.

    What was told of it is taken back, since others read it from now on, and its line in the
    feeds goes to those of the new group. Its author is told.

    Raises:
        PostClosedError: it was moved, taken away or hidden meanwhile.
        NotForThatGroupError: the group is none for it.
    """
    row = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    is_there = row.state == PostState.VISIBLE and row.removed_at is None and row.text
    if not is_there or row.parent_id or row.group_id != post.group_id:
        raise PostClosedError
    target = lock_group(group)
    fit = keep_fit_groups(Group.objects.active().filter(pk=target.pk), row, now)
    source = row.group
    is_close = source is None or source.admits_minors or source.pk == target.pk
    if is_close or not fit.exists():
        raise NotForThatGroupError
    forget_post(post=row)
    _place(row, target)
    forget_activities_of(row)
    if row.author is not None:
        record_activity(kind=POSTED, actor=row.author, thing=row, now=row.created_at)
    if row.author != mover:
        tell_moved(post=row, now=now)
    return row


def _place(post: Post, target: Group) -> None:
    """Write the new place, with audiences no wider than they were and than the group is."""
    comments = Post.objects.filter(parent=post)
    was = ContentAudience(post.audience)
    # From the narrowest on, so that nothing is narrowed twice.
    for audience in WIDTH:
        narrowed = narrow_audience(audience, post.network_id, target)
        comments.filter(audience=audience).update(audience=narrowed)
    comments.update(group=target, network=target.network)
    post.audience = narrow_audience(was, post.network_id, target)
    post.group, post.network, post.is_pinned = target, target.network, False
    post.save(update_fields=["group", "network", "audience", "is_pinned"])


def narrow_audience(
    audience: ContentAudience, network_id: int, target: Group
) -> ContentAudience:
    """Return who reads a text of this network in that group.

    Adults of another network were never meant by "the network".
    """
    widest = ContentAudience(target.audience)
    narrowed = min(audience, widest, key=WIDTH.__getitem__)
    is_foreign = network_id != target.network_id
    if is_foreign and narrowed == ContentAudience.NETWORK:
        return ContentAudience.GROUP
    return narrowed
