"""Pages that lead through something: a chronology, and a guide with checklists (ED41)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks import ChronologyEntryBlock, PhaseBlock
from cms.enums import ArticleKind
from cms.models.article import Article
from cms.models.base import ThingPage
from cms.models.plain import TEXT_PANELS

PARENTS = ["cms.HomePage", "cms.RegionPage", "cms.GenericPage"]


class ChronologyPage(ThingPage):
    thing_attribute = "article"
    is_followable: ClassVar = False

    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        related_name="chronology_pages",
        editable=False,
    )
    entries = StreamField(
        [("entry", ChronologyEntryBlock())],
        verbose_name=_("entries"),
        blank=True,
        help_text=_("In any order: readers get them by year and month."),
    )

    # Wagtail reads this name: the page stands in the footer unless editors take it out.
    show_in_menus_default = True

    content_panels = [
        *ThingPage.content_panels,
        *TEXT_PANELS,
        FieldPanel("entries"),
    ]
    parent_page_types: ClassVar = PARENTS
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("chronology")
        verbose_name_plural = _("chronologies")

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": ArticleKind.CHRONOLOGY}


class GuidePage(ThingPage):
    thing_attribute = "article"

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="guide_pages", editable=False
    )
    phases = StreamField(
        [("phase", PhaseBlock())],
        verbose_name=_("phases"),
        blank=True,
        help_text=_(
            "In order. Readers tick the points and print them, without account."
        ),
    )

    show_in_menus_default = True

    content_panels = [
        *ThingPage.content_panels,
        *TEXT_PANELS,
        FieldPanel("phases"),
    ]
    parent_page_types: ClassVar = PARENTS
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": ArticleKind.GUIDE}
