"""News, press releases and network portraits, and their index."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import DownloadBlock
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
    updated_at = models.DateTimeField(
        _("materially changed"),
        null=True,
        blank=True,
        help_text=_("Only when readers must know; the page then says “Updated”."),
    )
    press_contact_name = models.CharField(_("name"), max_length=120, blank=True)
    press_contact_role = models.CharField(_("role"), max_length=160, blank=True)
    press_contact_email = models.EmailField(_("email"), blank=True)
    press_contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    downloads = StreamField(
        [("item", DownloadBlock())],
        verbose_name=_("downloads"),
        blank=True,
        help_text=_("Press pictures and documents, with credit."),
    )
    related = StreamField(
        [("page", PageChooserBlock("cms.NewsPage"))],
        verbose_name=_("related news"),
        blank=True,
        max_num=3,
        help_text=_("Empty: news on the same topics, else the newest."),
    )

    override_translatable_fields: ClassVar = [
        SynchronizedField("kind", overridable=False),
        SynchronizedField("date", overridable=False),
        SynchronizedField("updated_at", overridable=False),
        SynchronizedField("press_contact_name"),
        SynchronizedField("press_contact_phone"),
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
        MultiFieldPanel(
            [
                FieldPanel("press_contact_name"),
                FieldPanel("press_contact_role"),
                FieldPanel("press_contact_email"),
                FieldPanel("press_contact_phone"),
            ],
            heading=_("Press contact"),
        ),
        FieldPanel("downloads"),
        FieldPanel("related"),
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
