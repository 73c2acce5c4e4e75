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
