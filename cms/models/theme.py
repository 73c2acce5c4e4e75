"""Theme pages: all that the portal has on one theme, chosen and kept by a person (ED39)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import ChangeBlock, ContactBlock, DownloadBlock
from cms.enums import ArticleKind
from cms.models.article import Article
from cms.models.base import BasePage, ThingPage


class ThemeIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["cms.ThemePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of themes")


class ThemePage(ThingPage):
    thing_attribute = "article"

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="theme_pages", editable=False
    )
    practice = StreamField(
        [("page", PageChooserBlock("cms.PracticePage"))],
        verbose_name=_("good practice"),
        blank=True,
        max_num=12,
        help_text=_("In this order. Empty: the newest on the same topics."),
    )
    webinars = StreamField(
        [("page", PageChooserBlock("cms.WebinarPage"))],
        verbose_name=_("webinars"),
        blank=True,
        max_num=12,
        help_text=_("In this order. Empty: the latest on the same topics."),
    )
    funding = StreamField(
        [("page", PageChooserBlock("cms.FundingPage"))],
        verbose_name=_("funding"),
        blank=True,
        max_num=12,
        help_text=_("In this order. Empty: what has the same topics."),
    )
    events = StreamField(
        [("page", PageChooserBlock("cms.EventPage"))],
        verbose_name=_("events"),
        blank=True,
        max_num=12,
        help_text=_("In this order. Empty: the next ones on the same topics."),
    )
    materials = StreamField(
        [("item", DownloadBlock())], verbose_name=_("materials"), blank=True
    )
    people = StreamField(
        [("contact", ContactBlock())], verbose_name=_("people to ask"), blank=True
    )
    keeper = models.CharField(
        _("looked after by"),
        max_length=160,
        blank=True,
        help_text=_(
            "A person who has agreed to be named, or an office; readers see it."
        ),
    )
    review_on = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("From this day on the page is one of the editors' to-dos."),
    )
    changes = StreamField(
        [("change", ChangeBlock())],
        verbose_name=_("what changed"),
        blank=True,
        help_text=_("Newest first, a sentence each."),
    )

    override_translatable_fields: ClassVar = [
        SynchronizedField("keeper"),
        SynchronizedField("review_on", overridable=False),
        SynchronizedField("practice"),
        SynchronizedField("webinars"),
        SynchronizedField("funding"),
        SynchronizedField("events"),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body", heading=_("Introduction")),
        FieldPanel("practice"),
        FieldPanel("webinars"),
        FieldPanel("funding"),
        FieldPanel("events"),
        FieldPanel("materials"),
        FieldPanel("people"),
        FieldPanel("changes"),
        MultiFieldPanel(
            [FieldPanel("keeper"), FieldPanel("review_on")],
            heading=_("Keeping it right"),
        ),
    ]
    parent_page_types: ClassVar = ["cms.ThemeIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": ArticleKind.THEME}
