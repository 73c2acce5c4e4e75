"""Conversations between members, and who of the staff has looked into them (CO33 to CO35)."""

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer, list_keys
from cms.models import Network
from community.enums import MessageState, ThreadKind
from community.models.member import Member
from community.models.notification import Notification

FEWEST_PEOPLE, MOST_PEOPLE = 2, 12
TEXT_LENGTH, REASON_LENGTH = 4000, 300
SHOWN_STATES = (MessageState.DELIVERED, MessageState.REDACTED)
"""Of these the others in a thread read the text."""

SEEN_STATES = (*SHOWN_STATES, MessageState.REMOVED)
"""Of these the others know that they are there."""


def make_pair_key(one: int, other: int) -> str:
    """Name the thread of the two members with these keys, whichever way round."""
    low, high = sorted([one, other])
    return f"{low}:{high}"


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, viewer: Viewer) -> "ThreadQuerySet":
        """Keep threads that the viewer takes part in and has not left.

        That of two is hidden as long as one blocks the other (P17). Whether its texts can
        be read now is asked of `permissions.messages`: it depends on consent and clearance.
        """
        own = viewer.list_keys("owner") if viewer.holds("member") else []
        mine = ThreadMember.objects.filter(
            thread=OuterRef("pk"), member__in=own, left_at__isnull=True
        )
        blocked = ThreadMember.objects.filter(
            thread=OuterRef("pk"), member__in=list_keys(viewer.blocked, "owner")
        )
        threads = self.filter(Exists(mine)).exclude(
            Exists(blocked), kind=ThreadKind.PAIR
        )
        return threads if viewer.holds("adult") else threads.filter(is_supervised=True)

    def unread_by(self, member: Member, blocked: list[int]) -> "ThreadQuerySet":
        """Keep those in which somebody else has written since the member last looked."""
        news = (
            Message.objects.filter(
                thread=OuterRef("thread"),
                state__in=SHOWN_STATES,
                shown_at__gt=OuterRef("read_at"),
            )
            .exclude(author=member)
            .exclude(author__in=blocked)
        )
        rows = ThreadMember.objects.filter(Exists(news), member=member)
        return self.filter(pk__in=rows.values("thread"))

    def resting_since(self, moment: dt.datetime) -> "ThreadQuerySet":
        """Keep those in which nobody could write since this moment, or before (P46)."""
        return self.filter(rests_since__lte=moment)


class Thread(models.Model):
    """A conversation of 2 to 12 members; for two people there is one only.

    ``is_supervised`` is set once somebody under 18 takes part and is never taken back: the
    coordination of ``network`` may then look in, openly (P16).
    """

    kind = models.CharField(_("kind"), max_length=5, choices=ThreadKind)
    pair_key = models.CharField(max_length=41, null=True, unique=True, editable=False)  # noqa: DJ001 -- several without a key must not meet
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_threads",
    )
    is_supervised = models.BooleanField(_("supervised"), default=False)
    started_at = models.DateTimeField(_("started"))
    last_at = models.DateTimeField(_("last message"))
    rests_since = models.DateTimeField(_("nobody can write since"), null=True)
    members = models.ManyToManyField(
        Member, through="community.ThreadMember", related_name="threads"
    )

    # What was told of a thread goes with it.
    notifications = GenericRelation(Notification)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ThreadKind.PAIR, pair_key__isnull=False)
                | Q(kind=ThreadKind.ROUND, pair_key__isnull=True, is_supervised=False),
                name="thread_of_two_has_its_key",
            ),
        ]
        indexes = [
            models.Index(fields=["network", "is_supervised"], name="thread_by_network"),
            models.Index(fields=["rests_since"], name="thread_by_rest"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_pair(self) -> bool:
        return self.kind == ThreadKind.PAIR


class ThreadMember(models.Model):
    """A member of a thread; how far somebody has read is nobody else's business (CO37)."""

    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="memberships"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="thread_memberships"
    )
    joined_at = models.DateTimeField(_("since"))
    read_at = models.DateTimeField(_("read"))
    is_muted = models.BooleanField(_("muted"), default=False)
    is_starred = models.BooleanField(_("starred"), default=False)
    left_at = models.DateTimeField(_("left"), null=True)

    class Meta:
        verbose_name = _("member of a conversation")
        verbose_name_plural = _("members of conversations")
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "member"], name="thread_member_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.thread}"


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, viewer: Viewer) -> "MessageQuerySet":
        """Keep what the viewer may know of in threads that the viewer takes part in.

        Others' messages that are held or returned are not there, nor are those of whom the
        viewer blocks or is blocked by.
        """
        own = viewer.list_keys("owner")
        threads = Thread.objects.visible_to(viewer)
        rule = Q(state__in=SEEN_STATES) | Q(author__in=own)
        hidden = Q(author__in=list_keys(viewer.blocked, "owner"))
        return self.filter(rule, thread__in=threads).exclude(hidden)

    def shown(self) -> "MessageQuerySet":
        return self.filter(state__in=SHOWN_STATES)

    def held(self) -> "MessageQuerySet":
        return self.filter(state=MessageState.HELD)


class Message(models.Model):
    """What somebody has written, as plain text; it is never changed by its author."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(
        Member,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="messages_written",
    )
    text = models.TextField(_("message"), max_length=TEXT_LENGTH)
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=MessageState,
        default=MessageState.DELIVERED,
        editable=False,
    )
    reason = models.CharField(
        _("why it came back"), max_length=REASON_LENGTH, blank=True
    )
    sent_at = models.DateTimeField(_("sent"))
    shown_at = models.DateTimeField(_("delivered"), null=True)
    escalated_at = models.DateTimeField(_("passed on"), null=True)

    notifications = GenericRelation(Notification)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=SEEN_STATES) | Q(shown_at__isnull=False),
                name="message_seen_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "id"], name="message_by_thread"),
            models.Index(
                fields=["sent_at"],
                condition=Q(state=MessageState.HELD),
                name="message_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_held(self) -> bool:
        return self.state == MessageState.HELD

    @property
    def has_text_for_others(self) -> bool:
        return self.state in SHOWN_STATES


class ThreadAccess(models.Model):
    """That somebody of the staff has looked into a thread, and why; only ever added (P16)."""

    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="accesses"
    )
    message = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who looked"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    reason = models.CharField(_("why"), max_length=REASON_LENGTH)
    seen_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("look into a conversation")
        verbose_name_plural = _("looks into conversations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="thread_access_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}: {self.seen_at}"
