"""Contacts between two members, and blocks by one of the other (CO19, CO53)."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.enums import ContactState
from community.models.member import Member
from community.models.notification import Notification


class ContactQuerySet(models.QuerySet["Contact"]):
    def accepted(self) -> "ContactQuerySet":
        return self.filter(state=ContactState.ACCEPTED)

    def asked(self) -> "ContactQuerySet":
        return self.filter(state=ContactState.ASKED)

    def of(self, member: Member) -> "ContactQuerySet":
        """Keep those that the member has asked for or was asked for."""
        return self.filter(Q(asker=member) | Q(asked=member))

    def between(self, one: int, other: int) -> "ContactQuerySet":
        """Keep that of the members with these keys."""
        low, high = sorted([one, other])
        return self.filter(low=low, high=high)


class Contact(models.Model):
    """A contact that one member asked for and the other accepts; adults only (P5).

    ``low`` and ``high`` are the keys of both in order, so that there is one row for two
    people, whoever asks.
    """

    asker = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="contacts_asked"
    )
    asked = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="contacts_received"
    )
    low = models.PositiveBigIntegerField(editable=False)
    high = models.PositiveBigIntegerField(editable=False)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ContactState,
        default=ContactState.ASKED,
        editable=False,
    )
    words = models.CharField(_("a few words"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)

    # Whoever is erased takes along what the other was told, with the words (P10).
    notifications = GenericRelation(Notification)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="contact_once"),
            models.CheckConstraint(
                condition=Q(low__lt=F("high")), name="contact_in_order"
            ),
            models.CheckConstraint(
                condition=Q(asker=F("low"), asked=F("high"))
                | Q(asker=F("high"), asked=F("low")),
                name="contact_keys_are_those_of_both",
            ),
        ]
        indexes = [
            models.Index(fields=["asked", "state"], name="contact_by_asked"),
            models.Index(fields=["asker", "state"], name="contact_by_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.asker} – {self.asked}"


class BlockQuerySet(models.QuerySet["Block"]):
    def between(self, one: Member, other: Member) -> "BlockQuerySet":
        """Keep those of one by the other, whichever way round."""
        both = [one.pk, other.pk]
        return self.filter(blocker__in=both, blocked__in=both)


class Block(models.Model):
    """One member wants to meet another nowhere; hides both from each other (CO53, P17)."""

    blocker = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="blocks_made"
    )
    blocked = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="blocks_received"
    )
    since = models.DateTimeField(_("since"))

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(
                condition=~Q(blocker=F("blocked")), name="block_of_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blocker} – {self.blocked}"
