"""Where an address leads that no page answers: moved on, or gone for good (ED9)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site


@dataclass(frozen=True)
class Forwarding:
    """``url`` is empty where the page was deleted and nothing stands for it."""

    url: str
    is_permanent: bool = True


def find_forwarding(request: HttpRequest) -> Forwarding | None:
    """Return what became of the address of a request that found no page, if known.

    A row of Wagtail's redirects without any target marks a deleted page. A row whose
    page is not public now counts as unknown, and so does one that leads in a circle.
    """
    row = _find_row(request)
    if row is None:
        return None
    if not row.redirect_page_id and not row.redirect_link:
        return Forwarding("")
    if row.redirect_page_id and not row.redirect_page.live:
        return None
    if not row.link or leads_back(row):
        return None
    return Forwarding(row.link, row.is_permanent)


def leads_back(first: Redirect) -> bool:
    """Tell whether a redirect, followed to its end, comes back to an address it passed.

    Only rows with a typed link lead on to other rows; a page answers for itself.
    """
    seen = {first.old_path}
    row: Redirect | None = first
    while row is not None:
        path = _get_own_path(row)
        if path in seen:
            return True
        if path is None or row.redirect_page_id:
            return False
        seen.add(path)
        rows = Redirect.get_for_site(first.site).filter(old_path=path)
        row = rows.exclude(pk=first.pk).select_related("redirect_page").first()
    return False


def list_companions(page: Page, *, deleting: bool) -> list[Page]:
    """Return the pages of other languages that go with this one.

    A move keeps the trees of all languages in step. A deleted page takes its aliases
    along, and its translations only where the text was written on it.
    """
    others = Page.objects.translation_of(page)
    if deleting and not _is_written_here(page):
        others = page.aliases.all()
    return list(others.order_by("path"))


def _is_written_here(page: Page) -> bool:
    if page.alias_of_id is not None:
        return False
    first = page.locale_id == Locale.get_default().pk
    return bool(getattr(page, "is_fact_source", first))


def _find_row(request: HttpRequest) -> Redirect | None:
    """Ask with the query string first, as Wagtail's middleware does."""
    full = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    bare = urlsplit(full).path
    for path in dict.fromkeys((full, bare)):
        row: Redirect | None = get_redirect(request, path)
        if row is not None:
            return row
    return None


def _get_own_path(row: Redirect) -> str | None:
    """Return the target's address on this site as redirects write it; None elsewhere."""
    parts = urlsplit(row.link or "")
    if not parts.path and not parts.netloc:
        return None
    if parts.netloc and not Site.objects.filter(hostname=parts.hostname).exists():
        return None
    path: str = Redirect.normalise_path(row.link)
    return path
