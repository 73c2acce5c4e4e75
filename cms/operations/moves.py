"""Addresses of deleted pages: gone for good, or led on to where an editor said (ED9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


@dataclass(frozen=True)
class Address:
    """A path as redirects write it, on one site or (None) on all, in one language."""

    path: str
    site_id: int | None
    locale_id: int


@transaction.atomic
def note_deletion(*, page: Page) -> None:
    """Make the addresses that a page has or had answer "gone"; call it before it goes.

    A draft that was never public leaves nothing, and neither does a page behind a
    restriction: its address would tell that there was something.
    """
    addresses = list_addresses([page])
    Redirect.objects.filter(redirect_page=page).delete()
    for address in addresses:
        rows = Redirect.objects.filter(
            Q(site_id=address.site_id) | Q(site__isnull=True), old_path=address.path
        )
        rows.filter(automatically_created=True, site_id=address.site_id).delete()
        # What an editor typed for this address stays, also where it is for all sites.
        if not rows.exists():
            Redirect.objects.create(
                old_path=address.path,
                site_id=address.site_id,
                automatically_created=True,
            )


@transaction.atomic
def lead_on(*, addresses: Iterable[Address], target: Page) -> int:
    """Let addresses of deleted pages lead to a page, each in its own language.

    Where the page has no public version in that language, it is the page itself.
    Returns how many addresses lead on now.
    """
    targets = {target.locale_id: target}
    targets |= {page.locale_id: page for page in target.get_translations().live()}
    return sum(
        _find_gone(address).update(redirect_page=targets.get(address.locale_id, target))
        for address in addresses
    )


def list_addresses(pages: Iterable[Page]) -> list[Address]:
    """Return the addresses of pages that were public, older ones too, each once."""
    found: dict[Address, None] = {}
    for page in pages:
        if not _was_public(page):
            continue
        url: Any = page.get_url_parts()
        if url is not None:
            path = Redirect.normalise_path(url[2])
            found[Address(path, url[0], page.locale_id)] = None
        older = Redirect.objects.filter(redirect_page=page).order_by("pk")
        for row in older:
            found[Address(row.old_path, row.site_id, page.locale_id)] = None
    return list(found)


def _was_public(page: Page) -> bool:
    if not page.live and page.first_published_at is None:
        return False
    return not page.get_view_restrictions().exists()


def _find_gone(address: Address) -> Any:
    gone = Q(redirect_page__isnull=True, redirect_link="", automatically_created=True)
    return Redirect.objects.filter(gone, old_path=address.path, site_id=address.site_id)
