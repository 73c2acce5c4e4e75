"""Invitations of every kind, and addresses that want none (CO47, CO48)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cms.outbox import normalise_address
from community.enums import InvitationState

KEY_LENGTH = 64
SALT = "community.invitations"


def make_address_key(address: str) -> str:
    """Return a keyed hash of an address: compared with, never read back."""
    digest = salted_hmac(SALT, normalise_address(address), algorithm="sha256")
    return digest.hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> "InvitationQuerySet":
        return self.filter(state=InvitationState.PENDING)

    def open_at(self, now: dt.datetime) -> "InvitationQuerySet":
        """Keep what can still be answered."""
        return self.pending().filter(expires_at__gt=now)

    def unsent_at(self, now: dt.datetime) -> "InvitationQuerySet":
        """Keep what an import has made and no mail was written for; never without a basis."""
        return self.open_at(now).filter(sent_count=0, member_import__isnull=False)

    def addressed_to(self, addresses: Iterable[str]) -> "InvitationQuerySet":
        return self.filter(
            address_key__in=[make_address_key(address) for address in addresses]
        )

    def unblocked(self) -> "InvitationQuerySet":
        """Leave out addresses whose owners want no invitations."""
        return self.exclude(
            address_key__in=InvitationBlock.objects.values("address_key")
        )


class Invitation(models.Model):
    """Somebody with this address may become something; with or without an account.

    ``kind`` names the entry of `invite_targets`, ``thing`` what one joins, ``option`` as
    what. Whether the address has an account stands nowhere in it.
    """

    kind = models.CharField(_("invited to"), max_length=40)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    option = models.CharField(_("as"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    address_key = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=12)
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=InvitationState,
        default=InvitationState.PENDING,
        editable=False,
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="community_invitations_sent",
    )
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("works until"))
    sent_count = models.PositiveSmallIntegerField(_("mails sent"), default=0)
    member_import = models.ForeignKey(
        "community.MemberImport",
        verbose_name=_("import"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="invitations",
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "content_type", "object_id", "option", "address_key"],
                condition=Q(state=InvitationState.PENDING),
                name="invitation_pending_once",
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.PENDING) | Q(ended_at__isnull=False),
                name="invitation_ended_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=InvitationState.PENDING) | ~Q(address_key=""),
                name="invitation_pending_has_its_address",
            ),
        ]
        indexes = [
            models.Index(fields=["address_key"], name="invitation_by_address"),
            models.Index(fields=["state", "expires_at"], name="invitation_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.thing}: {self.get_state_display()}"


class InvitationBlock(models.Model):
    """An address whose owner wants no invitations; only a hash of it is kept (CO48)."""

    address_key = models.CharField(max_length=KEY_LENGTH, unique=True)
    blocked_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("address that wants no invitations")
        verbose_name_plural = _("addresses that want no invitations")

    def __str__(self) -> str:
        return self.address_key[:8]
