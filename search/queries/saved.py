"""Saved searches: their one spelling, what they say in words, and the list of a member (F13)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.queries.facets import get_kept_pairs
from community.models import Member
from search.enums import FACETS
from search.models import SavedSearch
from search.models.saved import PARAMS_LENGTH
from search.queries.choosing import Options, list_options
from search.queries.results import KEPT, Asked, get_kept, read_asked


class UnsavableError(Exception):
    """It cannot be saved; the text says why, in words for the person."""


@dataclass(frozen=True)
class Savable:
    """A question in its one spelling: what is kept, and by what it is known again."""

    params: str
    key: str
    language: str


def read_savable(params: QueryDict, language: str) -> Savable:
    """Return the question of an address as it is saved.

    Raises:
        UnsavableError: it asks for nothing, for too much, or for what is not there.
    """
    asked = read_asked(params)
    if asked.sentence:
        raise UnsavableError(asked.sentence)
    if _has_lost_something(asked):
        raise UnsavableError(
            _("One of the filters or the place is not known. Search again without it.")
        )
    if asked.is_empty:
        raise UnsavableError(
            _("Search for something first, then you can save the search.")
        )
    text = spell(asked)
    if len(text) > PARAMS_LENGTH:
        raise UnsavableError(_("Those are too many filters. Take some of them away."))
    key = hashlib.sha256(f"{language}\n{text.casefold()}".encode()).hexdigest()
    return Savable(text, key, language)


def spell(asked: Asked) -> str:
    """Return words and filters in a fixed order, each once: ``kind=offer&q=robotik``."""
    pairs = get_kept_pairs(get_kept(asked), asked.chooser.choices, KEPT)
    return urlencode(sorted(set(pairs)))


def read_saved(saved: SavedSearch, options: Options | None = None) -> Asked | None:
    """Return what a saved search asks for; None where a part of it is not there any more.

    Without that part it would find more than was asked for.
    """
    asked = read_asked(QueryDict(saved.params), options)
    if asked.sentence or asked.is_empty or _has_lost_something(asked):
        return None
    return asked


def _has_lost_something(asked: Asked) -> bool:
    is_placeless = bool(asked.distance.near) and asked.distance.spot is None
    return bool(asked.chooser.choices.unknown) or is_placeless


def get_search_url(saved: SavedSearch) -> str:
    """Return the path of the results, in the language of the search."""
    with override(saved.language):
        return f"{reverse('verbund_search:results')}?{saved.params}"


def describe(params: str, options: Options | None = None) -> str:
    """Return a question in words: ``“robotik” · Offers · within 25 km of Mainz``."""
    asked = read_asked(QueryDict(params), options)
    parts = [_("“%(words)s”") % {"words": asked.query}] if asked.query else []
    for name in map(str, FACETS):
        labels = dict(asked.chooser.options[name])
        chosen = asked.chooser.choices.get(name)
        parts += [labels[value] for value in chosen]
    parts += [value for _name, value in asked.chooser.choices.unknown]
    if asked.distance.near:
        parts.append(
            _("within %(number)d km of %(place)s")
            % {"number": asked.distance.radius_km, "place": asked.distance.near}
        )
    return " · ".join(parts)


@dataclass(frozen=True)
class SavedLine:
    """A saved search as its owner sees it."""

    saved: SavedSearch
    words: str
    url: str
    is_broken: bool
    """A filter or place of it is not there any more: it finds nothing."""


@dataclass(frozen=True)
class SavedList:
    """What runs, newest first, and what was ended and can be taken up again."""

    running: Sequence[SavedLine]
    ended: Sequence[SavedLine]


def get_saved_list(member: Member) -> SavedList:
    """Return the saved searches of a member; three queries, however many there are."""
    rows = list(SavedSearch.objects.filter(member=member).order_by("-created_at", "pk"))
    options = list_options() if rows else None
    lines = [
        SavedLine(
            saved=row,
            words=describe(row.params, options),
            url=get_search_url(row),
            is_broken=read_saved(row, options) is None,
        )
        for row in rows
    ]
    return SavedList(
        running=[line for line in lines if line.saved.ended_at is None],
        ended=[line for line in lines if line.saved.ended_at is not None],
    )


def find_own(member: Member, pk: int) -> SavedSearch | None:
    """Return a saved search of this member."""
    return SavedSearch.objects.filter(member=member, pk=pk).first()
