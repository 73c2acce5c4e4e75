"""Pages of the seven education stages: each gathers what there is for it (ED12)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.enums import Taxonomy
from cms.models.base import BasePage
from cms.models.term import Term


class StagePage(BasePage):
    stage = models.ForeignKey(
        Term,
        verbose_name=_("education stage"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"taxonomy": Taxonomy.STAGE},
    )
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("stage"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page of an education stage")
        verbose_name_plural = _("pages of education stages")
