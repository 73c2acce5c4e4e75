"""Posts as one viewer sees them: names, links, thanks; as many queries for one as for many."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.audiences import Viewer
from cms.queries.paging import Paging, get_paging
from community.conf import get_setting
from community.enums import (
    AccountState,
    AgeStep,
    Basis,
    GroupMembershipState,
    PostState,
)
from community.models import Group, Member, Mention, Post, Thanks
from community.queries.moderation import find_label_codes
from community.queries.post_texts import draw_teaser, draw_text

COMMENTS_SHOWN = 200
PEOPLE_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class SeenPost:
    """One post or comment for one viewer.

    ``thanks`` is None where nobody reads the number: a young person wrote it. Without
    ``author_url`` the profile is closed to the viewer. ``label`` is what moderation wants
    readers to know before they read.
    """

    post: Post
    author: str
    author_url: str
    html: SafeString
    teaser: str
    is_own: bool
    is_held: bool
    thanks: int | None
    has_thanked: bool
    comment_count: int
    label: str = ""

    @property
    def can_be_thanked(self) -> bool:
        return not self.is_own and not self.is_held and self.post.author_id is not None


@dataclass(frozen=True)
class PostListing:
    """One page of a list of posts."""

    posts: list[SeenPost]
    paging: Paging


def list_posts(
    *, rows: Any, viewer: Viewer, day: dt.date, given: str | None, path: str
) -> PostListing:
    """Return one page of posts, pinned ones first, then the newest; archived ones last."""
    found = rows.visible_to(viewer).unmuted_by(viewer).beginning()
    paging = get_paging(given, total=found.count(), path=path)
    ordered = found.order_by("is_archived", "-is_pinned", "-created_at", "-pk")
    posts = list(add_counts(ordered, viewer)[paging.rows])
    return PostListing(posts=see_posts(posts, viewer, day), paging=paging)


def list_comments(post: Post, viewer: Viewer, day: dt.date) -> list[SeenPost]:
    """Return the comments on a post that the viewer may read, the oldest first."""
    rows = Post.objects.visible_to(viewer).unmuted_by(viewer).filter(parent=post)
    shown = add_counts(rows.order_by("created_at", "pk"), viewer)[:COMMENTS_SHOWN]
    return see_posts(list(shown), viewer, day)


def find_post(key: Any, viewer: Viewer) -> Post | None:
    """Return a post or comment that the viewer may read."""
    rows = add_counts(Post.objects.visible_to(viewer), viewer)
    found: Post | None = rows.filter(key=key).first()
    return found


def find_removed_post(key: Any, viewer: Viewer, now: dt.datetime) -> Post | None:
    """Return what the viewer took away and may still bring back."""
    if not viewer.holds("member"):
        return None
    own = Post.objects.filter(author__in=viewer.list_keys("owner"), key=key)
    late = now - get_undo_time()
    return own.filter(removed_at__gt=late).select_related("parent", "author").first()


def get_undo_time() -> dt.timedelta:
    """Return for how long a post can be brought back."""
    return dt.timedelta(minutes=get_setting("POST_UNDO_MINUTES"))


def add_counts(rows: Any, viewer: Viewer) -> Any:
    """Add what a post shows of others: comments that the viewer reads, and thanks."""
    read = Post.objects.visible_to(viewer).unmuted_by(viewer)
    comments = read.filter(parent=OuterRef("pk"))
    thanks = Thanks.objects.filter(post=OuterRef("pk"))
    own = thanks.filter(member__in=viewer.list_keys("owner"))
    return rows.select_related(
        "author", "network", "group", "parent__author", "parent__group"
    ).annotate(
        comment_count=_count(comments, "parent"),
        thanks_count=_count(thanks, "post"),
        has_thanked=Exists(own),
    )


def see_posts(posts: list[Post], viewer: Viewer, day: dt.date) -> list[SeenPost]:
    """Return posts with names, links and labels; three queries, however many there are."""
    mentions = list(Mention.objects.filter(post__in=posts).select_related("member"))
    people = [post.author_id for post in posts if post.author_id]
    people += [mention.member_id for mention in mentions]
    open_people = Member.objects.visible_to(viewer, day).filter(pk__in=people)
    slugs = dict(open_people.values_list("pk", "slug"))
    codes = find_label_codes(Post, [post.pk for post in posts])
    return [
        replace(_see(post, viewer, day, slugs, mentions), label=_say_label(code))
        if (code := codes.get(post.pk))
        else _see(post, viewer, day, slugs, mentions)
        for post in posts
    ]


def _say_label(code: str) -> str:
    return _("Moderation has put a label on this: %(reason)s") % {
        "reason": Basis(code).label
    }


def list_people_to_mention(
    viewer: Viewer, group: Group | None, day: dt.date
) -> list[Member]:
    """Return whom the viewer can choose: contacts, and in a group those whose name is open.

    Nobody is offered whose name the viewer does not see.
    """
    near = Q(pk__in=viewer.list_keys("contact"))
    if group is not None:
        near = Q(
            group_memberships__group=group,
            group_memberships__state=GroupMembershipState.ACTIVE,
        )
    rows = Member.objects.visible_to(viewer, day).filter(near)
    others = rows.exclude(pk__in=viewer.list_keys("owner")).distinct()
    return list(others.order_by("sort_name", "pk")[:PEOPLE_SHOWN])


def is_named(post: Post, viewer: Viewer) -> bool:
    """Tell whether the name is shown for what the viewer shares with who wrote it."""
    return (
        viewer.holds(f"group:{post.group_id}", f"care:{post.network_id}")
        and post.author is not None
        and post.author.state == AccountState.ACTIVE
    )


def name_post(post: Post) -> str:
    """Return what the post is called in lists and headings."""
    place = post.group.name if post.group else post.network.name
    return _("A post in %(place)s") % {"place": place}


def _see(
    post: Any,
    viewer: Viewer,
    day: dt.date,
    slugs: dict[int, str],
    mentions: Iterable[Mention],
) -> SeenPost:
    is_own = viewer.holds(f"owner:{post.author_id}")
    slug = slugs.get(post.author_id, "")
    is_open = bool(slug) or is_own or is_named(post, viewer)
    named = {
        mention.handle: (
            mention.member.display_name,
            reverse("community:member_detail", args=[slugs[mention.member_id]]),
        )
        for mention in mentions
        if mention.post_id == post.pk and mention.member_id in slugs
    }
    is_minor = post.author is None or post.author.step_on(day) != AgeStep.ADULT
    return SeenPost(
        post=post,
        author=post.author.display_name if is_open and post.author else _("A member"),
        author_url=reverse("community:member_detail", args=[slug]) if slug else "",
        html=draw_text(post.text, named),
        teaser=draw_teaser(post.text),
        is_own=is_own,
        is_held=post.state == PostState.HELD,
        thanks=None if is_minor else post.thanks_count,
        has_thanked=post.has_thanked,
        comment_count=post.comment_count,
    )


def _count(rows: Any, column: str) -> Coalesce:
    counted = rows.order_by().values(column).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)
