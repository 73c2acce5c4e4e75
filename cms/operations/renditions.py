"""Making the sizes of a picture ahead of the first request."""

from typing import Any

from wagtail.images.models import Filter, SourceImageIOError

from cms.page_cache import bump_site_version
from cms.queries.pictures import FILTERS


def make_renditions(image: Any) -> int:
    """Render every listed size of an image that is missing and drop those of an old cut.

    Returns how many were made. An image whose file is gone is left alone.
    """
    wanted = {name: Filter(spec=name) for name in FILTERS}
    keys = {name: part.get_cache_key(image) for name, part in wanted.items()}
    existing = set()
    for row in image.renditions.filter(filter_spec__in=wanted):
        if row.focal_point_key == keys[row.filter_spec]:
            existing.add(row.filter_spec)
        else:
            row.delete()
    missing = [name for name in FILTERS if name not in existing]
    try:
        for name in missing:
            _make_rendition(image, wanted[name], keys[name])
    except SourceImageIOError:
        return 0
    if missing:
        bump_site_version()
    return len(missing)


def _make_rendition(image: Any, wanted: Filter, focal_point_key: str) -> None:
    # Like Wagtail's create_rendition, which leaves the temporary file open.
    with image.generate_rendition_file(wanted) as file:
        image.renditions.get_or_create(
            filter_spec=wanted.spec,
            focal_point_key=focal_point_key,
            defaults={"file": file},
        )
