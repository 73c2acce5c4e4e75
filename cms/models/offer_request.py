"""Requests for an offer, asked by adults without an account (ED29)."""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.enums import AskerRole, OfferRequestState
from cms.models.network import Network
from cms.models.offer import Offer

OPEN_REQUESTS = (OfferRequestState.ASKED, OfferRequestState.ANSWERED)
"""Somebody still has to say something."""

ENDED_REQUESTS = (
    OfferRequestState.ARRANGED,
    OfferRequestState.DECLINED,
    OfferRequestState.LAPSED,
)


class OfferRequestQuerySet(models.QuerySet["OfferRequest"]):
    def confirmed(self) -> "OfferRequestQuerySet":
        """Leave out what nobody has confirmed: it may be anybody's address."""
        return self.exclude(state=OfferRequestState.UNCONFIRMED)

    def unconfirmed_since(self, moment: dt.datetime) -> "OfferRequestQuerySet":
        return self.filter(state=OfferRequestState.UNCONFIRMED, created_at__lte=moment)

    def overdue_on(self, day: dt.date) -> "OfferRequestQuerySet":
        """Keep those whose last day for an answer is over."""
        return self.filter(state=OfferRequestState.ASKED, due_on__lt=day)

    def silent_since(self, moment: dt.datetime) -> "OfferRequestQuerySet":
        """Keep open ones about which nobody has said anything since this moment."""
        asked = Q(state=OfferRequestState.ASKED, asked_at__lte=moment)
        answered = Q(state=OfferRequestState.ANSWERED, answered_at__lte=moment)
        return self.filter(asked | answered)

    def ended_before(self, moment: dt.datetime) -> "OfferRequestQuerySet":
        """Keep ended ones that still name the person."""
        return self.filter(emptied_at__isnull=True, ended_at__lte=moment)


class OfferRequest(models.Model):
    """One question to the provider of an offer, from confirming the address to its end.

    ``token`` is that of the form: sent twice, it counts once (R9). What names the person
    is emptied some time after the end (P65); offer, role, state and dates stay.
    """

    offer = models.ForeignKey(
        Offer,
        verbose_name=_("offer"),
        on_delete=models.PROTECT,
        related_name="requests",
    )
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.PROTECT,
        related_name="offer_requests",
    )
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=OfferRequestState,
        default=OfferRequestState.UNCONFIRMED,
        editable=False,
    )
    language = models.CharField(_("language"), max_length=12)
    role = models.CharField(_("role"), max_length=12, choices=AskerRole)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    place = models.CharField(_("school or place"), max_length=200, blank=True)
    group_size = models.PositiveSmallIntegerField(_("size of the group"), null=True)
    wished_dates = models.CharField(_("wished dates"), max_length=300, blank=True)
    message = models.TextField(_("message"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    created_at = models.DateTimeField(_("written"))
    asked_at = models.DateTimeField(_("asked"), null=True)
    due_on = models.DateField(_("answer until"), null=True)
    reminded_at = models.DateTimeField(_("coordinator told"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    emptied_at = models.DateTimeField(_("person removed"), null=True)

    personal_fields: ClassVar = (
        "name",
        "email",
        "place",
        "wished_dates",
        "message",
        "answer",
    )
    """What is emptied after the end."""

    objects = OfferRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for an offer")
        verbose_name_plural = _("requests for offers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=OfferRequestState.UNCONFIRMED)
                | Q(asked_at__isnull=False, due_on__isnull=False),
                name="offer_request_asked_has_due_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED_REQUESTS) | Q(ended_at__isnull=False),
                name="offer_request_ended_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True)
                | Q(name="", email="", place="", message="", answer=""),
                name="offer_request_emptied_names_nobody",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="offer_request_by_due_day"),
            models.Index(
                fields=["network", "-created_at"], name="offer_request_by_network"
            ),
            models.Index(
                fields=["emptied_at", "ended_at"], name="offer_request_by_end"
            ),
        ]

    def __str__(self) -> str:
        # Wagtail writes this into its log, which is kept longer than the person.
        return f"offer request {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REQUESTS
