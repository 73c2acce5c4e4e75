"""Region pages: the home of a network's branch, and the directory above them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.base import BasePage, ContentPage
from cms.models.network import Network


class RegionIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["cms.RegionPage"]
    max_count = None
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("directory of regions")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # A filtered list is no page of its own for search engines.
        is_filtered = bool(request.GET.keys() - {"page"})
        context = super().get_context(request, *args, **kwargs)
        return context | {"is_filtered": is_filtered}


class RegionPage(ContentPage):
    """Texts of a network in one language; its facts stand on the network (ED71)."""

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="region_pages", editable=False
    )

    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
    ]
    counted_attribute: ClassVar = "network"
    """Whose visits are counted: the network behind the pages of all languages."""

    parent_page_types: ClassVar = ["cms.RegionIndexPage"]
    subpage_types: ClassVar = [
        "cms.NewsIndexPage",
        "cms.CallIndexPage",
        "cms.EventIndexPage",
        "cms.OfferIndexPage",
        "cms.PracticeIndexPage",
        "cms.WebinarIndexPage",
        "cms.GenericPage",
        "cms.ChronologyPage",
        "cms.GuidePage",
        "cms.LegalPage",
    ]

    class Meta:
        verbose_name = _("region page")
        verbose_name_plural = _("region pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"network": self.network}
