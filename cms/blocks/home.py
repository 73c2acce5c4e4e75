"""What editors place on a home page: sections of the apps and entries by audience."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.links import SectionBlock, TargetBlock
from cms.blocks.texts import PlainStructBlock

TILE_ICONS = [
    ("backpack", _("Pupil")),
    ("baby", _("Parent")),
    ("school", _("Teacher")),
    ("factory", _("Company")),
    ("graduation-cap", _("Former participant")),
    ("network", _("Coordinator")),
    ("smile", _("Somebody else")),
]


class TileBlock(TargetBlock):
    title = blocks.CharBlock(label=_("I am …"), max_length=80)
    text = blocks.CharBlock(label=_("Sentence"), required=False, max_length=200)
    icon = blocks.ChoiceBlock(label=_("Icon"), choices=TILE_ICONS, default="smile")

    class Meta:
        icon = "user"
        label = _("Audience")


class AudiencesBlock(PlainStructBlock):
    """A way in by tiles of one's own; the section `cms.audiences` knows six by itself."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.CharBlock(label=_("Sentence"), required=False, max_length=240)
    tiles = blocks.ListBlock(TileBlock(), label=_("Audiences"), min_num=1)

    class Meta:
        icon = "group"
        label = _("Tiles of your own")
        description = _("Tiles with your own words that lead to pages you choose.")
        template = "cms/blocks/audiences.html"
        preview_value = {
            "title": "Was führt dich her?",
            "text": "",
            "tiles": [
                {
                    "title": "Ich gehe zur Schule",
                    "text": "",
                    "icon": "backpack",
                    "page": None,
                    "url": "https://example.org/",
                }
            ],
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["tiles"] = [
            {
                "title": tile["title"],
                "text": tile["text"],
                "icon": tile["icon"],
                "url": tile.href,
            }
            for tile in value["tiles"]
            if tile.href
        ]
        return context


class HomeBlock(blocks.StreamBlock):
    section = SectionBlock()
    audiences = AudiencesBlock()
