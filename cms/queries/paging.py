"""Pages of a list: numbered links, at most 500 pages of 20."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from cms.queries.facets import build_url

PAGE_SIZE = 20
MAX_PAGES = 500
NEIGHBOURS = 2
MAX_DIGITS = 12


@dataclass(frozen=True)
class PageLink:
    """A numbered link; without a number it is the gap between two."""

    number: int | None
    url: str = ""


@dataclass(frozen=True)
class Paging:
    """What components/pagination.html needs, and the slice of the rows to read."""

    number: int
    num_pages: int
    total: int
    size: int
    links: tuple[PageLink, ...]
    previous_url: str
    next_url: str

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        return min(self.start + self.size, self.total)

    @property
    def rows(self) -> slice:
        """``queryset[paging.rows]`` are the rows of this page."""
        return slice(self.start, self.start + self.size)


def get_paging(
    given: str | None,
    *,
    total: int,
    path: str,
    pairs: Iterable[tuple[str, str]] = (),
    size: int = PAGE_SIZE,
) -> Paging:
    """Read the `page` of an address and make its links.

    Page one exists for an empty list too. ``pairs`` are the other parameters of the
    list (`facets.get_kept_pairs`).

    Raises:
        Http404: with a sentence, where the page is no number or beyond the last.
    """
    num_pages = min(MAX_PAGES, max(1, math.ceil(total / size)))
    number = _read_number(given, num_pages)
    kept = [pair for pair in pairs if pair[0] != "page"]

    def make_url(target: int) -> str:
        return build_url(path, kept if target == 1 else [*kept, ("page", str(target))])

    return Paging(
        number=number,
        num_pages=num_pages,
        total=total,
        size=size,
        links=tuple(
            PageLink(target, make_url(target)) if target else PageLink(None)
            for target in _list_numbers(number, num_pages)
        ),
        previous_url=make_url(number - 1) if number > 1 else "",
        next_url=make_url(number + 1) if number < num_pages else "",
    )


def _read_number(given: str | None, num_pages: int) -> int:
    text = given or "1"
    # Digits of other scripts and very long numbers are no page number.
    is_number = text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
    number = int(text) if is_number else 0
    if not 1 <= number <= num_pages:
        raise Http404(
            _("This list has no page %(given)s; its last page is %(last)d.")
            % {"given": text[:20], "last": num_pages}
        )
    return number


def _list_numbers(number: int, num_pages: int) -> list[int | None]:
    near = range(number - NEIGHBOURS, number + NEIGHBOURS + 1)
    shown = sorted({1, num_pages, *(n for n in near if 1 <= n <= num_pages)})
    numbers: list[int | None] = []
    for previous, current in zip([0, *shown], shown, strict=False):
        missing = list(range(previous + 1, current))
        # A gap would take as much room as the one number that it hides.
        numbers += [*(missing if len(missing) <= 1 else [None]), current]
    return numbers
