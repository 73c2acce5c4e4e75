"""Offers along the education chain: the row, their pages, and their index (ED27)."""

from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField

from cms.blocks import DownloadBlock, EventDateBlock
from cms.editor_forms import OfferPageForm
from cms.enums import Availability
from cms.geo import sort_key
from cms.models.base import BasePage, ThingPage, make_term_panels
from cms.models.offer_checks import find_offer_problems, find_order_problems
from cms.models.places import Ages, Place, make_pair_constraints
from cms.models.thing import Thing
from cms.validators.content import Problem

NEXT_OFFERS = "next_offers"


class OfferQuerySet(models.QuerySet["Offer"]):
    def listed(self, locale: Locale) -> "OfferQuerySet":
        """Keep offers that have a live page of their own in this language."""
        pages: Any = apps.get_model("cms", "OfferPage").objects.listed(locale)
        return self.filter(Exists(pages.filter(offer=OuterRef("pk"))))


class Offer(Thing, Place, Ages):
    provider_name = models.CharField(_("provider"), max_length=200, blank=True)
    is_on_site = models.BooleanField(_("at the provider's"), default=False)
    is_mobile = models.BooleanField(_("comes to the school"), default=False)
    is_online = models.BooleanField(_("online"), default=False)
    travel_km = models.PositiveSmallIntegerField(
        _("how far it comes, in kilometres"), null=True, blank=True
    )
    is_free = models.BooleanField(_("free of charge"), default=False)
    minutes = models.PositiveIntegerField(_("length in minutes"), null=True, blank=True)
    group_from = models.PositiveSmallIntegerField(
        _("group from"), null=True, blank=True
    )
    group_to = models.PositiveSmallIntegerField(_("group to"), null=True, blank=True)
    availability = models.CharField(
        _("when"), max_length=12, choices=Availability, default=Availability.ON_REQUEST
    )
    takes_requests = models.BooleanField(_("can be asked for here"), default=False)
    title_key = models.CharField(max_length=255, blank=True, editable=False)
    """The source page's title as it is sorted, so that lists are read from an index."""

    next_offers = models.ManyToManyField(
        "self", symmetrical=False, related_name="previous_offers"
    )
    """What comes after it; kept here too, so that the way is found from both ends (ED13)."""

    changed_at = models.DateTimeField(auto_now=True)

    page_accessors: ClassVar = ("offer_pages",)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(group_from__isnull=True)
                | Q(group_to__isnull=True)
                | Q(group_to__gte=F("group_from")),
                name="offer_groups_in_order",
            ),
            *make_pair_constraints("offer"),
        ]
        indexes = [
            models.Index(fields=["title_key", "id"], name="offer_by_title"),
            models.Index(fields=["network", "title_key"], name="offer_by_network"),
            models.Index(fields=["latitude", "longitude"], name="offer_by_point"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"

    def write_facts(self, facts: dict[str, Any]) -> None:
        columns = {name: value for name, value in facts.items() if name != NEXT_OFFERS}
        super().write_facts(columns)
        if NEXT_OFFERS in facts:
            self.next_offers.set(facts[NEXT_OFFERS])


class OfferIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar = ["cms.OfferPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of offers")


class OfferPage(ThingPage, Place, Ages):
    thing_attribute = "offer"
    base_form_class = OfferPageForm

    offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, related_name="offer_pages", editable=False
    )
    provider_name = models.CharField(_("provider"), max_length=200)
    provider_url = models.URLField(_("website of the provider"), blank=True)
    is_on_site = models.BooleanField(_("at the provider's"), default=False)
    is_mobile = models.BooleanField(_("comes to the school"), default=False)
    is_online = models.BooleanField(_("online"), default=False)
    venue_name = models.CharField(_("place"), max_length=200, blank=True)
    venue_address = models.TextField(
        _("address"),
        blank=True,
        help_text=_(
            "Street, postcode and town; the postcode sets the point of the map. Of a "
            "mobile offer: where it sets out from."
        ),
    )
    travel_km = models.PositiveSmallIntegerField(
        _("how far it comes, in kilometres"),
        null=True,
        blank=True,
        help_text=_("Empty: into the districts chosen below, or everywhere."),
    )
    directions = models.TextField(
        _("how to get there by bus and train"),
        blank=True,
        help_text=_("Lines, stops, what it costs, and whether people share rides."),
    )
    availability = models.CharField(
        _("when"), max_length=12, choices=Availability, default=Availability.ON_REQUEST
    )
    dates = StreamField(
        [("date", EventDateBlock())], verbose_name=_("dates"), blank=True
    )
    minutes = models.PositiveIntegerField(
        _("length in minutes"),
        null=True,
        blank=True,
        help_text=_(
            "Usual: talk 90, workshop 180 to 300, a day 480. Empty where it takes weeks."
        ),
    )
    duration = models.CharField(
        _("length in words"),
        max_length=120,
        blank=True,
        help_text=_("“Five afternoons”; empty: made from the minutes."),
    )
    group_from = models.PositiveSmallIntegerField(
        _("group from"), null=True, blank=True
    )
    group_to = models.PositiveSmallIntegerField(_("group to"), null=True, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=False)
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    accessibility_note = models.TextField(
        _("accessibility"),
        blank=True,
        help_text=_("Steps, lifts, toilets, sign language, quiet rooms."),
    )
    preparation = models.TextField(_("what teachers prepare"), blank=True)
    materials = StreamField(
        [("item", DownloadBlock())], verbose_name=_("materials"), blank=True
    )
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    takes_requests = models.BooleanField(
        _("can be asked for here"),
        default=False,
        help_text=_(
            "Teachers and parents ask through a form; the question goes to the contact."
        ),
    )
    next_steps = StreamField(
        [("page", PageChooserBlock("cms.OfferPage"))],
        verbose_name=_("next steps"),
        blank=True,
        max_num=5,
        help_text=_("What comes after it, on the way to studies or an apprenticeship."),
    )

    fact_names: ClassVar = (
        "latitude",
        "longitude",
        "age_from",
        "age_to",
        "is_on_site",
        "is_mobile",
        "is_online",
        "travel_km",
        "is_free",
        "minutes",
        "group_from",
        "group_to",
        "availability",
        "takes_requests",
        "provider_name",
    )
    override_translatable_fields: ClassVar = [
        *(SynchronizedField(name, overridable=False) for name in fact_names),
        SynchronizedField("dates", overridable=False),
        SynchronizedField("provider_url"),
        SynchronizedField("venue_name"),
        SynchronizedField("venue_address"),
        SynchronizedField("contact_name"),
        SynchronizedField("contact_email"),
        SynchronizedField("contact_phone"),
    ]
    where_panels = [
        FieldPanel("is_on_site"),
        FieldPanel("is_mobile"),
        FieldPanel("is_online"),
        FieldPanel("venue_name"),
        FieldPanel("venue_address"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("travel_km"),
        FieldPanel("directions"),
    ]
    when_panels = [
        FieldPanel("availability"),
        FieldPanel("dates"),
        FieldPanel("minutes"),
        FieldPanel("duration"),
    ]
    who_panels = [
        FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
        FieldRowPanel([FieldPanel("group_from"), FieldPanel("group_to")]),
        FieldPanel("is_free"),
        FieldPanel("cost"),
        FieldPanel("languages"),
        FieldPanel("accessibility_note"),
    ]
    contact_panels = [
        FieldPanel("contact_name"),
        FieldPanel("contact_email"),
        FieldPanel("contact_phone"),
        FieldPanel("takes_requests"),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("provider_name"),
        FieldPanel("provider_url"),
        MultiFieldPanel(where_panels, heading=_("Where")),
        MultiFieldPanel(when_panels, heading=_("When")),
        MultiFieldPanel(who_panels, heading=_("For whom")),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
        FieldPanel("preparation"),
        FieldPanel("materials"),
        MultiFieldPanel(contact_panels, heading=_("Contact")),
        FieldPanel("next_steps"),
    ]
    promote_panels = make_term_panels(
        "stages",
        "class_levels",
        "formats",
        "topics",
        "promotion",
        "target_groups",
        "districts",
    )
    parent_page_types: ClassVar = ["cms.OfferIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def find_own_problems(self) -> list[Problem]:
        """Return what publishing must know besides the texts (ED22, ED27)."""
        return [*super().find_own_problems(), *find_offer_problems(self)]

    def find_draft_problems(self) -> list[Problem]:
        """Return what is wrong with the figures, which a draft is told as well."""
        return list(find_order_problems(self))

    def get_facts(self) -> dict[str, Any]:
        facts = {name: getattr(self, name) for name in self.fact_names}
        return (
            super().get_facts()
            | facts
            | {
                "title_key": sort_key(self.title)[:255],
                NEXT_OFFERS: self.find_next_offers(),
            }
        )

    def find_next_offers(self) -> Any:
        """Return the rows of the chosen next steps, whatever language was chosen."""
        chosen = [child["value"] for child in self.next_steps.raw_data]
        if not chosen:
            return []
        rows = Offer.objects.filter(offer_pages__in=chosen)
        return rows.exclude(pk=self.offer_id).distinct()
