"""The districts of a thing as links to the list of what is there."""

from collections.abc import Iterable

from cms.geo import get_districts, sort_key
from cms.queries.cards import Tag
from cms.queries.facets import build_url


def make_district_tags(keys: Iterable[str], list_url: str) -> tuple[Tag, ...]:
    """Return a link for each known district, by label."""
    known = get_districts()
    rows = sorted(
        (known[ags] for ags in keys if ags in known),
        key=lambda row: sort_key(row.label),
    )
    return tuple(
        Tag(row.label, build_url(list_url, [("district", row.ags)])) for row in rows
    )
