"""Funding that one applies for elsewhere: the row, its pages, the directory, and advice (ED42, ED75)."""

import datetime as dt
from typing import Any, ClassVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BudgetLineBlock, DownloadBlock, PhaseBlock
from cms.editor_forms import FundingPageForm
from cms.enums import ArticleKind, LinkState, State, ThingChange
from cms.models.article import Article
from cms.models.base import SHORT_TEXT_FEATURES, BasePage, ThingPage, make_term_panels
from cms.models.leased import LeasedRow
from cms.models.thing import Thing, write_moment

SHOWN_AFTER_DEADLINE = dt.timedelta(days=30)
URL_LENGTH = 500


def build_over_rule(now: dt.datetime) -> Q:
    """Return the condition that one can apply no longer, or not at present."""
    return Q(deadline_at__lte=now) | Q(is_in_force=False)


def build_shown_rule(now: dt.datetime) -> Q:
    """Return the condition of lists: what expired 30 days ago has left them."""
    return Q(deadline_at__isnull=True) | Q(deadline_at__gt=now - SHOWN_AFTER_DEADLINE)


class FundingQuerySet(models.QuerySet["FundingEntry"]):
    def listed(self, locale: Locale) -> "FundingQuerySet":
        """Keep entries that have a live page of their own in this language."""
        pages: Any = apps.get_model("cms", "FundingPage").objects.listed(locale)
        return self.filter(Exists(pages.filter(entry=OuterRef("pk"))))

    def shown_at(self, now: dt.datetime) -> "FundingQuerySet":
        return self.filter(build_shown_rule(now))

    def sinking(self, now: dt.datetime) -> "FundingQuerySet":
        """Order by deadline, without one last; what is over sinks below all others."""
        sunk = Case(When(build_over_rule(now), then=Value(1)), default=Value(0))
        return self.annotate(sunk=sunk).order_by(
            "sunk", F("deadline_at").asc(nulls_last=True), "pk"
        )


class FundingEntry(Thing):
    source = models.CharField(_("source"), max_length=60, blank=True, editable=False)
    external_key = models.CharField(
        _("key in the source"), max_length=120, blank=True, editable=False
    )
    imported_values = models.JSONField(default=dict, editable=False)
    """What the last import wrote, so that later changes by staff are seen."""

    url = models.URLField(_("address"), max_length=URL_LENGTH)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    is_in_force = models.BooleanField(_("in force"), default=True)
    advice = models.ForeignKey(
        Article,
        verbose_name=_("help with the application"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="advised_entries",
    )
    link_state = models.CharField(
        _("link"),
        max_length=8,
        choices=LinkState,
        default=LinkState.UNKNOWN,
        editable=False,
    )
    last_checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)

    page_accessors: ClassVar = ("funding_pages",)

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding entry")
        verbose_name_plural = _("funding entries")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_key"],
                condition=~Q(external_key=""),
                name="funding_key_once_a_source",
            )
        ]
        indexes = [
            models.Index(fields=["deadline_at", "id"], name="funding_by_deadline"),
            models.Index(fields=["link_state"], name="funding_by_link"),
        ]

    def __str__(self) -> str:
        return f"funding {self.pk}"

    def list_told_facts(self) -> dict[ThingChange, str]:
        return {ThingChange.DEADLINE_MOVED: write_moment(self.deadline_at)}

    def is_over(self, now: dt.datetime) -> bool:
        """Tell whether one cannot apply; the twin of ``build_over_rule``."""
        has_ended = self.deadline_at is not None and self.deadline_at <= now
        return has_ended or not self.is_in_force

    @transaction.atomic
    def write_facts(self, facts: dict[str, Any]) -> None:
        """Write what the source page says; another address has not been checked yet."""
        columns = dict(facts)
        states: list[str] | None = columns.pop("states", None)
        if columns.get("url", self.url) != self.url:
            columns |= {"link_state": LinkState.UNKNOWN, "last_checked_at": None}
        super().write_facts(columns)
        if states is not None:
            self.states.exclude(state__in=states).delete()
            FundingState.objects.bulk_create(
                [FundingState(entry=self, state=state) for state in states],
                ignore_conflicts=True,
            )


class FundingState(models.Model):
    """A state in which one may apply; an entry without any is for all of Germany."""

    entry = models.ForeignKey(
        FundingEntry, on_delete=models.CASCADE, related_name="states"
    )
    state = models.CharField(_("state"), max_length=5, choices=State)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "state"], name="funding_state_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.state}"


