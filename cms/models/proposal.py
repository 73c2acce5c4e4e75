"""Proposals: what people write in a form and editors publish (ED74)."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.enums import ProposalState
from cms.models.network import Network
from cms.models.state_change import StateChange

OPEN_STATES = (
    ProposalState.DRAFT,
    ProposalState.SUBMITTED,
    ProposalState.CHANGES_REQUESTED,
)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def proposed_by(self, user: Any) -> "ProposalQuerySet":
        return self.filter(proposer_id=user.pk)

    def open(self) -> "ProposalQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def waiting_since(self, moment: dt.datetime) -> "ProposalQuerySet":
        """Keep those that editors have not answered since this moment."""
        return self.filter(state=ProposalState.SUBMITTED, submitted_at__lte=moment)

    def about(self, row: models.Model) -> "ProposalQuerySet":
        return self.filter(
            content_type=ContentType.objects.get_for_model(row), object_id=row.pk
        )

    def newest_first(self) -> "ProposalQuerySet":
        return self.order_by("-created_at", "-pk")


class Proposal(models.Model):
    """One text on its way to the editors: a new item, or a change of a live one.

    The text itself is the Wagtail draft of the item's page in ``language``; this row
    holds who, where to and how far. ``token`` is that of the form: sent twice, it counts
    once (R9).
    """

    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.CASCADE,
        related_name="cms_proposals",
    )
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.CASCADE,
        related_name="proposals",
    )
    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=255)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ProposalState,
        default=ProposalState.DRAFT,
    )
    is_change = models.BooleanField(_("changes a published item"), default=False)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(null=True)
    thing = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["proposer", "token"], name="proposal_once_a_form"
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"],
                condition=Q(state__in=OPEN_STATES),
                name="proposal_open_once_a_page",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proposer", "-created_at", "-id"], name="proposal_by_person"
            ),
            models.Index(fields=["state", "submitted_at"], name="proposal_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def get_state_changes(self) -> models.QuerySet[StateChange]:
        """Return how far it came, oldest first; the reasons are what people wrote."""
        return StateChange.objects.filter(
            content_type=ContentType.objects.get_for_model(type(self)),
            object_id=self.pk,
        ).order_by("changed_at", "pk")
