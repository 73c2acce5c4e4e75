"""Blocks of things to be done in order: phases with checklists, dates of a chronology, sums."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import dates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

from cms.blocks.texts import PlainStructBlock, ProseBlock

FIRST_YEAR, LAST_YEAR = 1800, 2100


class CheckBlock(PlainStructBlock):
    text = blocks.CharBlock(label=gettext_lazy("What is to be done"), max_length=200)
    note = blocks.CharBlock(label=gettext_lazy("Note"), required=False, max_length=300)

    class Meta:
        icon = "check"
        label = gettext_lazy("Point")


class PhaseBlock(PlainStructBlock):
    title = blocks.CharBlock(label=gettext_lazy("Title"), max_length=120)
    duration = blocks.CharBlock(
        label=gettext_lazy("How long it takes"), required=False, max_length=80
    )
    text = ProseBlock(label=gettext_lazy("Text"), required=False)
    checks = blocks.ListBlock(
        CheckBlock(), label=gettext_lazy("Checklist"), default=[], max_num=30
    )

    class Meta:
        icon = "tasks"
        label = gettext_lazy("Phase")
        description = gettext_lazy("A step with its text and a list to tick.")


def get_network_choices() -> list[tuple[str, str]]:
    """Return the networks of the registry: ``[("mint-nord", "MINT Nord"), ...]``."""
    networks: Any = apps.get_model("cms", "Network").objects
    return list(
        networks.in_registry().order_by("name").values_list("source_key", "name")
    )


class NetworkBlock(blocks.ChoiceBlock):
    """The key of a network; only the form looks the networks up, never a reader's page."""

    def to_python(self, value: Any) -> str:
        return str(value or "")

    def normalize(self, value: Any) -> str:
        return str(value or "")

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class ChronologyEntryValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """Return where the entry leads, or ""; a page's address may be looked up ahead."""
        page = self.get("page")
        if page is None:
            return str(self.get("link") or "")
        prepared: str | None = getattr(page, "prepared_url", None)
        return prepared if prepared is not None else str(page.localized.url or "")


class ChronologyEntryBlock(PlainStructBlock):
    year = blocks.IntegerBlock(
        label=gettext_lazy("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    month = blocks.ChoiceBlock(
        label=gettext_lazy("Month"),
        required=False,
        choices=[(str(number), name) for number, name in dates.MONTHS.items()],
    )
    title = blocks.CharBlock(label=gettext_lazy("What happened"), max_length=160)
    text = ProseBlock(label=gettext_lazy("Text"), required=False)
    image = ImageBlock(label=gettext_lazy("Image"), required=False)
    source = blocks.CharBlock(
        label=gettext_lazy("Source"),
        required=False,
        max_length=240,
        help_text=gettext_lazy("Where this can be checked."),
    )
    page = blocks.PageChooserBlock(label=gettext_lazy("Page"), required=False)
    link = blocks.URLBlock(
        label=gettext_lazy("Address"),
        required=False,
        help_text=gettext_lazy("Instead of a page of this site."),
    )
    network = NetworkBlock(
        label=gettext_lazy("Network"),
        required=False,
        choices=get_network_choices,
        help_text=gettext_lazy("Empty: it concerns all. Readers filter by it."),
    )

    class Meta:
        icon = "history"
        label = gettext_lazy("Entry")
        value_class = ChronologyEntryValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["page"] and cleaned["link"]:
            error = ValidationError(_("Choose a page or give an address, not both."))
            raise StructBlockValidationError(block_errors={"link": error})
        return cleaned


class BudgetLineBlock(PlainStructBlock):
    text = blocks.CharBlock(label=gettext_lazy("What it is for"), max_length=160)
    amount = blocks.DecimalBlock(
        label=gettext_lazy("Euros"), min_value=0, max_digits=9, decimal_places=2
    )
    note = blocks.CharBlock(
        label=gettext_lazy("How it was reckoned"), required=False, max_length=240
    )

    class Meta:
        icon = "table"
        label = gettext_lazy("Line")
