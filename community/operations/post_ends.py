"""What becomes of posts without their author's doing: hidden, told, deleted, erased."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from cms.transitions import apply_transition
from community.enums import GroupMembershipState, PostState
from community.models import Member, Mention, Post, PostVersion
from community.notifications.posts import forget_post, tell_new_post
from community.operations.posts import tell_about
from community.personal_data import Person
from community.queries.posts import get_undo_time
from community.transitions import HIDE_POST, SHOW_POST

BATCH = 50
NOBODY_HANDLE = "@–"
"""Stands where a text named somebody who is erased."""


@transaction.atomic
def hide_post(post: Post, actor: Any, now: dt.datetime) -> list[Any]:
    """Take a post out of sight with its comments; return what `show_post` needs."""
    row = _lock(post.pk)
    if row is None or row.state == PostState.HIDDEN:
        return []
    apply_transition(row=row, transition=HIDE_POST, actor=actor, now=now)
    forget_post(post=row)
    return [row.pk]


@transaction.atomic
def show_post(hidden: list[Any], actor: Any, now: dt.datetime) -> None:
    """Bring back what was hidden or held, in its place and with its comments (CO51)."""
    for key in hidden:
        row = _lock(key)
        if row is None or row.state == PostState.VISIBLE:
            continue
        apply_transition(row=row, transition=SHOW_POST, actor=actor, now=now)
        tell_about(row, now)


@transaction.atomic
def remove_for_good(post: Post, actor: Any, now: dt.datetime) -> bool:
    """Delete a post for good, words and earlier versions; others' comments are read again (CO50)."""
    row = _lock(post.pk)
    if row is None:
        return True
    delete_or_empty(row)
    left = _lock(post.pk)
    if left is not None and left.state != PostState.VISIBLE:
        apply_transition(row=left, transition=SHOW_POST, actor=actor, now=now)
    return True


def tell_new_posts(now: dt.datetime) -> int:
    """Tell groups of their new posts, once those can be taken back no more."""
    due = Post.objects.waiting_to_be_told(now - get_undo_time()).order_by("pk")
    keys = list(due.values_list("pk", flat=True)[:BATCH])
    for key in keys:
        with transaction.atomic():
            if Post.objects.filter(pk=key, told_at=None).update(told_at=now):
                _tell_group(key, now)
    return len(keys)


def delete_removed_posts(now: dt.datetime) -> int:
    """Delete for good what was taken away; what others have commented on loses its words."""
    due = Post.objects.removed_before(now - get_undo_time()).exclude(text="")
    keys = list(due.values_list("pk", flat=True)[:BATCH])
    for key in keys:
        with transaction.atomic():
            row = _lock(key)
            if row is not None and row.removed_at is not None:
                delete_or_empty(row)
    return len(keys)


def delete_or_empty(post: Post) -> None:
    """Delete a post, or only its words and author where others have commented on it (P37)."""
    forget_post(post=post)
    others = post.comments.exclude(author=F("parent__author")).exclude(text="")
    if post.parent_id or not others.exists():
        post.delete()
        _delete_empty_parent(post)
        return
    post.versions.all().delete()
    post.mentions.all().delete()
    post.thanks.all().delete()
    post.author, post.text, post.removed_at = None, "", None
    post.save(update_fields=["author", "text", "removed_at"])


def _delete_empty_parent(comment: Post) -> None:
    """Delete a post without words when the last comment that held its place has gone."""
    empty = Post.objects.filter(pk=comment.parent_id or 0, text="", author=None)
    empty.filter(~Exists(Post.objects.filter(parent=OuterRef("pk")))).delete()


def forget_posts_of(person: Person, _now: dt.datetime) -> None:
    """Delete what somebody wrote, keep the place of what others answered, and unname (P37)."""
    own = Post.objects.filter(author__user_id=person.user_id)
    # Comments first: they are nobody else's content, whatever stands below them.
    for post in own.order_by(F("parent").desc(nulls_last=True), "pk"):
        delete_or_empty(post)
    mentions = Mention.objects.filter(member__user_id=person.user_id)
    for mention in mentions.select_related("post"):
        _take_handle_out(mention)


def _take_handle_out(mention: Mention) -> None:
    handle, post = f"@{mention.handle}", mention.post
    Post.objects.filter(pk=post.pk).update(
        text=post.text.replace(handle, NOBODY_HANDLE)
    )
    for version in PostVersion.objects.filter(post=post, text__contains=handle):
        version.text = version.text.replace(handle, NOBODY_HANDLE)
        version.save(update_fields=["text"])


def _tell_group(key: int, now: dt.datetime) -> None:
    post = Post.objects.select_related("author", "group", "network").get(pk=key)
    people = Member.objects.filter(
        group_memberships__group=post.group_id,
        group_memberships__state=GroupMembershipState.ACTIVE,
    ).exclude(pk=post.author_id or 0)
    for member in people.select_related("user").order_by("pk"):
        tell_new_post(post=post, member=member, now=now)


def _lock(key: int) -> Post | None:
    rows = Post.objects.select_for_update(of=("self",))
    return rows.filter(pk=key).first()
