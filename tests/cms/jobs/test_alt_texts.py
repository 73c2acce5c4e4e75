"""Alternative texts of pictures in a body are translated like its other texts."""

import pytest
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.models import NewsPage
from tests.cms.pages import make_body, make_image, make_news

WORDS = {
    "Eine Brücke": "A bridge",
    "Ein Turm": "A tower",
    "Ein Kran": "A crane",
    "Im Labor": "In the lab",
    "Was gebaut wurde": "What was built",
}


def picture(image, alt, decorative=False):
    value = {"image": image.pk, "alt_text": alt, "decorative": decorative}
    return {"image": value, "caption": "Im Labor"}


def translate(page, english):
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    for segment in source.stringsegment_set.all():
        word = WORDS.get(segment.string.data)
        if word:
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=english,
                data=word,
            )
    translation.save_target(publish=True)
    return NewsPage.objects.get(translation_key=page.translation_key, locale=english)


def read_pictures(page):
    """Return alternative text and caption of each picture of the body, in order."""
    found = []
    for block in page.body:
        items = [block.value] if block.block_type == "image" else block.value["items"]
        found += [
            (
                item["image"].contextual_alt_text,
                item["image"].decorative,
                item["caption"],
            )
            for item in items
        ]
    return found


@pytest.mark.requirement("ED57", "P13")
def test_alternative_texts_of_body_pictures_are_translated(portal, english):
    bridge = make_image()
    page = make_news(
        body=make_body(
            {"type": "image", "id": "a1", "value": picture(bridge, "Eine Brücke")},
            {
                "type": "gallery",
                "id": "a2",
                "value": {
                    "title": "Was gebaut wurde",
                    "items": [
                        {
                            "type": "item",
                            "id": "i1",
                            "value": picture(bridge, "Ein Turm"),
                        },
                        {
                            "type": "item",
                            "id": "i2",
                            "value": picture(bridge, "Ein Kran"),
                        },
                        {
                            "type": "item",
                            "id": "i3",
                            "value": picture(bridge, "", True),
                        },
                    ],
                },
            },
        )
    )

    target = translate(page, english)

    assert read_pictures(target) == [
        ("A bridge", False, "In the lab"),
        ("A tower", False, "In the lab"),
        ("A crane", False, "In the lab"),
        ("", True, "In the lab"),
    ]
