"""What staff of a network write to many members at once (CO39)."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from cms.models.leased import LeasedRow
from community.enums import CircularState, CircularTarget, MemberRole
from community.models.member import Member
from community.models.organisation import Organisation

BEFORE_SENDING = (CircularState.DRAFT, CircularState.DISCARDED)


class CircularQuerySet(models.QuerySet["Circular"]):
    def ended_until(self, moment: dt.datetime) -> "CircularQuerySet":
        """Keep what was sent or thrown away before."""
        return self.filter(ended_at__lte=moment)


class Circular(models.Model):
    """One letter to everybody in a network, to a role in it, or to a list.

    ``is_service`` is what people must know because they belong to the network; everything
    else each of them may switch off. Who got it stands nowhere, only to how many it went.
    """

    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="community_circulars",
    )
    target = models.CharField(_("to"), max_length=7, choices=CircularTarget)
    role = models.CharField(
        _("role"), max_length=12, choices=MemberRole, blank=True, default=""
    )
    members = models.ManyToManyField(
        Member,
        verbose_name=_("people"),
        blank=True,
        related_name="community_circulars_to_come",
    )
    organisations = models.ManyToManyField(
        Organisation,
        verbose_name=_("teams of organisations"),
        blank=True,
        related_name="community_circulars_to_come",
    )
    is_service = models.BooleanField(_("everybody must know it"), default=False)
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=CircularState,
        default=CircularState.DRAFT,
        editable=False,
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="community_circulars",
    )
    written_at = models.DateTimeField(_("written"))
    leaves_at = models.DateTimeField(_("leaves"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    recipient_count = models.PositiveIntegerField(
        _("recipients"), null=True, editable=False
    )
    told_count = models.PositiveIntegerField(_("told so far"), default=0)

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = _("circular")
        verbose_name_plural = _("circulars")
        constraints = [
            models.CheckConstraint(
                condition=Q(target=CircularTarget.ROLE) ^ Q(role=""),
                name="circular_role_where_it_counts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_SENDING) | Q(leaves_at__isnull=False),
                name="circular_on_its_way_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.get_state_display()}"


class CircularText(models.Model):
    """What a circular says, in one language."""

    circular = models.ForeignKey(
        Circular, on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=4000)

    class Meta:
        verbose_name = _("text of a circular")
        verbose_name_plural = _("texts of circulars")
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "language"], name="circular_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"


class CircularRun(LeasedRow):
    """The sending of one circular: how far it got, so that a killed worker loses nothing.

    ``last_member`` is the highest key that was told; members are told in the order of keys.
    """

    circular = models.OneToOneField(
        Circular, on_delete=models.CASCADE, related_name="run"
    )
    last_member = models.PositiveBigIntegerField(default=0)

    lease_seconds: ClassVar[int] = 120

    class Meta(LeasedRow.Meta):
        verbose_name = _("sending of a circular")
        verbose_name_plural = _("sendings of circulars")
