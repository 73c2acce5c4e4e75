"""Kinds of things that are found; each app above and a host register their own (F1)."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from cms.registry import Label, Registry
from search.enums import Level


@dataclass(frozen=True, kw_only=True)
class EntryDraft:
    """What an entry says; `entries` writes it.

    ``audience`` holds tokens of `cms.audiences`; ``values`` are slugs by name of a facet;
    ``names`` are proper names, found in every language; ``owner`` is a token that the
    blocks of a viewer leave out.
    """

    language: str
    title: str
    url: str
    audience: frozenset[str]
    level: Level = Level.PUBLIC
    summary: str = ""
    body: str = ""
    names: str = ""
    image: int | None = None
    network: int | None = None
    owner: str = ""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    published_at: dt.datetime | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    boost: int = 0


@dataclass(frozen=True, kw_only=True)
class Source:
    """A model whose rows say something of things of a kind.

    ``list_keys`` answers the keys of the things, for the values that ``column`` has or had
    in rows that were written: a foreign key says it of rows that are gone, too.
    ``watched`` are the columns whose change changes an entry; empty: all. ``page_types``
    narrow rows of Wagtail's own table to pages of these types.
    """

    model: type[Model]
    list_keys: Callable[[list[int]], Iterable[int]] = list
    column: str = "pk"
    watched: tuple[str, ...] = ()
    page_types: tuple[type[Model], ...] = ()


@dataclass(frozen=True, kw_only=True)
class SearchKind:
    """One kind of result.

    ``build`` gets keys of things and yields, for each that is found at all, key and draft,
    one for each language and level, in a constant number of queries however many keys.
    ``model`` holds the things: their rows are locked while entries are written.
    ``list_all`` yields every key in rising order. ``sources`` are the models whose changes
    change an entry. ``covers`` are the models, pages among them, that this kind answers
    for in the system check.
    """

    name: str
    label: Label
    model: type[Model]
    build: Callable[[list[int]], Iterator[tuple[int, EntryDraft]]]
    list_all: Callable[[], Iterator[int]]
    sources: tuple[Source, ...]
    covers: tuple[type[Model], ...]
    icon: str = "file-text"
    order: int = 0


search_kinds: Registry[SearchKind] = Registry("what kind of thing can be found?")


@dataclass(frozen=True, kw_only=True)
class Unsearched:
    """A model that is not found, and why (F1)."""

    name: str
    reason: str


unsearched: Registry[Unsearched] = Registry("what is not found, and why?")
