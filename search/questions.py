"""What is asked of a backend, and what it answers; both backends speak this (F10, F15)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cms.audiences import VISITOR, Viewer

PAGE_SIZE = 20


@dataclass(frozen=True)
class Term:
    """A word as it was typed, or a phrase in quotes."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True)
class Words:
    """A query taken apart: all of ``wanted`` must be found, none of ``unwanted`` (F8)."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)


@dataclass(frozen=True)
class Nearby:
    """A point in degrees and a distance in kilometres."""

    latitude: float
    longitude: float
    radius_km: int


@dataclass(frozen=True, kw_only=True)
class Question:
    """``choices`` are the chosen values by the name of their facet: OR within, AND between.

    ``number`` is that of the page, from 1. ``now`` decides what is over.
    """

    words: Words
    language: str
    now: dt.datetime
    viewer: Viewer = VISITOR
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nearby: Nearby | None = None
    number: int = 1
    page_size: int = PAGE_SIZE
    pinned: tuple[str, ...] = ()
    """Things that editors put first for this query, as ``news:12``."""
    since: dt.datetime | None = None
    """Only things whose entries became visible later than this; for alerts (F13)."""
    has_counts: bool = True
    forgives_slips: bool = True
    """Whether words that look alike are found too; an alert would tell of the wrong things."""


@dataclass(frozen=True)
class Part:
    """A stretch of text, and whether it is why the result was found."""

    text: str
    is_match: bool = False


@dataclass(frozen=True)
class Hit:
    """A thing once, however many of its entries match (F15).

    ``title`` and ``excerpt`` are plain text in parts: the template escapes and marks them.
    ``excerpt`` is empty where the title says why it was found.
    """

    thing: str
    entry: int
    title: tuple[Part, ...]
    excerpt: tuple[Part, ...] = ()
    is_pinned: bool = False


@dataclass(frozen=True)
class Answer:
    """One page of hits; ``counts`` are by facet and value and ignore the facet's own choice."""

    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    did_you_mean: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A title, name, topic or place that begins as what was typed."""

    text: str
    kind: str
    url: str = ""


class BackendUnavailableError(Exception):
    """The backend gave no answer in time, or none that could be read (F18)."""


class Backend(Protocol):
    """Raises `BackendUnavailableError`; never answers what the viewer may not see."""

    def search(self, question: Question) -> Answer: ...

    def suggest(
        self, text: str, *, language: str, viewer: Viewer, limit: int
    ) -> tuple[Suggestion, ...]: ...
