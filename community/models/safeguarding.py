"""Cases of child protection, who has read them, and frozen contact (ME39, ME40, P16)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from community.enums import (
    SafeguardingSource,
    SafeguardingState,
    SafeguardingStep,
)
from community.models.member import Member
from community.models.moderation import ModerationCase


class SafeguardingCaseQuerySet(models.QuerySet["SafeguardingCase"]):
    def open(self) -> "SafeguardingCaseQuerySet":
        return self.exclude(state=SafeguardingState.CLOSED)

    def waiting(self) -> "SafeguardingCaseQuerySet":
        """Keep what nobody has looked at yet."""
        return self.filter(state=SafeguardingState.RECEIVED)

    def overdue(
        self, *, normal: dt.datetime, critical: dt.datetime
    ) -> "SafeguardingCaseQuerySet":
        """Keep what has waited since before these moments and was not passed on."""
        return self.waiting().filter(
            Q(received_at__lte=normal) | Q(is_critical=True, received_at__lte=critical),
            escalated_at__isnull=True,
        )

    def without_party(self, user_id: int) -> "SafeguardingCaseQuerySet":
        """Leave out the cases that the person is part of: they are lost from sight at once."""
        own = CaseParty.objects.filter(member__user=user_id)
        return self.exclude(pk__in=own.values("case"))

    def in_queue_order(self) -> "SafeguardingCaseQuerySet":
        """Order by what waits, critical first, then the oldest; closed ones last."""
        rank = models.Case(
            models.When(state=SafeguardingState.RECEIVED, then=0),
            models.When(state=SafeguardingState.CLOSED, then=2),
            default=1,
            output_field=models.IntegerField(),
        )
        return self.order_by(rank, "-is_critical", "received_at", "pk")


class SafeguardingCase(models.Model):
    """Somebody fears for a child or young person. What is said stands in the entries only."""

    number = models.CharField(_("number"), max_length=12, unique=True)
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.PROTECT,
        related_name="community_safeguarding_cases",
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=SafeguardingState,
        default=SafeguardingState.RECEIVED,
        editable=False,
    )
    source = models.CharField(_("how"), max_length=6, choices=SafeguardingSource)
    is_critical = models.BooleanField(_("critical"), default=False)
    notice_case = models.OneToOneField(
        ModerationCase,
        verbose_name=_("notice"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="safeguarding_case",
    )
    received_at = models.DateTimeField(_("received"))
    escalated_at = models.DateTimeField(_("passed on"), null=True)
    delete_on = models.DateField(_("deleted on"), null=True)
    """Set when the case is closed (ME40)."""

    objects = SafeguardingCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case of child protection")
        verbose_name_plural = _("cases of child protection")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SafeguardingState.CLOSED)
                | Q(delete_on__isnull=False),
                name="safeguarding_closed_has_its_end",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "received_at"], name="safeguarding_by_state"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state != SafeguardingState.CLOSED


class CaseParty(models.Model):
    """A member whom a case is about, or who told of it; neither ever reads it."""

    case = models.ForeignKey(
        SafeguardingCase, on_delete=models.CASCADE, related_name="parties"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="safeguarding_parties"
    )
    has_told = models.BooleanField(_("told of it"), default=False)

    class Meta:
        verbose_name = _("person of a case")
        verbose_name_plural = _("people of a case")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member"], name="safeguarding_party_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.member_id}"


class KeptEntryError(Exception):
    """Nothing in the log of a case is ever changed."""


class CaseEntry(models.Model):
    """One entry of the log of a case: only added, never changed (ME39)."""

    case = models.ForeignKey(
        SafeguardingCase, on_delete=models.CASCADE, related_name="entries"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    words = models.TextField(_("what happened"))
    written_at = models.DateTimeField(_("at"))
    is_evidence = models.BooleanField(_("evidence"), default=False)
    """What somebody saw, kept or said, in its own words: ``source`` and ``happened_at`` say
    from where and of when."""
    source = models.CharField(_("from where"), max_length=200, blank=True)
    happened_at = models.DateTimeField(_("of when"), null=True)

    class Meta:
        verbose_name = _("entry of a case")
        verbose_name_plural = _("entries of a case")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_evidence=True, happened_at__isnull=False)
                | Q(is_evidence=False, happened_at__isnull=True, source=""),
                name="safeguarding_evidence_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.written_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write an entry, once.

        Raises:
            KeptEntryError: it stands in the log already.
        """
        if not self._state.adding:
            raise KeptEntryError(str(self))
        super().save(*args, **kwargs)


class CaseStep(models.Model):
    """A line of the checklist that somebody has ticked."""

    case = models.ForeignKey(
        SafeguardingCase, on_delete=models.CASCADE, related_name="steps"
    )
    step = models.CharField(_("step"), max_length=8, choices=SafeguardingStep)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    done_at = models.DateTimeField(_("done"))

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of a case")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], name="safeguarding_step_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.step}"


class CaseEvidence(models.Model):
    """A row that is kept as long as the case is (ME40, P46)."""

    case = models.ForeignKey(
        SafeguardingCase, on_delete=models.CASCADE, related_name="evidence"
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    kept_at = models.DateTimeField(_("kept since"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "content_type", "object_id"],
                name="safeguarding_evidence_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["content_type", "object_id"], name="safeguarding_by_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.content_type_id}/{self.object_id}"


class FreezeQuerySet(models.QuerySet["Freeze"]):
    def in_force(self) -> "FreezeQuerySet":
        return self.filter(ended_at__isnull=True)

    def of(self, member_id: int) -> "FreezeQuerySet":
        return self.filter(Q(member=member_id) | Q(other=member_id))


class Freeze(models.Model):
    """No contact: between two members, or of one with anybody, while a case needs it."""

    case = models.ForeignKey(
        SafeguardingCase, on_delete=models.CASCADE, related_name="freezes"
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="freezes")
    other = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, related_name="+"
    )
    frozen_at = models.DateTimeField(_("frozen"))
    ended_at = models.DateTimeField(_("until"), null=True)

    objects = FreezeQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen contact")
        verbose_name_plural = _("frozen contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member"],
                condition=Q(ended_at__isnull=True, other__isnull=True),
                name="freeze_of_one_once",
            ),
            models.UniqueConstraint(
                fields=["case", "member", "other"],
                condition=Q(ended_at__isnull=True),
                name="freeze_of_two_once",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(member=F("other")),
                name="freeze_of_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.other_id or '*'}"
