"""Calls for applications: the row with its dates, its pages, and their index."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField

from cms.blocks import DownloadBlock, InformationDateBlock
from cms.editor_forms import CallPageForm
from cms.enums import CallStatus, ThingChange
from cms.models.base import SHORT_TEXT_FEATURES, BasePage, ThingPage
from cms.models.thing import Thing, write_moment

CLOSING_WITHIN = dt.timedelta(days=7)


def get_status_conditions(now: dt.datetime) -> dict[CallStatus, Q]:
    opened = Q(opens_at__isnull=True) | Q(opens_at__lte=now)
    running = Q(deadline_at__isnull=True) | Q(deadline_at__gt=now)
    soon = Q(deadline_at__lte=now + CLOSING_WITHIN)
    over = opened & Q(deadline_at__lte=now)
    undecided = Q(decided_at__isnull=True) | Q(decided_at__gt=now)
    reviewing = Q(review_from__lte=now)
    return {
        CallStatus.ANNOUNCED: Q(opens_at__gt=now),
        CallStatus.OPEN: opened & running & ~(Q(deadline_at__isnull=False) & soon),
        CallStatus.CLOSING: opened & running & soon,
        CallStatus.DECIDED: over & Q(decided_at__lte=now),
        CallStatus.IN_REVIEW: over & undecided & reviewing,
        CallStatus.CLOSED: over
        & undecided
        & (Q(review_from__isnull=True) | Q(review_from__gt=now)),
    }


def build_status_rule(statuses: Iterable[str], now: dt.datetime) -> Q:
    """Return the condition of one of these statuses; without any it holds for no call."""
    conditions = get_status_conditions(now)
    rule = Q(pk__in=[])
    for status in statuses:
        rule |= conditions[CallStatus(status)]
    return rule


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
        return self.filter(get_status_conditions(now)[CallStatus(status)])

    def with_any_status(
        self, statuses: Iterable[str], now: dt.datetime
    ) -> "CallQuerySet":
        return self.filter(build_status_rule(statuses, now))

    def annotate_status(self, now: dt.datetime) -> "CallQuerySet":
        """Add the computed status as ``status``, to count by it."""
        cases = [
            When(condition, then=Value(status.value))
            for status, condition in get_status_conditions(now).items()
        ]
        return self.annotate(status=Case(*cases, output_field=models.CharField()))

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

    def list_told_facts(self) -> dict[ThingChange, str]:
        return {ThingChange.DEADLINE_MOVED: write_moment(self.deadline_at)}

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
    base_form_class = CallPageForm

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="call_pages", editable=False
    )
    funder = models.CharField(_("funder"), max_length=200)
    amount = models.CharField(_("sum"), max_length=200, blank=True)
    purpose = RichTextField(_("purpose"), blank=True, features=SHORT_TEXT_FEATURES)
    eligibility = RichTextField(
        _("who may apply"), blank=True, features=SHORT_TEXT_FEATURES
    )
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
    information_dates = StreamField(
        [("date", InformationDateBlock())],
        verbose_name=_("information dates"),
        blank=True,
        help_text=_("Question hours and the like, in order."),
    )
    documents = StreamField(
        [("item", DownloadBlock())], verbose_name=_("documents"), blank=True
    )
    results_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("results page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who was chosen, once it is decided."),
    )
    related = StreamField(
        [("page", PageChooserBlock("cms.CallPage"))],
        verbose_name=_("related calls"),
        blank=True,
        max_num=3,
        help_text=_("Empty: open calls on the same topics."),
    )

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
        MultiFieldPanel(
            [
                FieldPanel("opens_at"),
                FieldPanel("deadline_at"),
                FieldPanel("review_from"),
                FieldPanel("decided_at"),
            ],
            heading=_("Dates"),
        ),
        FieldPanel("information_dates"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
        FieldPanel("apply_url"),
        FieldPanel("documents"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
            ],
            heading=_("Contact"),
        ),
        FieldPanel("results_page"),
        FieldPanel("related"),
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
