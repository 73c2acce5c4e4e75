"""Webinars with their recordings, and the academy (ED40)."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import (
    ChapterBlock,
    ContactBlock,
    DownloadBlock,
    ModuleBlock,
    SpeakerBlock,
    VideoBlock,
)
from cms.enums import ArticleKind, EventKind, EventMode, SpokenLanguage
from cms.models.article import Article
from cms.models.base import SHORT_TEXT_FEATURES, BasePage, ThingPage
from cms.models.event import Event, EventFields


class WebinarIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar = ["cms.WebinarPage", "cms.AcademyPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("library of webinars")


class WebinarPage(EventFields):
    event_kind = EventKind.WEBINAR

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="webinar_pages", editable=False
    )
    mode = models.CharField(
        _("where"), max_length=8, choices=EventMode, default=EventMode.ONLINE
    )
    spoken_language = models.CharField(
        _("language of the webinar"),
        max_length=3,
        choices=SpokenLanguage,
        default=SpokenLanguage.GERMAN,
    )
    speakers = StreamField(
        [("speaker", SpeakerBlock())],
        verbose_name=_("speakers"),
        blank=True,
        help_text=_("A recording is published only if all of them have agreed to it."),
    )
    recording = StreamField(
        [("video", VideoBlock())],
        verbose_name=_("recording"),
        blank=True,
        max_num=1,
        help_text=_("With captions; readers load it with a second click."),
    )
    recording_until = models.DateField(
        _("recording until"),
        null=True,
        blank=True,
        help_text=_("The last day on which the recording is shown; empty: no end."),
    )
    chapters = StreamField(
        [("chapter", ChapterBlock())],
        verbose_name=_("chapters"),
        blank=True,
        help_text=_("Where in the recording what begins, in order."),
    )
    transcript = RichTextField(
        _("transcript"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("What was said, for those who read rather than listen."),
    )
    slides = StreamField(
        [("item", DownloadBlock())],
        verbose_name=_("slides and handouts"),
        blank=True,
    )
    has_recording = models.BooleanField(default=False, editable=False)
    """Kept at saving, so that the library can be filtered by it."""

    override_translatable_fields: ClassVar = [
        *EventFields.override_translatable_fields,
        SynchronizedField("spoken_language", overridable=False),
        SynchronizedField("recording_until", overridable=False),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("subline"),
        FieldPanel("summary"),
        MultiFieldPanel(EventFields.when_panels, heading=_("When")),
        MultiFieldPanel(EventFields.where_panels, heading=_("Where")),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
        FieldPanel("speakers"),
        FieldPanel("programme"),
        MultiFieldPanel(
            [
                FieldPanel("recording"),
                FieldPanel("recording_until"),
                FieldPanel("chapters"),
                FieldPanel("transcript"),
                FieldPanel("slides"),
            ],
            heading=_("Afterwards: recording and slides"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("spoken_language"),
                FieldPanel("is_free"),
                FieldPanel("cost"),
                FieldPanel("accessibility_note"),
                FieldPanel("privacy_note"),
            ],
            heading=_("Good to know"),
        ),
        MultiFieldPanel(EventFields.registration_panels, heading=_("Registration")),
        MultiFieldPanel(EventFields.contact_panels, heading=_("Who organises it")),
    ]
    parent_page_types: ClassVar = ["cms.WebinarIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("webinar")
        verbose_name_plural = _("webinars")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.has_recording = len(self.recording) > 0
        return super().save(*args, **kwargs)

    def shows_recording(self, today: dt.date) -> bool:
        """Tell whether readers may see the recording on this day."""
        is_over = self.recording_until is not None and self.recording_until < today
        return len(self.recording) > 0 and not is_over


class AcademyPage(ThingPage):
    """A course of several modules; who wants to take part answers a call."""

    thing_attribute = "article"

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="academy_pages", editable=False
    )
    modules = StreamField(
        [("module", ModuleBlock())], verbose_name=_("modules"), blank=True
    )
    coaching = RichTextField(
        _("coaching"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("Who accompanies participants between the modules, and how."),
    )
    eligibility = RichTextField(
        _("who may apply"), blank=True, features=SHORT_TEXT_FEATURES
    )
    call_page = models.ForeignKey(
        "cms.CallPage",
        verbose_name=_("call"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where one applies."),
    )
    past_cohorts = RichTextField(
        _("past cohorts"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("Name only people who have agreed to stand here."),
    )
    contact = StreamField(
        [("contact", ContactBlock())], verbose_name=_("contact"), blank=True, max_num=2
    )

    override_translatable_fields: ClassVar = [SynchronizedField("call_page")]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
        FieldPanel("modules"),
        FieldPanel("coaching"),
        FieldPanel("eligibility"),
        PageChooserPanel("call_page"),
        FieldPanel("past_cohorts"),
        FieldPanel("contact"),
    ]
    parent_page_types: ClassVar = ["cms.WebinarIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("academy")
        verbose_name_plural = _("academy pages")

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": ArticleKind.ACADEMY}
