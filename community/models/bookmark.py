"""What a member keeps for later, seen by nobody else (CO19)."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.member import Member

NAME_LENGTH = 60


class BookmarkList(models.Model):
    """A named list of one member."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="bookmark_lists"
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("list of bookmarks")
        verbose_name_plural = _("lists of bookmarks")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "name"], name="bookmark_list_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    """Only the owner ever sees a row: `kept_by` is its rule of visibility."""

    def kept_by(self, member: Member) -> "BookmarkQuerySet":
        return self.filter(member=member)


class Bookmark(models.Model):
    """A thing, an organisation or a person that a member keeps, in one list or none."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="bookmarks"
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    kept_in = models.ForeignKey(
        BookmarkList,
        verbose_name=_("list"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="bookmarks",
    )
    made_at = models.DateTimeField(_("since"))

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "content_type", "object_id"], name="bookmark_once"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="bookmark_newest"),
            models.Index(
                fields=["content_type", "object_id"], name="bookmark_by_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type.model} {self.object_id}"
