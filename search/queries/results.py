"""A page of results: what was asked, what was found, and what to do where nothing was."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from cms.audiences import Viewer
from cms.queries.cards import format_day
from cms.queries.distance import (
    DEFAULT_RADIUS_KM,
    Distance,
    DistanceForm,
    Radius,
    read_distance,
)
from cms.queries.facets import (
    ActiveFilter,
    FacetPanel,
    build_facets,
    build_url,
    get_kept_pairs,
)
from cms.queries.paging import MAX_PAGES, Paging, get_paging
from cms.queries.pictures import Picture, get_picture, with_renditions
from search.models import Entry
from search.queries.asking import ask
from search.queries.choosing import Chooser, Options, read_chooser
from search.queries.pins import find_pinned
from search.questions import PAGE_SIZE, Answer, Hit, Nearby, Part, Question
from search.registry import search_kinds
from search.words import parse

QUERY = "q"
KEPT = (QUERY, "near", "radius")
RADII_KM = (10, 25, 50, 100)
ROUGH_BELOW_KM = 25
SHORTEST, LONGEST = 2, 200


@dataclass(frozen=True)
class Result:
    """One thing as the page shows it; ``place`` is its number among all, from 1."""

    title: tuple[Part, ...]
    excerpt: tuple[Part, ...]
    url: str
    kind: str
    kind_name: str
    icon: str
    network: str
    day: str
    lang: str
    lang_name: str
    is_over: bool
    is_pinned: bool
    place: int
    picture: Picture | None = None


@dataclass(frozen=True)
class SearchPage:
    """All that verbund_search/results.html needs.

    ``sentence`` says why nothing was asked; ``is_asked`` tells that from nothing found.
    """

    query: str
    panel: FacetPanel
    distance: DistanceForm
    results: tuple[Result, ...] = ()
    total: int = 0
    paging: Paging | None = None
    sentence: str = ""
    place_hint: str = ""
    is_asked: bool = False
    is_fallback: bool = False
    did_you_mean: str = ""
    did_you_mean_url: str = ""
    unknown_pairs: tuple[tuple[str, str], ...] = ()
    """Values that no facet has, by parameter."""
    pairs: tuple[tuple[str, str], ...] = ()
    """What was asked, without the number of the page."""

    @property
    def save_query(self) -> str:
        """Return what the page that saves a search is asked for; empty where it cannot be."""
        is_whole = (
            self.is_asked and not self.unknown_pairs and not self.distance.is_refused
        )
        return urlencode(self.pairs) if is_whole else ""


@dataclass(frozen=True)
class Asked:
    """An address read; it asks for something unless ``sentence`` says why not."""

    query: str
    chooser: Chooser
    distance: Distance
    sentence: str
    is_empty: bool

    def make_question(
        self, *, viewer: Viewer, now: dt.datetime, number: int, language: str
    ) -> Question:
        spot = self.distance.spot
        near = (
            Nearby(spot.latitude, spot.longitude, self.distance.radius_km)
            if spot
            else None
        )
        choices = self.chooser.choices.chosen
        return Question(
            words=parse(self.query),
            language=language,
            now=now,
            viewer=viewer,
            choices={name: values for name, values in choices.items() if values},
            nearby=near,
            number=number,
            pinned=find_pinned(self.query) if self.query else (),
        )


def read_asked(params: QueryDict, options: Options | None = None) -> Asked:
    """Read an address; whatever stands in it is answered in words (F24)."""
    query = " ".join(str(params.get(QUERY, "")).split())
    chooser = read_chooser(params, options)
    distance = read_distance(params)
    if distance.radius_km not in RADII_KM:
        distance = replace(distance, radius_km=DEFAULT_RADIUS_KM)
    narrows = bool(distance.spot) or any(chooser.choices.chosen.values())
    return Asked(
        query=query,
        chooser=chooser,
        distance=distance,
        sentence=_find_fault(query),
        is_empty=not query and not narrows,
    )


def _find_fault(query: str) -> str:
    if len(query) > LONGEST:
        return _(
            "That is too long to search for. Write the few words that matter, at most "
            "%(number)d characters."
        ) % {"number": LONGEST}
    if not query or parse(query):
        is_short = bool(query) and sum(sign.isalnum() for sign in query) < SHORTEST
        return _("One letter finds too much. Write at least two.") if is_short else ""
    if parse(query).unwanted:
        return _("Say what you look for too, not only what should be left out.")
    return _("There is no word in it. Write what you look for in a word or two.")


def get_search_page(
    *, params: QueryDict, path: str, viewer: Viewer, now: dt.datetime
) -> SearchPage:
    """Return the page of results that an address asks for.

    Raises:
        Http404: it lies beyond the last page.
    """
    language = get_language() or ""
    asked = read_asked(params)
    kept = get_kept(asked)
    if asked.sentence or asked.is_empty:
        page = _make_page(asked, kept, Answer((), 0), path)
        return replace(page, sentence=asked.sentence)
    number = _read_number(params.get("page"))
    question = asked.make_question(
        viewer=viewer, now=now, number=number, language=language
    )
    answered = ask(question)
    answer = answered.answer
    page = _make_page(asked, kept, answer, path)
    meant = answer.did_you_mean
    return replace(
        page,
        results=list_results(answer.hits, viewer=viewer, now=now, number=number),
        total=answer.total,
        paging=get_paging(
            params.get("page"),
            total=answer.total,
            path=path,
            pairs=page.pairs,
            size=PAGE_SIZE,
        ),
        is_asked=True,
        is_fallback=answered.is_fallback,
        did_you_mean=meant,
        did_you_mean_url=build_url(path, [(QUERY, meant)]) if meant else "",
    )


def _read_number(given: str | None) -> int:
    """Return the page to ask for; what is no page is refused once the total is known."""
    text = given or "1"
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MAX_PAGES))
    return int(text) if is_number and 1 <= int(text) <= MAX_PAGES else 1


def get_kept(asked: Asked) -> QueryDict:
    """Return what the links of the page carry on besides the facets."""
    kept = QueryDict(mutable=True)
    if asked.query and not asked.sentence:
        kept[QUERY] = asked.query
    if asked.distance.spot:
        kept["near"] = asked.distance.near
        kept["radius"] = str(asked.distance.radius_km)
    return kept


def _make_page(asked: Asked, kept: QueryDict, answer: Answer, path: str) -> SearchPage:
    choices = asked.chooser.choices
    pairs = tuple(get_kept_pairs(kept, choices, KEPT))
    panel = build_facets(
        asked.chooser.make_sources(answer.counts),
        choices,
        params=kept,
        path=path,
        keep=KEPT,
    )
    distance = asked.distance
    apart = [pair for pair in pairs if pair[0] not in ("near", "radius")]
    active: Sequence[ActiveFilter] = ()
    hint = ""
    if distance.spot:
        active = (ActiveFilter(distance.narrowing.label, build_url(path, apart)),)
        hint = _say_place(distance)
    panel = replace(
        panel,
        active=(*panel.active, *active),
        clear_url=build_url(path, [pair for pair in pairs if pair[0] == QUERY]),
    )
    return SearchPage(
        query=asked.query[:LONGEST],
        panel=panel,
        distance=_make_form(distance, apart, path),
        place_hint=hint,
        unknown_pairs=choices.unknown,
        pairs=pairs,
    )


def _say_place(distance: Distance) -> str:
    assert distance.spot is not None  # noqa: S101 -- asked by the caller
    words = {"number": distance.radius_km, "place": distance.spot.label}
    if distance.radius_km < ROUGH_BELOW_KM:
        return (
            _(
                "Within about %(number)d km of %(place)s. The point of a postcode can be "
                "some kilometres off, so look a little further too."
            )
            % words
        )
    return _("Within %(number)d km of %(place)s.") % words


def _make_form(
    distance: Distance, pairs: Sequence[tuple[str, str]], path: str
) -> DistanceForm:
    is_found = distance.spot is not None
    wider = next((km for km in RADII_KM if km > distance.radius_km), None)
    wider_pairs = [*pairs, ("near", distance.near), ("radius", str(wider))]
    has_wider = is_found and wider is not None
    return DistanceForm(
        action=path,
        near=distance.near,
        place=distance.spot.label if distance.spot else "",
        radii=tuple(
            Radius(km, _name_radius(km), km == distance.radius_km) for km in RADII_KM
        ),
        hidden=tuple(pairs),
        sentence=distance.sentence,
        is_refused=bool(distance.sentence) and not is_found,
        clear_url=build_url(path, pairs) if is_found else "",
        wider_url=build_url(path, wider_pairs) if has_wider else "",
        wider_label=_name_radius(wider) if has_wider and wider else "",
    )


def _name_radius(radius_km: int) -> str:
    return _("%(number)d km") % {"number": radius_km}


def list_results(
    hits: Sequence[Hit], *, viewer: Viewer, now: dt.datetime, number: int = 1
) -> tuple[Result, ...]:
    """Return hits as they are shown, in two or three queries; the entry table filters.

    What the search server has not heard of yet, as that something was hidden, is left
    out here.
    """
    rows = load_entries([hit.entry for hit in hits], viewer)
    first = (number - 1) * PAGE_SIZE + 1
    return tuple(
        describe_hit(hit, rows[hit.entry], now=now, place=place)
        for place, hit in enumerate(hits, first)
        if hit.entry in rows
    )


def load_entries(keys: Sequence[int], viewer: Viewer) -> Mapping[int, Entry]:
    """Return the entries of these keys that the viewer may find."""
    rows = Entry.objects.visible_to(viewer).filter(pk__in=keys).defer("body")
    found = with_renditions(rows.select_related("network"), "image")
    return {row.pk: row for row in found}


def describe_hit(hit: Hit, row: Any, *, now: dt.datetime, place: int) -> Result:
    """Return a hit as it is shown; ``place`` is its number among all."""
    kind = search_kinds.get(row.kind)
    network = row.network
    excerpt = hit.excerpt or ((Part(row.summary),) if row.summary else ())
    lang = "" if row.language in ("", get_language()) else row.language
    moment = row.starts_at or row.ends_at or row.published_at
    return Result(
        title=hit.title or (Part(row.title),),
        excerpt=excerpt,
        url=row.url,
        kind=str(kind.label) if kind else "",
        kind_name=row.kind,
        icon=kind.icon if kind else "file-text",
        network="" if network is None or network.is_site else network.display_name,
        day=_say_day(row, moment),
        lang=lang,
        lang_name=str(get_language_info(lang)["name_translated"]) if lang else "",
        is_over=bool(row.ends_at and row.ends_at < now),
        is_pinned=hit.is_pinned,
        place=place,
        picture=get_picture(row.image, "card"),
    )


def _say_day(row: Any, moment: dt.datetime | None) -> str:
    if moment is None:
        return ""
    day = format_day(moment)
    if not row.starts_at and row.ends_at:
        return _("until %(day)s") % {"day": day}
    return day
