"""Writing, editing, taking away and thanking for posts and comments (CO28, CO54, CO55)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cms.audiences import find_viewer
from cms.models import Network
from cms.transitions import apply_transition
from community.activity import record_activity
from community.conf import get_setting
from community.consent import find_standing
from community.enums import ContentAudience, PostState
from community.models import (
    Group,
    Member,
    Mention,
    ModerationCase,
    Post,
    PostVersion,
    Thanks,
)
from community.notifications.posts import (
    forget_post,
    tell_mentioned,
    tell_reply,
    tell_thanks,
)
from community.operations.moderation import ask_for_check
from community.permissions.trust import Trust, get_trust
from community.queries.post_texts import (
    find_addresses,
    find_handles,
    has_host,
    has_word,
)
from community.queries.posts import get_undo_time
from community.reportables import reportables
from community.transitions import HOLD_POST

POSTED = "posted"
SAME_TEXT_AFTER = dt.timedelta(days=1)
"""The same text by the same person within this time looks like a program (CO55)."""


class TooManyLinksError(Exception):
    """The author may not write so many links; ``allowed`` says how many."""

    def __init__(self, allowed: int) -> None:
        super().__init__(allowed)
        self.allowed = allowed


class TooManyMentionsError(TooManyLinksError):
    """The text names more people than its author may."""


class TooManyRepliesError(Exception):
    """Who joined today has written as many comments as a first day allows."""


class PostClosedError(Exception):
    """The post takes no comments any more, or cannot be changed any more."""


class TooLateToRestoreError(Exception):
    """What was taken away is gone."""


@transaction.atomic
def write_post(
    *,
    author: Member,
    network: Network,
    group: Group | None,
    audience: ContentAudience,
    text: str,
    now: dt.datetime,
) -> Post:
    """Write for a group or a network; of young people only their group reads it.

    Raises:
        TooManyLinksError, TooManyMentionsError: more than the author may write now.
        PostClosedError: a minor, and no group.
    """
    _check_limits(author, text, now)
    if is_minor(author, now):
        if group is None:
            raise PostClosedError
        audience = ContentAudience.GROUP
    is_suspicious = looks_suspicious(author, text, now)
    post = Post.objects.create(
        author=author,
        network=network,
        group=group,
        audience=audience,
        text=text,
        created_at=now,
    )
    record_activity(kind=POSTED, actor=author, thing=post, now=now)
    _publish(post, is_suspicious=is_suspicious, now=now)
    return post


@transaction.atomic
def write_comment(*, author: Member, parent: Post, text: str, now: dt.datetime) -> Post:
    """Comment on a post.

    Raises:
        PostClosedError: it was locked, archived, moved, taken away or hidden meanwhile.
        TooManyLinksError, TooManyMentionsError, TooManyRepliesError: more than the author
            may write now.
    """
    trust = _check_limits(author, text, now)
    if trust.replies is not None:
        # The row of the author makes two at the same moment wait for each other.
        Member.objects.select_for_update(of=("self",)).get(pk=author.pk)
        written = Post.objects.written_by(author).filter(parent__isnull=False)
        if written.filter(created_at__gte=trust.since).count() >= trust.replies:
            raise TooManyRepliesError
    root = Post.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    is_gone = root.removed_at is not None or root.state != PostState.VISIBLE
    # Moved meanwhile, it stands where its reader may not write.
    is_gone = is_gone or root.group_id != parent.group_id
    if is_gone or root.is_locked or root.is_archived or root.parent_id or not root.text:
        raise PostClosedError
    is_suspicious = looks_suspicious(author, text, now)
    narrowest = ContentAudience.GROUP if is_minor(author, now) else root.audience
    comment = Post.objects.create(
        author=author,
        network_id=root.network_id,
        group_id=root.group_id,
        parent=root,
        audience=narrowest,
        text=text,
        created_at=now,
    )
    _publish(comment, is_suspicious=is_suspicious, now=now)
    return comment


@transaction.atomic
def edit_post(*, post: Post, text: str, now: dt.datetime) -> None:
    """Say something else; moderators can read what stood there before.

    Raises:
        TooManyLinksError, TooManyMentionsError: more than the author may write now.
        PostClosedError: it was taken away, hidden or deleted meanwhile.
    """
    row = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if row.removed_at or row.state == PostState.HIDDEN or row.author is None:
        raise PostClosedError
    if row.text == text:
        return
    _check_limits(row.author, text, now)
    PostVersion.objects.create(post=row, text=row.text, until=now)
    is_suspicious = looks_suspicious(row.author, text, now)
    row.text, row.edited_at = text, now
    row.save(update_fields=["text", "edited_at"])
    _publish(row, is_suspicious=is_suspicious, now=now)


@transaction.atomic
def remove_post(*, post: Post, now: dt.datetime) -> None:
    """Take a text away; for some minutes it can be brought back.

    Raises:
        PostClosedError: it was taken away before.
    """
    rows = Post.objects.filter(pk=post.pk, removed_at=None)
    if not rows.update(removed_at=now):
        raise PostClosedError
    forget_post(post=post)


@transaction.atomic
def restore_post(*, post: Post, now: dt.datetime) -> None:
    """Bring back what was taken away, as it was and with its comments.

    Raises:
        TooLateToRestoreError: the minutes for that are over, or it was brought back before.
    """
    rows = Post.objects.filter(pk=post.pk, removed_at__gt=now - get_undo_time())
    if not rows.update(removed_at=None):
        raise TooLateToRestoreError


@transaction.atomic
def say_thanks(*, post: Post, member: Member, now: dt.datetime) -> None:
    """Thank for a post; saying it twice is saying it once."""
    Thanks.objects.bulk_create(
        [Thanks(post=post, member=member, said_at=now)], ignore_conflicts=True
    )
    tell_thanks(post=post, member=member, now=now)


@transaction.atomic
def take_thanks_back(*, post: Post, member: Member) -> None:
    """Thank no more; where nobody did nothing happens."""
    Thanks.objects.filter(post=post, member=member).delete()


@transaction.atomic
def mark_post(*, post: Post, mark: str, is_on: bool) -> None:
    """Pin, lock or archive a post, or take that back; ``mark`` is the column.

    Raises:
        PostClosedError: it is so already.
    """
    rows = Post.objects.filter(pk=post.pk, parent=None, **{mark: not is_on})
    if not rows.update(**{mark: is_on}):
        raise PostClosedError


def is_minor(member: Member, now: dt.datetime) -> bool:
    """Tell whether the rules for young people hold for what this member writes."""
    return find_standing(member, now).is_protected


def looks_suspicious(author: Member, text: str, now: dt.datetime) -> bool:
    """Tell whether moderators look at a text before others read it (CO55)."""
    if has_word(text, get_setting("HELD_WORDS")):
        return True
    if has_host(text, get_setting("HELD_HOSTS")):
        return True
    same = Post.objects.written_by(author).filter(
        text=text, created_at__gt=now - SAME_TEXT_AFTER
    )
    return same.exists()


def _check_limits(author: Member, text: str, now: dt.datetime) -> Trust:
    trust = get_trust(author, now)
    if trust.links is not None and len(find_addresses(text)) > trust.links:
        raise TooManyLinksError(trust.links)
    if len(find_handles(text)) > trust.mentions:
        raise TooManyMentionsError(trust.mentions)
    return trust


def _publish(post: Post, *, is_suspicious: bool, now: dt.datetime) -> None:
    """Hold what looks suspicious, note whom it names, and tell."""
    note_mentions(post, now)
    if is_suspicious and post.state == PostState.VISIBLE:
        apply_transition(row=post, transition=HOLD_POST, actor=None, now=now)
    if post.state == PostState.HELD:
        put_before_moderators(post, [post.pk], now)
        return
    if has_word(post.text, get_setting("NOTICED_WORDS")):
        put_before_moderators(post, [], now)
    tell_about(post, now)


def tell_about(post: Post, now: dt.datetime) -> None:
    """Tell whom a text concerns, once; called again when a check has let it through."""
    if post.parent_id:
        tell_reply(comment=post, now=now)
    tell_mentioned(post=post, now=now)


def note_mentions(post: Post, now: dt.datetime) -> None:
    """Keep whom a text names, of those whom its author may see."""
    Mention.objects.filter(post=post).delete()
    handles = find_handles(post.text)
    if not handles or post.author is None:
        return
    day = timezone.localdate(now)
    seen = Member.objects.visible_to(find_viewer(post.author.user), day)
    Mention.objects.bulk_create(
        Mention(post=post, member=member, handle=member.slug)
        for member in seen.filter(slug__in=handles)
    )


def put_before_moderators(
    post: Post, hidden: list[int], now: dt.datetime
) -> ModerationCase | None:
    """Open a case about a post, or join the one that there is."""
    kind = reportables.get("comment" if post.parent_id else "post")
    if kind is None:
        return None
    return ask_for_check(kind=kind, row=post, hidden=hidden, now=now)
