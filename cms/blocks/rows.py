"""Small rows of a page whose texts are translated with it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.links import TargetBlock
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


class LinkBlock(TargetBlock):
    label = blocks.CharBlock(
        label=_("Label"), max_length=160, help_text=_("Says where it leads.")
    )

    class Meta:
        icon = "link"
        label = _("Link")


class PartBlock(PlainStructBlock):
    role = blocks.CharBlock(
        label=_("Who"), max_length=120, help_text=_("For example: teacher, university.")
    )
    task = blocks.CharBlock(label=_("Does what"), max_length=240)

    class Meta:
        icon = "group"
        label = _("Part")


class ChangeBlock(PlainStructBlock):
    date = blocks.DateBlock(label=_("Day"))
    text = blocks.CharBlock(label=_("What changed"), max_length=240)

    class Meta:
        icon = "history"
        label = _("Change")


class SpeakerBlock(PlainStructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Role"), max_length=160, required=False)
    agrees_to_recording = blocks.BooleanBlock(
        label=_("has agreed to the recording in writing"), required=False
    )

    class Meta:
        icon = "user"
        label = _("Speaker")


class ChapterBlock(PlainStructBlock):
    start = blocks.RegexBlock(
        label=_("Begins at"),
        regex=r"^(\d{1,2}:)?\d{1,2}:\d{2}$",
        help_text=_("Minutes and seconds, for example 3:25."),
    )
    title = blocks.CharBlock(label=_("What"), max_length=160)

    class Meta:
        icon = "list-ol"
        label = _("Chapter")


class ModuleBlock(PlainStructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    starts_on = blocks.DateBlock(label=_("First day"), required=False)
    ends_on = blocks.DateBlock(
        label=_("Last day"), required=False, help_text=_("Empty: one day.")
    )
    text = blocks.TextBlock(label=_("What it is about"), required=False, rows=3)

    class Meta:
        icon = "list-ul"
        label = _("Module")
