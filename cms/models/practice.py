"""Good practice: projects described so that others can copy them (ED37)."""

import datetime as dt
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField

from cms.blocks import DownloadBlock, LinkBlock, PartBlock
from cms.editor_forms import PracticePageForm
from cms.enums import Licence, PracticeStatus
from cms.models.base import SHORT_TEXT_FEATURES, BasePage, ThingPage, make_term_panels
from cms.models.thing import Thing

PROSE_FIELDS = ("idea", "goals", "implementation", "effect")
NEED_FIELDS = (
    "participants",
    "timeframe",
    "staff",
    "budget",
    "financing",
    "technical_needs",
    "rooms",
)
"""What one needs who copies it, each a short text."""


def get_status_conditions(today: dt.date) -> dict[PracticeStatus, Q]:
    over = Q(ends_on__lt=today)
    return {
        PracticeStatus.PLANNED: Q(starts_on__gt=today),
        PracticeStatus.RUNNING: (Q(starts_on__isnull=True) | Q(starts_on__lte=today))
        & (Q(ends_on__isnull=True) | Q(ends_on__gte=today)),
        PracticeStatus.ENDED: over,
    }


class PracticeQuerySet(models.QuerySet["PracticeEntry"]):
    def listed(self, locale: Locale) -> "PracticeQuerySet":
        """Keep entries that have a live page of their own in this language."""
        pages: Any = apps.get_model("cms", "PracticePage").objects.listed(locale)
        return self.filter(Exists(pages.filter(entry=OuterRef("pk"))))

    def annotate_status(self, today: dt.date) -> "PracticeQuerySet":
        """Add the computed status as ``status``; the twin of ``get_status``."""
        cases = [
            When(condition, then=Value(status.value))
            for status, condition in get_status_conditions(today).items()
        ]
        return self.annotate(status=Case(*cases, output_field=models.CharField()))


class PracticeEntry(Thing):
    """A project; without dates it has always been there and goes on."""

    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)

    page_accessors: ClassVar = ("practice_pages",)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice entry")
        verbose_name_plural = _("practice entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="practice_ends_after_beginning",
            )
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="practice_newest_first"),
            models.Index(
                fields=["network", "-created_at", "-id"], name="practice_by_network"
            ),
        ]

    def __str__(self) -> str:
        return f"practice {self.pk}"

    def get_status(self, today: dt.date) -> PracticeStatus:
        if self.starts_on and self.starts_on > today:
            return PracticeStatus.PLANNED
        if self.ends_on and self.ends_on < today:
            return PracticeStatus.ENDED
        return PracticeStatus.RUNNING


class PracticeIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar = ["cms.PracticePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of good practice")


class PracticePage(ThingPage):
    needs_second_reader = True
    thing_attribute = "entry"
    base_form_class = PracticePageForm

    entry = models.ForeignKey(
        PracticeEntry,
        on_delete=models.PROTECT,
        related_name="practice_pages",
        editable=False,
    )
    subline = models.CharField(
        _("subline"),
        max_length=100,
        blank=True,
        help_text=_("Stands below the title: what it is, in a few words."),
    )
    idea = RichTextField(
        _("idea"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("What it is about, and which need it answers."),
    )
    goals = RichTextField(
        _("goals"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("What is different afterwards, and for whom."),
    )
    implementation = RichTextField(
        _("implementation"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("Step by step, so that others can do it too."),
    )
    effect = RichTextField(
        _("effect, and how it is checked"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("What was counted, asked or observed, and what came of it."),
    )
    participants = models.CharField(
        _("participants"),
        max_length=200,
        blank=True,
        help_text=_("How many take part, and how they are grouped."),
    )
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(
        _("ends"),
        null=True,
        blank=True,
        help_text=_("Empty: it goes on. Afterwards the page says that it has ended."),
    )
    timeframe = models.CharField(
        _("timeframe"),
        max_length=200,
        blank=True,
        help_text=_("How long it takes in words, for example: ten afternoons."),
    )
    staff = models.CharField(
        _("staff"),
        max_length=200,
        blank=True,
        help_text=_("How many people it takes, and what they must know."),
    )
    budget = models.CharField(
        _("budget"),
        max_length=200,
        blank=True,
        help_text=_("What it costs, and what the money is for."),
    )
    financing = models.CharField(_("financing"), max_length=300, blank=True)
    technical_needs = models.CharField(_("technical needs"), max_length=300, blank=True)
    rooms = models.CharField(_("rooms"), max_length=300, blank=True)
    roles = StreamField(
        [("part", PartBlock())],
        verbose_name=_("who does what"),
        blank=True,
        help_text=_("Functions and their tasks. Name no person who has not agreed."),
    )
    contact_name = models.CharField(_("name"), max_length=120, blank=True)
    contact_email = models.EmailField(_("email"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    transfer_name = models.CharField(_("name"), max_length=120, blank=True)
    transfer_email = models.EmailField(_("email"), blank=True)
    transfer_text = models.CharField(
        _("what they help with"),
        max_length=200,
        blank=True,
        help_text=_("For example: lends the boxes, comes to a first meeting."),
    )
    links = StreamField([("link", LinkBlock())], verbose_name=_("links"), blank=True)
    materials = StreamField(
        [("item", DownloadBlock())],
        verbose_name=_("materials"),
        blank=True,
        help_text=_("Worksheets, plans, lists: what others need to copy it."),
    )
    materials_licence = models.CharField(
        _("licence of the materials"),
        max_length=20,
        choices=Licence,
        blank=True,
        help_text=_("Who may use them, and how. Needed with materials."),
    )

    fact_names: ClassVar = ("starts_on", "ends_on")
    override_translatable_fields: ClassVar = [
        *(SynchronizedField(name, overridable=False) for name in fact_names),
        SynchronizedField("contact_name"),
        SynchronizedField("contact_phone"),
        SynchronizedField("transfer_name"),
        SynchronizedField("materials_licence", overridable=False),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("subline"),
        FieldPanel("summary"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        MultiFieldPanel(
            [
                FieldPanel("idea"),
                FieldPanel("goals"),
                FieldPanel("implementation"),
                FieldPanel("effect"),
            ],
            heading=_("What you do and why"),
        ),
        FieldPanel("body", heading=_("Further text, pictures and videos")),
        MultiFieldPanel(
            [
                FieldPanel("participants"),
                FieldPanel("starts_on"),
                FieldPanel("ends_on"),
                FieldPanel("timeframe"),
                FieldPanel("staff"),
                FieldPanel("budget"),
                FieldPanel("financing"),
                FieldPanel("technical_needs"),
                FieldPanel("rooms"),
            ],
            heading=_("What it takes"),
        ),
        FieldPanel("roles"),
        MultiFieldPanel(
            [FieldPanel("materials"), FieldPanel("materials_licence")],
            heading=_("Materials"),
        ),
        FieldPanel("links"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("transfer_name"),
                FieldPanel("transfer_email"),
                FieldPanel("transfer_text"),
            ],
            heading=_("Who helps others to copy it"),
        ),
    ]
    promote_panels = make_term_panels(
        "stages", "topics", "target_groups", "special_groups", "formats", "districts"
    )
    parent_page_types: ClassVar = ["cms.PracticeIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practice")

    def get_facts(self) -> dict[str, Any]:
        return super().get_facts() | {
            name: getattr(self, name) for name in self.fact_names
        }
