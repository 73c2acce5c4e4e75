"""Blocks that lead elsewhere: buttons, the map of a state, sections of other apps."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.texts import PlainStructBlock
from cms.enums import State
from cms.sections import get_section_choices


class TargetValue(blocks.StructValue):
    """A page or an address; the page's own address may have been looked up ahead."""

    @property
    def href(self) -> str:
        page = self.get("page")
        if page is None:
            return str(self.get("url") or "")
        prepared: str | None = getattr(page, "prepared_url", None)
        return prepared if prepared is not None else str(page.localized.url or "")


class TargetBlock(PlainStructBlock):
    """Something that leads to one page of the site or to one address."""

    page = blocks.PageChooserBlock(label=gettext_lazy("Page"), required=False)
    url = blocks.URLBlock(
        label=gettext_lazy("Address"),
        required=False,
        help_text=gettext_lazy("Instead of a page of this site."),
    )

    class Meta:
        value_class = TargetValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            error = ValidationError(_("Choose a page or give an address, one of both."))
            raise StructBlockValidationError(block_errors={"page": error})
        return cleaned


class ButtonBlock(TargetBlock):
    label = blocks.CharBlock(
        label=gettext_lazy("Label"),
        max_length=80,
        help_text=gettext_lazy("Says what happens, for example: Apply now."),
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Button")
        description = gettext_lazy("One clear next step, to a page or an address.")
        template = "cms/blocks/button.html"
        preview_value = {
            "label": "Jetzt mitmachen",
            "url": "https://example.org/",
            "page": None,
        }


class MapBlock(PlainStructBlock):
    title = blocks.CharBlock(label=gettext_lazy("Title"), max_length=120)
    state = blocks.ChoiceBlock(label=gettext_lazy("State"), choices=State.choices)

    class Meta:
        icon = "site"
        label = gettext_lazy("Map")
        description = gettext_lazy(
            "Shows where a state lies and leads to its networks."
        )
        template = "cms/blocks/map.html"
        preview_value = {"title": "Rheinland-Pfalz", "state": "DE-RP"}


class SectionBlock(PlainStructBlock):
    """A section that an installed app offers; without the app it shows nothing."""

    section = blocks.ChoiceBlock(
        label=gettext_lazy("Section"), choices=get_section_choices
    )
    title = blocks.CharBlock(
        label=gettext_lazy("Title"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Empty: the section's own title."),
    )
    text = blocks.CharBlock(
        label=gettext_lazy("Sentence"), required=False, max_length=240
    )

    class Meta:
        icon = "snippet"
        label = gettext_lazy("Section of the platform")
        description = gettext_lazy("News, deadlines, figures and more, always current.")
        template = "cms/blocks/section.html"
        preview_value = {"section": "cms.news", "title": "", "text": ""}
