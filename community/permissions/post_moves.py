"""Who moves a post to another group, and which groups can take it (CO28)."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.enums import PostState
from community.models import Group, GroupMembership, Member, ModerationCase, Post
from community.models.moderation import WAITING
from community.permissions.groups import get_led_groups


def can_move_post(user: Any, post: Post) -> bool:
    """Tell whether the person may move a post out of its group: who leads that one.

    What young people can read stays where it is, and what moderation looks at.
    """
    if post.parent_id is not None or post.group is None or post.group.admits_minors:
        return False
    is_there = post.state == PostState.VISIBLE and post.removed_at is None
    if not is_there or post.is_deleted:
        return False
    led = get_led_groups(user).filter(pk=post.group.pk)
    return led.exists() and not _is_looked_at(post)


def list_move_targets(user: Any, post: Post, now: dt.datetime) -> QuerySet[Group]:
    """Return the groups that the person may move a post to: led as well, and fit for it."""
    led = keep_fit_groups(get_led_groups(user), post, now)
    return led.exclude(pk=post.group_id or 0)


def keep_fit_groups(
    groups: QuerySet[Group], post: Post, now: dt.datetime
) -> QuerySet[Group]:
    """Keep groups of adults with posts to which all belong who have written in this one.

    Nobody's words come before people among whom he or she is not.
    """
    written = Post.objects.filter(Q(pk=post.pk) | Q(parent=post)).exclude(text="")
    places = GroupMembership.objects.active().filter(
        group=OuterRef(OuterRef("pk")), member=OuterRef("pk")
    )
    grown_up = Member.objects.adults_on(timezone.localdate(now))
    strangers = Member.objects.filter(pk__in=written.values("author")).filter(
        ~Exists(places) | ~Q(pk__in=grown_up.values("pk"))
    )
    return groups.filter(~Exists(strangers), has_posts=True, admits_minors=False)


def _is_looked_at(post: Post) -> bool:
    keys = Post.objects.filter(Q(pk=post.pk) | Q(parent=post)).values("pk")
    return ModerationCase.objects.filter(
        content_type=ContentType.objects.get_for_model(Post),
        object_id__in=keys,
        state__in=WAITING,
    ).exists()
