"""The home page of the portal."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import HomeBlock
from cms.models.base import BasePage


class HomePage(BasePage):
    needs_second_reader = True

    headline = models.CharField(_("headline"), max_length=160, blank=True)
    lead = models.TextField(_("lead"), blank=True)
    sections = StreamField(
        HomeBlock(),
        verbose_name=_("sections"),
        blank=True,
        help_text=_("Shown in this order; a section whose app is missing vanishes."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("sections"),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "cms.NewsIndexPage",
        "cms.CallIndexPage",
        "cms.EventIndexPage",
        "cms.PracticeIndexPage",
        "cms.WebinarIndexPage",
        "cms.ThemeIndexPage",
        "cms.OfferIndexPage",
        "cms.StagePage",
        "cms.RegionIndexPage",
        "cms.HelpIndexPage",
        "cms.FundingIndexPage",
        "cms.GenericPage",
        "cms.ChronologyPage",
        "cms.GuidePage",
        "cms.LegalPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
