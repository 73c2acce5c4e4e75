"""Making the sizes of a picture ahead of the first request."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from wagtail.images.models import Filter, SourceImageIOError

from cms.page_cache import bump_site_version
from cms.queries.pictures import FILTERS


def make_renditions(image: Any) -> int:
    """Render every listed size of an image that is missing and drop those of an old cut.

    Returns how many were made. An image whose file is gone is left alone.
    """
    wanted = _find_missing(image)
    try:
        for part in wanted:
            with image.generate_rendition_file(part) as file:
                _keep(image, part, file)
    except SourceImageIOError:
        return 0
    if wanted:
        bump_site_version()
    return len(wanted)


def make_renditions_of_many(images: Sequence[Any]) -> int:
    """Make the sizes of many images at once, on all cores.

    Only the encoding, which releases Python's lock, runs in threads; rows are written by
    the caller's connection.
    """
    wanted = [(image, _find_missing(image)) for image in images]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
        rendered = threads.map(lambda row: _render_all(*row), wanted)
        for (image, parts), files in zip(wanted, rendered, strict=True):
            for part, file in zip(parts, files, strict=True):
                with file:
                    _keep(image, part, file)
    count = sum(len(parts) for _image, parts in wanted)
    if count:
        bump_site_version()
    return count


def _render_all(image: Any, parts: list[Filter]) -> list[Any]:
    # One image stays in one thread: its open file is a state of the instance.
    return [image.generate_rendition_file(part) for part in parts]


def _find_missing(image: Any) -> list[Filter]:
    wanted = {name: Filter(spec=name) for name in FILTERS}
    keys = {name: part.get_cache_key(image) for name, part in wanted.items()}
    existing = set()
    for row in image.renditions.filter(filter_spec__in=wanted):
        if row.focal_point_key == keys[row.filter_spec]:
            existing.add(row.filter_spec)
        else:
            row.delete()
    return [part for name, part in wanted.items() if name not in existing]


def _keep(image: Any, part: Filter, file: Any) -> None:
    # Like Wagtail's create_rendition, which leaves the temporary file open.
    image.renditions.get_or_create(
        filter_spec=part.spec,
        focal_point_key=part.get_cache_key(image),
        defaults={"file": file},
    )
