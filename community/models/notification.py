"""What somebody is told, how each person wants to be told, and when not (CO40–CO44)."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums import Frequency
from community.models.member import Member
from community.models.mute import Mute

EVENING, MORNING = 21, 7
HOURS_A_DAY = 24
LETTER_FREQUENCIES = (Frequency.DAILY, Frequency.WEEKLY)
UNREAD = Q(read_at__isnull=True)
FOR_A_LETTER = Q(mailed_at__isnull=True, mail__in=LETTER_FREQUENCIES) & UNREAD


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Only the recipient ever sees a row: `told_to` is its rule of visibility."""

    def told_to(self, member: Member | int) -> "NotificationQuerySet":
        """Keep what stands in the centre of this person."""
        return self.filter(recipient=member, is_listed=True).unmuted()

    def unmuted(self) -> "NotificationQuerySet":
        """Leave out what was told of people whom the recipient has muted since (P17)."""
        mutes = Mute.objects.filter(
            member=models.OuterRef("recipient"), muted=models.OuterRef("actor")
        )
        return self.exclude(models.Exists(mutes))

    def unread(self) -> "NotificationQuerySet":
        return self.filter(UNREAD)

    def about(self, *things: models.Model) -> "NotificationQuerySet":
        """Keep what hangs on one of these."""
        keys: dict[ContentType, list[int]] = {}
        for thing in things:
            kind = ContentType.objects.get_for_model(thing)
            keys.setdefault(kind, []).append(thing.pk)
        wanted = Q(pk__in=())
        for kind, of_kind in keys.items():
            wanted |= Q(content_type=kind, object_id__in=of_kind)
        return self.filter(wanted)

    def due_for_letter(
        self, *, daily_until: dt.datetime, weekly_until: dt.datetime
    ) -> "NotificationQuerySet":
        """Keep what waits for a letter since before these moments."""
        daily = Q(mail=Frequency.DAILY, created_at__lt=daily_until)
        weekly = Q(mail=Frequency.WEEKLY, created_at__lt=weekly_until)
        return self.filter(FOR_A_LETTER).filter(daily | weekly)

    def of_kinds(self, kinds: Iterable[str]) -> "NotificationQuerySet":
        return self.filter(kind__in=list(kinds))


class Notification(models.Model):
    """Something that one person is told, once for each event (R12.1).

    ``payload`` holds the few closed values that the sentence of its kind needs; the
    sentence itself is made when it is read, in the language of the reader. ``words`` is
    what somebody has written along.
    """

    recipient = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=40)
    actor = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, null=True, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(null=True)
    thing = GenericForeignKey("content_type", "object_id")
    event_key = models.CharField(_("event"), max_length=120)
    group_key = models.CharField(_("group"), max_length=120)
    payload = models.JSONField(default=dict, blank=True)
    words = models.TextField(_("words"), blank=True)
    is_listed = models.BooleanField(_("shown in the centre"), default=True)
    mail = models.CharField(_("by mail"), max_length=8, choices=Frequency)
    created_at = models.DateTimeField(_("told"))
    read_at = models.DateTimeField(_("read"), null=True)
    mailed_at = models.DateTimeField(_("put into a mail"), null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "event_key"],
                name="notification_once_an_event",
            ),
            models.CheckConstraint(
                condition=Q(content_type__isnull=True, object_id__isnull=True)
                | Q(content_type__isnull=False, object_id__isnull=False),
                name="notification_thing_is_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient", "kind", "group_key"],
                condition=Q(read_at__isnull=True, is_listed=True),
                name="notification_unread",
            ),
            models.Index(
                fields=["recipient", "created_at"],
                condition=Q(
                    mailed_at__isnull=True,
                    read_at__isnull=True,
                    mail__in=LETTER_FREQUENCIES,
                ),
                name="notification_for_a_letter",
            ),
            models.Index(fields=["recipient", "-id"], name="notification_newest"),
            models.Index(
                fields=["content_type", "object_id"], name="notification_by_thing"
            ),
            models.Index(fields=["created_at"], name="notification_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NotificationPreference(models.Model):
    """How one person wants to be told one kind; what is not said follows the catalogue."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="notification_preferences"
    )
    kind = models.CharField(_("kind"), max_length=40)
    mail = models.CharField(
        _("by mail"), max_length=8, choices=Frequency, blank=True, default=""
    )
    is_listed = models.BooleanField(_("in the notifications"), null=True)

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"], name="notification_preference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NotificationSettings(models.Model):
    """Quiet hours of one person, by the clock of the site, and whether letters come at all."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="notification_settings"
    )
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), default=EVENING)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until"), default=MORNING)
    has_letters = models.BooleanField(_("letters that sum up"), default=True)

    class Meta:
        verbose_name = _("settings of notifications")
        verbose_name_plural = _("settings of notifications")
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__lt=HOURS_A_DAY, quiet_until__lt=HOURS_A_DAY),
                name="notification_quiet_hours_exist",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiet_from}–{self.quiet_until}"
