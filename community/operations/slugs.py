"""Giving addresses: a free one, once; the old one leads on for a year (CO21).

For each model with a unique field ``slug``. A row gets its first address, and a new one
after a change of name, by `give_slug`; a view that finds no row asks
`community.queries.slugs.find_moved` and redirects; erasing calls `forget_slugs`.
"""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from cms.validators.slugs import make_slug
from community.models import GivenSlug
from community.models.slugs import digest_slug

TRIES = 50
SUFFIX_LENGTH = 4


class NoFreeSlugError(Exception):
    """So many things are called so that no address could be found."""


@transaction.atomic
def give_slug(*, row: Any, text: str, now: dt.datetime, reserved: str = "") -> str:
    """Give a saved row an address made of a text, and let its old one lead on.

    The row keeps its address where that is made of this text already. Of two rows that
    want one address at the same time, the second gets the next free one. ``reserved`` is
    an address that a route needs.

    Raises:
        NoFreeSlugError: fifty of that name have one.
    """
    model = type(row)
    length = model._meta.get_field("slug").max_length - SUFFIX_LENGTH
    wanted = make_slug(text, max_length=length) or model._meta.model_name
    for slug in _list_tries(wanted):
        if slug == row.slug:
            return slug
        if slug == reserved or not _take(model, slug, row.pk):
            continue
        old = GivenSlug.objects.of(model, row.slug).filter(row_id=row.pk)
        old.update(given_up_at=now)
        row.slug = slug
        row.save(update_fields=["slug"])
        return slug
    raise NoFreeSlugError


def forget_slugs(*, model: Any, row_ids: list[int]) -> None:
    """Let the addresses of erased rows lead nowhere; nobody else ever gets them."""
    GivenSlug.objects.filter(kind=model._meta.label_lower, row_id__in=row_ids).update(
        row_id=None
    )


def _list_tries(wanted: str) -> list[str]:
    return [wanted, *(f"{wanted}-{number}" for number in range(2, TRIES + 1))]


def _take(model: Any, slug: str, row_id: int) -> bool:
    """Write the address down; False where it was given before, to this row or another."""
    try:
        with transaction.atomic():
            GivenSlug.objects.create(
                kind=model._meta.label_lower, digest=digest_slug(slug), row_id=row_id
            )
    except IntegrityError:
        return False
    return True
