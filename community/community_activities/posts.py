"""Somebody writes a post; who may read it is asked when the feed is read (CO27)."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer
from community.activity import (
    ActivityKind,
    ActivityThing,
    ShownThing,
    activity_kinds,
    activity_things,
)
from community.models import Post
from community.operations.posts import POSTED
from community.queries.post_texts import draw_teaser
from community.queries.posts import name_post


def find_shown_posts(
    keys: Collection[int], viewer: Viewer, _now: dt.datetime
) -> dict[int, ShownThing]:
    """Return by key what the viewer may read now, without what was deleted."""
    rows = Post.objects.visible_to(viewer).filter(pk__in=keys).exclude(text="")
    return {
        post.pk: ShownThing(
            title=name_post(post),
            url=post.get_absolute_url(),
            teaser=draw_teaser(post.text),
        )
        for post in rows.select_related("network", "group", "parent")
    }


def list_places(post: Post) -> list[Model]:
    """Return whose followers hear of a post: those of its group, else of its network."""
    return [post.group or post.network]


def find_posts_of_own_groups(keys: Collection[int], viewer: Viewer) -> Collection[int]:
    """Return the posts among these that stand in groups of the viewer."""
    rows = Post.objects.filter(pk__in=keys, group__in=viewer.list_keys("group"))
    return set(rows.values_list("pk", flat=True))


activity_kinds.register(
    ActivityKind(
        name=POSTED,
        label=_("Posts"),
        one=_("{actor} wrote: {thing}"),
        many=_("{count} people wrote: {thing}"),
        order=20,
    )
)
activity_things.register(
    ActivityThing(
        name="community.post",
        model=Post,
        find_shown=find_shown_posts,
        find_sources=list_places,
        find_among=find_posts_of_own_groups,
        order=20,
    )
)
