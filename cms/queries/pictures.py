"""Which sizes of a picture exist, and the markup's values for one of them.

Nothing here renders: a rendition that the job has not made yet is left out, and the
original serves until then (W58, A15).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet
from wagtail.images import get_image_model

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class PictureSpec:
    """One use of pictures: its cuts from small to large, and how wide it is shown."""

    cuts: tuple[str, ...]
    sizes: str

    def get_filters(self) -> tuple[str, ...]:
        """Return every filter of this use: two modern formats, and one JPEG for the rest."""
        modern = tuple(
            f"{cut}|format-{kind}" for kind in ("avif", "webp") for cut in self.cuts
        )
        return (*modern, f"{self.cuts[-1]}|format-jpeg")


SPECS = {
    "card": PictureSpec(
        ("fill-400x250", "fill-800x500"),
        "(min-width: 62rem) 24rem, (min-width: 40rem) 45vw, 92vw",
    ),
    "lead": PictureSpec(
        ("width-480", "width-960", "width-1600"), "(min-width: 72rem) 68rem, 94vw"
    ),
    "figure": PictureSpec(
        ("width-480", "width-960", "width-1600"), "(min-width: 48rem) 42rem, 92vw"
    ),
    "logo": PictureSpec(("max-240x120", "max-480x240"), "12rem"),
}
SHARE_FILTER = "fill-1200x630|format-jpeg"
"""The picture of a shared link (Open Graph)."""

FILTERS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *(name for spec in SPECS.values() for name in spec.get_filters()),
            SHARE_FILTER,
        ]
    )
)
"""Every filter that the job makes; no other is ever rendered."""


@dataclass(frozen=True)
class Picture:
    """What components/picture.html needs."""

    src: str
    width: int
    height: int
    alt: str = ""
    avif_srcset: str = ""
    webp_srcset: str = ""
    sizes: str = ""
    loading: str = "lazy"


def with_renditions(rows: Rows, *paths: str) -> Rows:
    """Prefetch the renditions of the images at these paths, one query for each path.

    A path is a foreign key that is selected with the rows: ``"lead_image"``. Without a
    path the rows are images themselves.
    """
    model = get_image_model().get_rendition_model()
    listed = model.objects.filter(filter_spec__in=FILTERS)
    if not paths:
        return rows.prefetch_related(Prefetch("renditions", queryset=listed))
    return rows.select_related(*paths).prefetch_related(
        *(Prefetch(f"{path}__renditions", queryset=listed) for path in paths)
    )


def get_picture(
    image: Any, use: str, *, alt: str = "", loading: str = "lazy"
) -> Picture | None:
    """Return the picture for one use, from the renditions that exist; None without image."""
    if image is None:
        return None
    spec = SPECS[use]
    found = read_renditions(image)
    fallback = found.get(f"{spec.cuts[-1]}|format-jpeg")
    main = fallback or image
    return Picture(
        src=main.file.url,
        width=main.width,
        height=main.height,
        alt=alt,
        avif_srcset=_build_srcset(found, spec.cuts, "avif"),
        webp_srcset=_build_srcset(found, spec.cuts, "webp"),
        sizes=spec.sizes,
        loading=loading,
    )


def get_share_url(image: Any) -> str:
    """Return the address of the picture for shared links, or "" where none was made yet."""
    if image is None:
        return ""
    found = read_renditions(image).get(SHARE_FILTER)
    return found.file.url if found else ""


def read_renditions(image: Any) -> dict[str, Any]:
    """Return an image's renditions by filter, asked once for each object."""
    if not has_renditions(image):
        rows = image.renditions.all()
        image.cms_renditions = {row.filter_spec: row for row in rows}
    return image.cms_renditions


def has_renditions(image: Any) -> bool:
    """Tell whether this object was asked before."""
    return hasattr(image, "cms_renditions")


def _build_srcset(found: dict[str, Any], cuts: Sequence[str], kind: str) -> str:
    # A small original gives the same width twice.
    by_width = {
        row.width: row.file.url
        for cut in cuts
        if (row := found.get(f"{cut}|format-{kind}"))
    }
    return ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items()))
