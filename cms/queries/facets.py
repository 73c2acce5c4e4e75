"""Filters of a list as plain links with counts.

A view reads what was chosen (`read_choices`), counts with GROUP BY behind
`remember_counts`, and hands both to `build_facets`. Repeating a parameter means OR,
different parameters mean AND.
"""

import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import QueryDict

logger = logging.getLogger("verbund.page_cache")

COUNTS_LIVE_SECONDS = 45
"""With the seconds that a list is kept as it is drawn, figures are a minute old at most."""

MAX_VALUES = 50
KEPT_PARAMETERS = ("q", "sort")

Counted = TypeVar("Counted")


@dataclass(frozen=True)
class Choices:
    """What the address asks for: known values by parameter, and what nobody knows."""

    chosen: Mapping[str, tuple[str, ...]]
    unknown: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> tuple[str, ...]:
        return self.chosen.get(name, ())

    def get_pairs(self) -> list[tuple[str, str]]:
        """Return the chosen values as parameters of an address."""
        return [
            (name, value) for name, values in self.chosen.items() for value in values
        ]

    def has_any(self) -> bool:
        return bool(self.unknown) or any(self.chosen.values())

    def get_key(self) -> str:
        """Return the choice as text, the same for every order of the parameters."""
        return urlencode(sorted((name, values) for name, values in self.chosen.items()))


@dataclass(frozen=True)
class FacetSource:
    """One filter before its links are made.

    ``counts`` maps a value to its number of rows under all other filters; without it
    the options stand without numbers. An option without rows is left out unless chosen.
    ``levels`` says how deep an option stands below others.
    """

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    counts: Mapping[str, int] | None = None
    keeps_empty: bool = False
    levels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FacetOption:
    value: str
    label: str
    count: int | None
    url: str
    is_active: bool
    level: int = 0


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: tuple[FacetOption, ...]

    @property
    def is_open(self) -> bool:
        return any(option.is_active for option in self.options)


@dataclass(frozen=True)
class ActiveFilter:
    label: str
    remove_url: str


@dataclass(frozen=True)
class UnknownFilter:
    """A value that no option has, with the label of its filter, to be said in words."""

    label: str
    value: str


@dataclass(frozen=True)
class FacetPanel:
    """All that components/filter_panel.html and active_filters.html need."""

    groups: tuple[Facet, ...]
    active: tuple[ActiveFilter, ...]
    unknown: tuple[UnknownFilter, ...]
    clear_url: str

    @property
    def is_filtered(self) -> bool:
        return bool(self.active or self.unknown)


def read_choices(params: QueryDict, known: Mapping[str, Collection[str]]) -> Choices:
    """Sort the values of an address into known and unknown ones, each once, in order."""
    chosen: dict[str, tuple[str, ...]] = {}
    unknown: list[tuple[str, str]] = []
    for name, values in known.items():
        given = [value for value in params.getlist(name) if value][:MAX_VALUES]
        kept = dict.fromkeys(value for value in given if value in values)
        chosen[name] = tuple(kept)
        unknown += [
            (name, value) for value in dict.fromkeys(given) if value not in kept
        ]
    return Choices(chosen, tuple(unknown))


def remember_counts(key: str, compute: Callable[[], Counted]) -> Counted:
    """Return what ``compute`` says, at most ``COUNTS_LIVE_SECONDS`` old.

    Only for figures that every visitor may see: the key names the list, the language
    and the chosen filters, never a person. Key: free text of any length. Without a cache
    they are counted each time.
    """
    name = f"counts:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"
    try:
        found = cache.get(name)
        if found is not None:
            return cast(Counted, found)
    except Exception:
        logger.exception("counts could not be read from the cache")
        return compute()
    counted = compute()
    try:
        cache.set(name, counted, COUNTS_LIVE_SECONDS)
    except Exception:
        logger.exception("counts could not be kept in the cache")
    return counted


def build_url(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return the address of a list with these parameters; without any, the path alone."""
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path


def get_kept_pairs(
    params: QueryDict, choices: Choices, keep: Sequence[str] = KEPT_PARAMETERS
) -> list[tuple[str, str]]:
    """Return search word, order and chosen values: what the links of a list carry on."""
    pairs = [(name, str(params.get(name))) for name in keep if params.get(name)]
    return [*pairs, *choices.get_pairs()]


def build_facets(
    sources: Sequence[FacetSource],
    choices: Choices,
    *,
    params: QueryDict,
    path: str,
    keep: Sequence[str] = KEPT_PARAMETERS,
) -> FacetPanel:
    """Make the links of all filters: each adds or takes away one value, on page one."""
    pairs = get_kept_pairs(params, choices, keep)
    facets, active = [], []
    for source in sources:
        options = []
        for value, label in source.choices:
            pair = (source.name, value)
            is_active = value in choices.get(source.name)
            count = None if source.counts is None else source.counts.get(value, 0)
            if count == 0 and not is_active and not source.keeps_empty:
                continue
            rest = [other for other in pairs if other != pair]
            url = build_url(path, rest if is_active else [*rest, pair])
            level = source.levels.get(value, 0)
            options.append(FacetOption(value, str(label), count, url, is_active, level))
            if is_active:
                active.append(ActiveFilter(str(label), url))
        if options:
            facets.append(Facet(source.name, str(source.label), tuple(options)))
    labels = {source.name: str(source.label) for source in sources}
    return FacetPanel(
        groups=tuple(facets),
        active=tuple(active),
        unknown=tuple(
            UnknownFilter(labels.get(name, name), value)
            for name, value in choices.unknown
        ),
        clear_url=build_url(path, [pair for pair in pairs if pair[0] in keep]),
    )
