"""Notices about items, the cases that they join, and what is decided (CO49–CO52)."""

import datetime as dt

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cms.models import Network
from community.enums import (
    Basis,
    CaseState,
    DecisionStage,
    NoticeReason,
    Outcome,
)
from community.models.member import Member

UNDECIDED = (CaseState.RECEIVED, CaseState.IN_REVIEW)
WAITING = (*UNDECIDED, CaseState.APPEALED)
"""States in which somebody must decide."""

ON_PEOPLE = (Outcome.RESTRICT, Outcome.SUSPEND, Outcome.BAN)


class ModerationCaseQuerySet(models.QuerySet["ModerationCase"]):
    def waiting(self) -> "ModerationCaseQuerySet":
        return self.filter(state__in=WAITING)

    def overdue(
        self, *, normal: dt.datetime, urgent: dt.datetime
    ) -> "ModerationCaseQuerySet":
        """Keep what has waited since before these moments and nobody else was asked."""
        return self.waiting().filter(
            Q(waiting_since__lte=normal) | Q(is_urgent=True, waiting_since__lte=urgent),
            escalated_at__isnull=True,
        )

    def in_queue_order(self) -> "ModerationCaseQuerySet":
        """Order by what waits, children at risk first, then the oldest (P7)."""
        waits = Case(
            When(state__in=WAITING, then=Value(0)),
            default=Value(1),
            output_field=models.IntegerField(),
        )
        return self.order_by(waits, "-is_urgent", "waiting_since", "pk")


class ModerationCase(models.Model):
    """Everything about one item until it is decided; notices meanwhile join it (CO50)."""

    number = models.CharField(_("number"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.PROTECT,
        related_name="community_cases",
    )
    author = models.ForeignKey(
        Member,
        verbose_name=_("whom it concerns"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="cases",
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=CaseState,
        default=CaseState.RECEIVED,
        editable=False,
    )
    is_urgent = models.BooleanField(_("child at risk"), default=False)
    public_title = models.CharField(max_length=300)
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("content when it was reported"), blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    hidden = models.JSONField(default=list, blank=True)
    """What brings the item back; empty while it can be seen."""
    is_held = models.BooleanField(_("kept out of sight"), default=False)
    """While a decision hides the item, nobody publishes it, whoever took it down."""
    objects_to = models.ForeignKey(
        "self",
        verbose_name=_("objection to"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="objections",
    )
    """The case that found no breach, where a reporter wants somebody else to look."""
    received_at = models.DateTimeField(_("received"))
    waiting_since = models.DateTimeField(_("waiting since"))
    escalated_at = models.DateTimeField(_("passed on"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = ModerationCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(state__in=UNDECIDED),
                name="moderation_case_undecided_once_an_item",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.CLOSED) | Q(closed_at__isnull=False),
                name="moderation_case_closed_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "waiting_since"], name="case_by_state"),
            models.Index(
                fields=["content_type", "object_id"],
                condition=Q(is_held=True),
                name="case_that_holds",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    def find_decision(self, stage: DecisionStage) -> "CaseDecision | None":
        return self.decisions.filter(stage=stage).first()


class Notice(models.Model):
    """What one person reports about an item, with or without an account (CO49)."""

    case = models.ForeignKey(
        ModerationCase, on_delete=models.CASCADE, related_name="notices"
    )
    reporter = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="notices"
    )
    reporter_key = models.CharField(max_length=64)
    """Keyed hash of the person, the address, or the form where there is neither."""
    reason = models.CharField(_("reason"), max_length=9, choices=NoticeReason)
    place = models.CharField(_("where"), max_length=300, blank=True)
    words = models.TextField(_("why"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=12)
    made_at = models.DateTimeField(_("reported"))
    appealed_at = models.DateTimeField(_("objected"), null=True)
    """When the reporter objected to the result: once, so the objection has it too."""

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter_key"], name="notice_once_a_reporter"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="notice_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_reason_display()}"


class CaseDecisionQuerySet(models.QuerySet["CaseDecision"]):
    def restricting(self) -> "CaseDecisionQuerySet":
        return self.exclude(outcome=Outcome.NOTHING)

    def holding(self, member: Member, now: dt.datetime) -> "CaseDecisionQuerySet":
        """Keep what restricts this member's account now."""
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            member=member,
            outcome__in=ON_PEOPLE,
            lifted_at__isnull=True,
        )

    def ended_by(self, now: dt.datetime) -> "CaseDecisionQuerySet":
        return self.filter(ends_at__lte=now, lifted_at__isnull=True)


class CaseDecision(models.Model):
    """One decision; a case has at most one at once, one by a person, one on the appeal."""

    case = models.ForeignKey(
        ModerationCase, on_delete=models.CASCADE, related_name="decisions"
    )
    stage = models.CharField(_("stage"), max_length=7, choices=DecisionStage)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    member = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="case_decisions"
    )
    basis = models.CharField(_("law or rule"), max_length=9, choices=Basis, blank=True)
    provision = models.CharField(_("which one"), max_length=200, blank=True)
    facts = models.TextField(_("facts"), blank=True)
    is_automated = models.BooleanField(_("decided by a program"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"))
    ends_at = models.DateTimeField(_("until"), null=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True)

    objects = CaseDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage"], name="case_decision_once_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.NOTHING) | (~Q(basis="") & ~Q(facts="")),
                name="case_decision_restricting_has_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=(Outcome.RESTRICT, Outcome.SUSPEND))
                | Q(ends_at__isnull=False),
                name="case_decision_for_a_time_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_outcome_display()}"

    @property
    def is_restricting(self) -> bool:
        return self.outcome != Outcome.NOTHING


class Statement(models.Model):
    """The statement of reasons of a restricting decision, and what is answered (P8).

    Its words are those of the decision; ``language`` is the one it was sent in.
    """

    decision = models.OneToOneField(
        CaseDecision, on_delete=models.CASCADE, related_name="statement"
    )
    language = models.CharField(max_length=12)
    made_at = models.DateTimeField(_("sent"))
    appeal_until = models.DateTimeField(_("appeal until"), null=True)
    appeal = models.TextField(_("appeal"), blank=True)
    appealed_at = models.DateTimeField(_("appealed"), null=True)

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")

    def __str__(self) -> str:
        return f"{self.decision}"

    def can_be_appealed_at(self, now: dt.datetime) -> bool:
        """Tell whether there is still time; whether the case is open, its state says."""
        until = self.appeal_until
        return until is not None and now < until and self.appealed_at is None


class CaseFigure(models.Model):
    """What stays of a case for the yearly figures: no item, no person, no network (CO52)."""

    case = models.OneToOneField(
        ModerationCase, on_delete=models.SET_NULL, null=True, related_name="figure"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    reason = models.CharField(_("reason"), max_length=9, choices=NoticeReason)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    hours = models.PositiveIntegerField(_("hours until decided"))
    is_reversed = models.BooleanField(_("changed after an appeal"), default=False)

    class Meta:
        indexes = [models.Index(fields=["year"], name="case_figure_by_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.get_outcome_display()}"


class BannedAddress(models.Model):
    """An address that may not join again, as a keyed hash only (CO50)."""

    key = models.CharField(max_length=64, unique=True)
    decision = models.ForeignKey(
        CaseDecision, on_delete=models.SET_NULL, null=True, related_name="addresses"
    )
    banned_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key[:8]
