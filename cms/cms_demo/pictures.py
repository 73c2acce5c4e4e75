"""Pictures with credit and licence, and their renditions ahead of the first visitor."""

import datetime as dt
import json
from functools import cache
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.conf import get_data_dir
from cms.models import Consent
from cms.operations.renditions import make_renditions_of_many

TAG = "demo-"
"""A picture is found again by a tag with its key; its title may be edited."""


@cache
def read_pictures() -> dict[str, dict[str, Any]]:
    path = get_data_dir() / "demo" / "pictures" / "pictures.json"
    pictures: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return pictures


def get_alt_text(key: str, language: str) -> str:
    """Return what is on a picture: the same words wherever the demo shows it."""
    alt: dict[str, str] = read_pictures()[key]["alt"]
    return alt[language]


def get_image_ids() -> dict[str, int]:
    """Return the ids of the demo's pictures by key."""
    rows = get_image_model().objects.filter(tags__name__startswith=TAG)
    return {
        name.removeprefix(TAG): pk for name, pk in rows.values_list("tags__name", "pk")
    }


def load_pictures(_now: dt.datetime) -> int:
    known = get_image_ids()
    missing = {k: v for k, v in read_pictures().items() if k not in known}
    make_renditions_of_many([add_picture(key, facts) for key, facts in missing.items()])
    return len(missing)


def add_picture(key: str, facts: dict[str, Any]) -> Any:
    """Upload one picture; the tag comes last, so that an interrupted run does it again."""
    source = facts["source"] if facts["source"].startswith("https://") else ""
    image = get_image_model()(
        title=facts["title"]["de"],
        description=facts["alt"]["de"],
        credit=facts["credit"],
        licence=facts["licence"],
        source_url=source,
        people_shown=facts["people_shown"],
        consent=Consent.GIVEN if facts["people_shown"] else Consent.NOT_NEEDED,
        collection=Collection.get_first_root_node(),
    )
    path = get_data_dir() / "demo" / "pictures" / facts["file"]
    with path.open("rb") as file:
        image.file = ImageFile(file, name=facts["file"])
        x, y, width, height = facts["focal_point"]
        image.focal_point_x = round((x + width / 2) * image.file.width)
        image.focal_point_y = round((y + height / 2) * image.file.height)
        image.focal_point_width = round(width * image.file.width)
        image.focal_point_height = round(height * image.file.height)
        image.save()
    image.tags.add(f"{TAG}{key}")
    return image
