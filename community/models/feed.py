"""What stands in somebody's feed, what is still to be put there, and what is muted (CO26)."""

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from cms.models.leased import LeasedRow
from community.models.member import Member
from community.models.mute import Mute


class FeedDelivery(LeasedRow):
    """Something that happened and has to reach the feeds, once (R5)."""

    action = models.OneToOneField(
        "actstream.Action",
        on_delete=models.CASCADE,
        related_name="community_delivery",
    )

    retry_seconds: ClassVar[tuple[int, ...]] = (10, 60, 300, 1800)

    class Meta(LeasedRow.Meta):
        verbose_name = _("entry for the feeds")
        verbose_name_plural = _("entries for the feeds")


class FeedItemQuerySet(models.QuerySet["FeedItem"]):
    """Only the member ever sees a row; what it is about is asked again when it is read."""

    def unmuted_by(self, member: Member) -> "FeedItemQuerySet":
        """Leave out the kinds, sources and people that the member does not want to read of."""
        mutes = FeedMute.objects.filter(member=member)
        of_source = mutes.filter(
            kind="",
            source_type=models.OuterRef("source_type"),
            source_id=models.OuterRef("source_id"),
        )
        kinds = mutes.exclude(kind="").values("kind")
        people = Mute.objects.made_by(member.pk).values_list(
            Cast("muted", models.CharField(max_length=20))
        )
        rows = self.exclude(kind__in=kinds).exclude(models.Exists(of_source))
        return rows.exclude(
            action__actor_content_type=ContentType.objects.get_for_model(Member),
            action__actor_object_id__in=people,
        )

    def older_than(self, moment: Any, action: int) -> "FeedItemQuerySet":
        """Keep what stands below this place of the feed."""
        return self.filter(
            Q(happened_at__lt=moment) | Q(happened_at=moment, action__lt=action)
        )

    def newest_first(self) -> "FeedItemQuerySet":
        return self.order_by("-happened_at", "-action_id", "pk")


class FeedItem(models.Model):
    """That something happened stands in a member's feed, because of one source.

    The source is what the member follows, or the group that she or he belongs to: that is
    the reason which the feed names. What reaches somebody by two ways has two rows.
    """

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="feed_items"
    )
    action = models.ForeignKey(
        "actstream.Action",
        on_delete=models.CASCADE,
        related_name="community_feed_items",
    )
    happened_at = models.DateTimeField(_("when"))
    kind = models.CharField(_("kind"), max_length=40)
    source_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    source_id = models.PositiveBigIntegerField()

    objects = FeedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a feed")
        verbose_name_plural = _("lines of feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "action", "source_type", "source_id"],
                name="feed_item_once_a_source",
            ),
        ]
        indexes = [
            models.Index(
                fields=["member", "-happened_at", "-action"], name="feed_newest_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class FeedMute(models.Model):
    """A kind, or a source, of which a member does not want to read for now."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="feed_mutes"
    )
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    source_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, null=True, related_name="+"
    )
    source_id = models.PositiveBigIntegerField(null=True)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("muted in the feed")
        verbose_name_plural = _("muted in feeds")
        constraints = [
            models.CheckConstraint(
                condition=Q(source_type__isnull=True, source_id__isnull=True)
                & ~Q(kind="")
                | Q(source_type__isnull=False, source_id__isnull=False, kind=""),
                name="feed_mute_is_kind_or_source",
            ),
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=~Q(kind=""),
                name="feed_mute_once_a_kind",
            ),
            models.UniqueConstraint(
                fields=["member", "source_type", "source_id"],
                condition=Q(kind=""),
                name="feed_mute_once_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or self.source_type_id} {self.pk}"
