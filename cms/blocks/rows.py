"""Small rows of a page whose texts are translated with it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.texts import PlainStructBlock


class InformationDateBlock(PlainStructBlock):
    moment = blocks.DateTimeBlock(label=_("When"))
    text = blocks.CharBlock(label=_("What"), max_length=200)
    url = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "date"
        label = _("Information date")


class ProgrammeEntryBlock(PlainStructBlock):
    starts_at = blocks.DateTimeBlock(label=_("When"), required=False)
    title = blocks.CharBlock(label=_("What"), max_length=200)
    text = blocks.TextBlock(label=_("Description"), required=False, rows=2)
    person = blocks.CharBlock(label=_("Who"), max_length=200, required=False)

    class Meta:
        icon = "list-ul"
        label = _("Part of the programme")


class EventDateBlock(PlainStructBlock):
    starts_at = blocks.DateTimeBlock(label=_("Start"))
    ends_at = blocks.DateTimeBlock(label=_("End"))

    class Meta:
        icon = "date"
        label = _("One more date")


class ExceptionBlock(PlainStructBlock):
    day = blocks.DateBlock(label=_("Day"))
    is_cancelled = blocks.BooleanBlock(
        label=_("show as cancelled"),
        required=False,
        help_text=_("Else the day is left out, as if it had never been planned."),
    )

    class Meta:
        icon = "cross"
        label = _("Exception")
