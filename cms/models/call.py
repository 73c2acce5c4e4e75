"""Calls for applications: the row with its dates, its pages, and their index."""

import datetime as dt
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField

from cms.enums import CallStatus
from cms.models.base import BasePage, ThingPage
from cms.models.thing import Thing

CLOSING_WITHIN = dt.timedelta(days=7)


class CallQuerySet(models.QuerySet["Call"]):
    def listed(self, locale: Locale) -> "CallQuerySet":
        """Keep calls that have a live page of their own in this language."""
        pages: Any = apps.get_model("cms", "CallPage").objects.listed(locale)
        return self.filter(Exists(pages.filter(call=OuterRef("pk"))))

    def open_at(self, now: dt.datetime) -> "CallQuerySet":
        return self.filter(
            Q(opens_at__isnull=True) | Q(opens_at__lte=now),
            Q(deadline_at__isnull=True) | Q(deadline_at__gt=now),
        )

    def with_status(self, status: str, now: dt.datetime) -> "CallQuerySet":
        """Keep calls whose computed status is this one; the twin of ``Call.get_status``."""
        opened = Q(opens_at__isnull=True) | Q(opens_at__lte=now)
        running = Q(deadline_at__isnull=True) | Q(deadline_at__gt=now)
        soon = Q(deadline_at__lte=now + CLOSING_WITHIN)
        decided = Q(decided_at__lte=now)
        reviewing = Q(review_from__lte=now)
        conditions = {
            CallStatus.ANNOUNCED: Q(opens_at__gt=now),
            CallStatus.OPEN: opened & running & ~(Q(deadline_at__isnull=False) & soon),
            CallStatus.CLOSING: opened & running & soon,
            CallStatus.DECIDED: opened & Q(deadline_at__lte=now) & decided,
            CallStatus.IN_REVIEW: opened
            & Q(deadline_at__lte=now)
            & reviewing
            & (Q(decided_at__isnull=True) | Q(decided_at__gt=now)),
            CallStatus.CLOSED: opened
            & Q(deadline_at__lte=now)
            & (Q(review_from__isnull=True) | Q(review_from__gt=now))
            & (Q(decided_at__isnull=True) | Q(decided_at__gt=now)),
        }
        return self.filter(conditions[CallStatus(status)])

    def by_deadline(self) -> "CallQuerySet":
        """Order by deadline; rolling calls have none and come last."""
        return self.order_by(F("deadline_at").asc(nulls_last=True), "pk")


class Call(Thing):
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    review_from = models.DateTimeField(_("review from"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    page_accessors: ClassVar = ("call_pages",)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(deadline_at__isnull=True)
                | Q(deadline_at__gt=F("opens_at")),
                name="call_deadline_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True)
                | Q(deadline_at__isnull=True)
                | Q(decided_at__gte=F("deadline_at")),
                name="call_decided_after_deadline",
            ),
        ]
        indexes = [
            models.Index(fields=["deadline_at", "id"], name="call_by_deadline"),
            models.Index(fields=["network", "deadline_at"], name="call_by_network"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"

    def get_status(self, now: dt.datetime) -> CallStatus:
        """Return the status that the dates say; the twin of ``CallQuerySet.with_status``."""
        if self.opens_at and self.opens_at > now:
            return CallStatus.ANNOUNCED
        if self.deadline_at is None:
            return CallStatus.OPEN
        if self.deadline_at > now:
            closing = self.deadline_at <= now + CLOSING_WITHIN
            return CallStatus.CLOSING if closing else CallStatus.OPEN
        if self.decided_at and self.decided_at <= now:
            return CallStatus.DECIDED
        if self.review_from and self.review_from <= now:
            return CallStatus.IN_REVIEW
        return CallStatus.CLOSED


class CallIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar = ["cms.CallPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of calls")


class CallPage(ThingPage):
    thing_attribute = "call"

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="call_pages", editable=False
    )
    funder = models.CharField(_("funder"), max_length=200)
    amount = models.CharField(_("sum"), max_length=200, blank=True)
    purpose = RichTextField(_("purpose"), blank=True)
    eligibility = RichTextField(_("who may apply"), blank=True)
    area = models.CharField(_("area"), max_length=200, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    deadline_at = models.DateTimeField(
        _("deadline"),
        null=True,
        blank=True,
        help_text=_("Local time in Berlin. Empty: a rolling call without a deadline."),
    )
    review_from = models.DateTimeField(_("review from"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    apply_url = models.URLField(_("address for applications"), blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)

    fact_names: ClassVar = ("opens_at", "deadline_at", "review_from", "decided_at")
    override_translatable_fields: ClassVar = [
        *(SynchronizedField(name, overridable=False) for name in fact_names),
        SynchronizedField("apply_url"),
        SynchronizedField("contact_name"),
        SynchronizedField("contact_phone"),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("funder"),
        FieldPanel("amount"),
        FieldPanel("purpose"),
        FieldPanel("eligibility"),
        FieldPanel("area"),
        FieldPanel("opens_at"),
        FieldPanel("deadline_at"),
        FieldPanel("review_from"),
        FieldPanel("decided_at"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
        FieldPanel("apply_url"),
        FieldPanel("contact_name"),
        FieldPanel("contact_email"),
        FieldPanel("contact_phone"),
    ]
    parent_page_types: ClassVar = ["cms.CallIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def get_facts(self) -> dict[str, Any]:
        return super().get_facts() | {
            name: getattr(self, name) for name in self.fact_names
        }
