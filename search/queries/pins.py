"""What editors put first for a query: Wagtail's promotions, as things (F9)."""

from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from cms.counter import get_page_mark
from search.models import Entry
from search.registry import search_kinds

if apps.is_installed("wagtail.contrib.search_promotions"):
    from wagtail.contrib.search_promotions.models import SearchPromotion
    from wagtail.search.utils import normalise_query_string

MOST_PINS = 5


def find_pinned(query: str) -> tuple[str, ...]:
    """Return the things pinned to exactly this query, in the editors' order.

    A pinned page stands for its thing in every language; an address of our own stands for
    whatever is found at it, as a member. What the viewer may not see the backend leaves out.
    """
    if not apps.is_installed("wagtail.contrib.search_promotions"):
        return ()
    rows = SearchPromotion.objects.filter(
        query__query_string=normalise_query_string(query)
    ).select_related("page")
    found: list[str] = []
    paths: list[str] = []
    for row in rows.order_by("sort_order", "pk")[:MOST_PINS]:
        if row.page is not None:
            found += [_name_thing(row.page.specific)]
        else:
            path = read_own_path(row.external_link_url)
            paths.append(path)
            found.append(path)
    by_path = dict(
        Entry.objects.filter(~Q(url=""), url__in=[path for path in paths if path])
        .order_by("-pk")
        .values_list("url", "thing")
    )
    things = (by_path.get(name, "" if name in paths else name) for name in found)
    return tuple(dict.fromkeys(thing for thing in things if thing))


def _name_thing(page: object) -> str:
    """Return kind and key of the row behind a page: ``news:12``."""
    mark = get_page_mark(page)
    kind = next(
        (one for one in search_kinds.entries() if type(page) in one.covers), None
    )
    return f"{kind.name}:{mark[1]}" if kind and mark else ""


def read_own_path(url: str) -> str:
    """Return the path of an address of this site, "" of another's."""
    parts = urlsplit(url)
    own = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    return parts.path if parts.netloc == own else ""
