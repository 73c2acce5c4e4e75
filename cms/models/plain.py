"""Plain pages: about the network, help, and what the law asks for."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.blocks.body import list_answers
from cms.enums import ArticleKind, LegalKind
from cms.models.article import Article
from cms.models.base import BasePage, ThingPage

TEXT_PANELS = [
    FieldPanel("summary"),
    FieldPanel("lead_image"),
    FieldPanel("lead_image_alt"),
    FieldPanel("lead_image_is_decorative"),
    FieldPanel("body"),
]


class GenericPage(ThingPage):
    thing_attribute = "article"
    is_followable: ClassVar = False

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="generic_pages", editable=False
    )

    # Wagtail reads this name: the page stands in the footer unless editors take it out.
    show_in_menus_default = True

    content_panels = [*ThingPage.content_panels, *TEXT_PANELS]
    parent_page_types: ClassVar = [
        "cms.HomePage",
        "cms.RegionPage",
        "cms.GenericPage",
    ]
    subpage_types: ClassVar = [
        "cms.GenericPage",
        "cms.ChronologyPage",
        "cms.GuidePage",
    ]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": ArticleKind.PAGE}


class HelpIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["cms.HelpPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("help")


class HelpPage(ThingPage):
    thing_attribute = "article"
    is_followable: ClassVar = False

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="help_pages", editable=False
    )

    content_panels = [*ThingPage.content_panels, *TEXT_PANELS]
    parent_page_types: ClassVar = ["cms.HelpIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")

    @classmethod
    def find_answers(
        cls, anchors: Collection[str], language: str
    ) -> dict[str, tuple[str, str]]:
        """Return question and address of the answers that visitors find, by anchor.

        Missing: an anchor that no published page of the help has in this language.
        """
        pages = cls.objects.live().public().filter(locale__language_code=language)
        return {
            answer.anchor: (answer.question, f"{page.get_url() or ''}#{answer.anchor}")
            for page in pages.order_by("-path")
            for answer in list_answers(page.body)
            if answer.anchor in anchors
        }

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": ArticleKind.HELP}


class LegalPage(ThingPage):
    needs_second_reader = True
    thing_attribute = "article"
    is_followable: ClassVar = False

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="legal_pages", editable=False
    )
    legal_kind = models.CharField(_("kind"), max_length=16, choices=LegalKind)
    version = models.CharField(_("version"), max_length=20, blank=True)
    changes = models.TextField(
        _("what changed"),
        blank=True,
        help_text=_("One line for each change, newest first; shown below the text."),
    )

    override_translatable_fields: ClassVar = [
        SynchronizedField("legal_kind", overridable=False),
        SynchronizedField("version", overridable=False),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("legal_kind"),
        *TEXT_PANELS,
        FieldPanel("version"),
        FieldPanel("changes"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": ArticleKind.LEGAL}
