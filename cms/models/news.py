"""News, press releases and network portraits, and their index."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.enums import ArticleKind
from cms.models.article import NEWS_KINDS, Article
from cms.models.base import BasePage, ThingPage


class NewsIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar = ["cms.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news list")


class NewsPage(ThingPage):
    thing_attribute = "article"

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="news_pages", editable=False
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=[(kind.value, kind.label) for kind in NEWS_KINDS],
        default=ArticleKind.NEWS,
    )
    date = models.DateTimeField(_("date"))
    updated_at = models.DateTimeField(_("materially changed"), null=True, blank=True)

    override_translatable_fields: ClassVar = [
        SynchronizedField("kind", overridable=False),
        SynchronizedField("date", overridable=False),
        SynchronizedField("updated_at", overridable=False),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("kind"),
        FieldPanel("date"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
        FieldPanel("updated_at"),
    ]
    parent_page_types: ClassVar = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def get_facts(self) -> dict[str, Any]:
        return super().get_facts() | {
            "kind": self.kind,
            "published_at": self.date,
            "updated_at": self.updated_at,
        }

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": self.kind}