class LinkCheck(LeasedRow):
    """The weekly look at the address of an entry; the same row comes due again."""

    entry = models.OneToOneField(
        FundingEntry, on_delete=models.CASCADE, related_name="link_check"
    )

    retry_seconds: ClassVar = (600, 3600, 21_600)

    class Meta(LeasedRow.Meta):
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")


class FundingIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["cms.FundingPage", "cms.AdvicePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("funding directory")


class AdvicePage(ThingPage):
    """Help with applications: what is asked, what to do, a sample budget, whom to ask."""

    thing_attribute = "article"
    is_followable: ClassVar = False

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="advice_pages", editable=False
    )
    requirements = RichTextField(
        _("what funders ask"), blank=True, features=SHORT_TEXT_FEATURES
    )
    phases = StreamField(
        [("phase", PhaseBlock())],
        verbose_name=_("steps"),
        blank=True,
        help_text=_(
            "In order. Readers tick the points and print them, without account."
        ),
    )
    budget = StreamField(
        [("line", BudgetLineBlock())],
        verbose_name=_("sample budget"),
        blank=True,
        help_text=_("Line by line; the sum is added up by itself."),
    )
    documents = StreamField(
        [("item", DownloadBlock())], verbose_name=_("documents"), blank=True
    )
    advice_hours = RichTextField(
        _("advice hours"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("When somebody can be asked, and how."),
    )
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)

    override_translatable_fields: ClassVar = [
        SynchronizedField("contact_name"),
        SynchronizedField("contact_phone"),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("requirements"),
        FieldPanel("body"),
        FieldPanel("phases"),
        FieldPanel("budget"),
        FieldPanel("documents"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
                FieldPanel("advice_hours"),
            ],
            heading=_("Whom to ask"),
        ),
    ]
    parent_page_types: ClassVar = ["cms.FundingIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("advice on applications")
        verbose_name_plural = _("advice on applications")

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": ArticleKind.ADVICE}


class FundingPage(ThingPage):
    thing_attribute = "entry"
    base_form_class = FundingPageForm

    entry = models.ForeignKey(
        FundingEntry,
        on_delete=models.PROTECT,
        related_name="funding_pages",
        editable=False,
    )
    funder = models.CharField(_("funder"), max_length=200)
    amount = models.CharField(_("sum"), max_length=200, blank=True)
    url = models.URLField(
        _("address"),
        max_length=URL_LENGTH,
        help_text=_("The funder's page. It is checked every week."),
    )
    eligibility = RichTextField(
        _("who may apply"), blank=True, features=SHORT_TEXT_FEATURES
    )
    deadline_at = models.DateTimeField(
        _("deadline"),
        null=True,
        blank=True,
        help_text=_("Local time in Berlin. Empty: one can apply at any time."),
    )
    is_in_force = models.BooleanField(
        _("in force"),
        default=True,
        help_text=_("Off: the programme pauses or has ended. The entry sinks."),
    )
    states = models.JSONField(_("regions"), default=list, blank=True)
    source = models.CharField(
        _("source"),
        max_length=60,
        blank=True,
        help_text=_("Where this entry comes from, if not from the portal."),
    )
    advice_page = models.ForeignKey(
        AdvicePage,
        verbose_name=_("help with the application"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page that says who helps with this one."),
    )

    fact_names: ClassVar = ("url", "deadline_at", "is_in_force", "states")
    override_translatable_fields: ClassVar = [
        *(SynchronizedField(name, overridable=False) for name in fact_names),
        SynchronizedField("advice_page", overridable=False),
        SynchronizedField("source", overridable=False),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("funder"),
        FieldPanel("amount"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("deadline_at"), FieldPanel("is_in_force")]),
        FieldPanel("eligibility"),
        FieldPanel("states"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
        FieldPanel("advice_page"),
        FieldPanel("source"),
    ]
    promote_panels = make_term_panels(
        "funding_types", "funding_areas", "eligible_bodies", "stages", "topics"
    )
    parent_page_types: ClassVar = ["cms.FundingIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("funding entry")
        verbose_name_plural = _("funding entries")

    def get_facts(self) -> dict[str, Any]:
        advice = self.advice_page.article_id if self.advice_page else None
        facts = {name: getattr(self, name) for name in self.fact_names}
        return super().get_facts() | facts | {"advice_id": advice}

    def get_row_defaults(self) -> dict[str, Any]:
        return {"url": self.url}
