"""What members write for a group or a network, and what others say to it (CO28)."""

import datetime as dt
import uuid

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer, list_keys
from cms.models import Network
from community.enums import ContentAudience, PostState
from community.models.group import Group
from community.models.member import Member
from community.models.mute import Mute
from community.models.notification import Notification

POST_LENGTH, COMMENT_LENGTH = 5000, 2000


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Viewer) -> "PostQuerySet":
        """Keep what the viewer may read; a comment only with the post that it belongs to.

        Who takes part in a group reads all of it; other adults what a group opens, and what
        is written for their network or for all. The coordination reads what is written in
        its network. Text that is being checked is its author's alone.
        """
        shown = Q(state=PostState.VISIBLE, audience__in=ContentAudience.values)
        rule = shown & make_reading_rule(viewer)
        if viewer.holds("member"):
            own = Q(author__in=viewer.list_keys("owner"))
            rule |= own & Q(state__in=[PostState.VISIBLE, PostState.HELD])
        blocked = list_keys(viewer.blocked, "owner")
        open_parent = Q(parent__state=PostState.VISIBLE, parent__removed_at=None)
        return (
            self.filter(rule, removed_at=None)
            .filter(Q(parent=None) | open_parent)
            .exclude(author__in=blocked)
            .exclude(parent__author__in=blocked)
        )

    def unmuted_by(self, viewer: Viewer) -> "PostQuerySet":
        """Leave out of a list what people have written whom the viewer has muted (P17)."""
        mutes = Mute.objects.made_by(*viewer.list_keys("owner"))
        return self.exclude(author__in=mutes.values("muted"))

    def written_by(self, member: Member) -> "PostQuerySet":
        return self.filter(author=member)

    def beginning(self) -> "PostQuerySet":
        """Keep posts, without the comments on them."""
        return self.filter(parent=None)

    def removed_before(self, moment: dt.datetime) -> "PostQuerySet":
        """Keep what its author took away, and cannot bring back any more."""
        return self.filter(removed_at__lte=moment)

    def waiting_to_be_told(self, moment: dt.datetime) -> "PostQuerySet":
        """Keep posts in groups of which nobody was told, written until this moment."""
        return self.beginning().filter(
            group__isnull=False,
            state=PostState.VISIBLE,
            removed_at=None,
            told_at=None,
            created_at__lte=moment,
        )


def make_reading_rule(viewer: Viewer) -> Q:
    """Return which posts are open to the viewer by network, group and audience."""
    rule = Q(group__in=viewer.list_keys("group"))
    rule |= Q(network__in=viewer.list_keys("care"))
    if not viewer.holds("adult"):
        return rule
    at_large = Q(group=None) | Q(group__in=Group.objects.read_by(viewer))
    networks = viewer.list_keys("network")
    rule |= at_large & Q(audience=ContentAudience.MEMBERS)
    rule |= at_large & Q(audience=ContentAudience.NETWORK, network__in=networks)
    return rule


class Post(models.Model):
    """A text for a group or a network; with a parent it is a comment on that post.

    Both live in one table, since the same holds for them: who reads, checks, versions,
    thanks, notices. A comment has the network and group of its post; its audience may be
    narrower, where a minor writes. Without author and text it was deleted, and stays only
    because others have commented on it (P37).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="community_posts"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="posts"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    author = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    audience = models.CharField(
        _("who reads it"), max_length=7, choices=ContentAudience
    )
    text = models.TextField(_("text"), max_length=POST_LENGTH, blank=True)
    state = models.CharField(
        _("state"),
        max_length=7,
        choices=PostState,
        default=PostState.VISIBLE,
        editable=False,
    )
    is_pinned = models.BooleanField(_("at the top"), default=False)
    is_locked = models.BooleanField(_("without further comments"), default=False)
    is_archived = models.BooleanField(_("archived"), default=False)
    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True)
    removed_at = models.DateTimeField(_("taken away"), null=True)
    told_at = models.DateTimeField(_("told"), null=True)

    # Whoever is erased takes along what others were told.
    notifications = GenericRelation(Notification)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False) | ~Q(audience=ContentAudience.GROUP),
                name="post_for_a_group_has_one",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True)
                | Q(is_pinned=False, is_locked=False, is_archived=False),
                name="post_that_is_a_comment_has_no_marks",
            ),
        ]
        indexes = [
            models.Index(fields=["network", "-created_at"], name="post_by_network"),
            models.Index(fields=["group", "-created_at"], name="post_by_group"),
            models.Index(fields=["parent", "created_at"], name="post_by_parent"),
            models.Index(
                fields=["removed_at"],
                condition=Q(removed_at__isnull=False),
                name="post_taken_away",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}"

    def get_absolute_url(self) -> str:
        """Return the address of the post, that of a comment inside its post."""
        if self.parent_id:
            path = reverse("community_posts:post_detail", args=[self.root.key])
            return f"{path}#{self.anchor}"
        return reverse("community_posts:post_detail", args=[self.key])

    @property
    def root(self) -> "Post":
        """The post itself, or the one that a comment belongs to."""
        return self.parent or self

    @property
    def anchor(self) -> str:
        return f"comment-{self.key}"

    @property
    def is_deleted(self) -> bool:
        return not self.text


class PostVersion(models.Model):
    """What a post said before it was edited; only moderators read it, with a notice."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField(_("text"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("earlier version of a post")
        verbose_name_plural = _("earlier versions of posts")
        ordering = ("until", "pk")

    def __str__(self) -> str:
        return f"{self.post_id}: {self.until:%Y-%m-%d %H:%M}"


class Thanks(models.Model):
    """A member says thank you for a post; once, and nobody counts who gets most."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="thanks")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="thanks")
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        constraints = [
            models.UniqueConstraint(fields=["post", "member"], name="thanks_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.post_id}"


class Mention(models.Model):
    """Somebody whom a post names by ``@handle``; the handle is as it was typed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="mentions"
    )
    handle = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(fields=["post", "handle"], name="mention_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.handle}"
