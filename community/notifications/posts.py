"""What is told about posts: comments, mentions, thanks, and new ones in a group (CO28, CO42).

Nobody is told of what they may not read: each recipient is asked as the viewer that he or
she is now, blocks both ways included, and of nobody whom he or she has muted (P17). A muted group
is silent (CO32).
"""

import datetime as dt

from django.utils import timezone

from cms.audiences import Viewer, find_viewer
from community.models import Member, Notification, Post
from community.notifications.catalogue import (
    POST_MENTION,
    POST_MOVED,
    POST_NEW,
    POST_REPLY,
    POST_THANKS,
)
from community.notifications.muting import has_muted
from community.notifications.telling import notify

ALL_KINDS = (POST_REPLY, POST_MENTION, POST_THANKS, POST_NEW, POST_MOVED)


def tell_reply(*, comment: Post, now: dt.datetime) -> None:
    """Tell who wrote a post that somebody has commented on it; one line for all comments."""
    author = comment.root.author
    if author is not None and author != comment.author:
        _tell(POST_REPLY.name, author, comment, comment.author, now)


def tell_mentioned(*, post: Post, now: dt.datetime) -> None:
    """Tell everybody whom a post names, once, whatever is edited later."""
    for mention in post.mentions.select_related("member__user"):
        if mention.member_id != post.author_id:
            _tell(POST_MENTION.name, mention.member, post, post.author, now)


def tell_thanks(*, post: Post, member: Member, now: dt.datetime) -> None:
    """Tell an author of thanks; taking it back and saying it again tells nothing more."""
    if post.author is not None and post.author != member:
        key = f"thanks:{post.pk}:{member.pk}"
        _tell(POST_THANKS.name, post.author, post, member, now, event_key=key)


def tell_new_post(*, post: Post, member: Member, now: dt.datetime) -> None:
    """Tell somebody of the group about a post; one line for all new ones there."""
    if has_muted(member, post.author):
        return
    group_key = f"posts:{post.group_id}"
    _tell(POST_NEW.name, member, post, None, now, group_key=group_key)


def tell_moved(*, post: Post, now: dt.datetime) -> None:
    """Tell who wrote a post that it stands in another group now."""
    if post.author is not None:
        key = f"moved:{post.pk}:{int(now.timestamp())}"
        group_key = f"moved:{post.group_id}"
        _tell(
            POST_MOVED.name,
            post.author,
            post,
            None,
            now,
            event_key=key,
            group_key=group_key,
        )


def forget_post(*, post: Post) -> None:
    """Take back all that was told of a post or comment, read or not: it is gone."""
    keys = [f"post:{post.pk}", *(f"post:{row.pk}" for row in post.comments.all())]
    kinds = [kind.name for kind in ALL_KINDS]
    rows = Notification.objects.of_kinds(kinds)
    rows.filter(event_key__in=keys).delete()
    for event in ("thanks", "moved"):
        rows.filter(event_key__startswith=f"{event}:{post.pk}:").delete()


def name_place(post: Post) -> str:
    """Return in which group or network it stands."""
    return post.group.name if post.group else post.network.name


def _tell(
    kind: str,
    recipient: Member,
    post: Post,
    actor: Member | None,
    now: dt.datetime,
    *,
    event_key: str = "",
    group_key: str = "",
) -> None:
    viewer = find_viewer(recipient.user)
    if actor is not None and f"owner:{actor.pk}" in viewer.blocked:
        return
    if has_muted(recipient, actor):
        return  # asked here, too: the name may not be told
    readable = Post.objects.visible_to(viewer).filter(pk=post.pk)
    if not readable.exists():
        return
    notify(
        recipient=recipient,
        kind=kind,
        event_key=event_key or f"post:{post.pk}",
        group_key=group_key or f"post:{post.root.pk}",
        thing=post.root,
        actor=actor if actor and _is_named(actor, post, viewer, now) else None,
        payload={"key": str(post.root.key), "place": name_place(post)},
        group=post.group,
        now=now,
    )


def _is_named(actor: Member, post: Post, viewer: Viewer, now: dt.datetime) -> bool:
    if viewer.holds(f"group:{post.group_id}", f"care:{post.network_id}"):
        return True
    shown = Member.objects.visible_to(viewer, timezone.localdate(now))
    return shown.filter(pk=actor.pk).exists()
