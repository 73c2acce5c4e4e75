"""One offer in full: its facts, and the way that it lies on (ED13, ED27)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.enums import Availability, Taxonomy
from cms.geo import sort_key
from cms.models import Offer, OfferPage, PageDistrict, PageTerm
from cms.queries.bodies import prefetch_card_pictures
from cms.queries.cards import (
    Card,
    Fact,
    Tag,
    format_moment,
    get_network_name,
    name_ages,
)
from cms.queries.districts import make_district_tags
from cms.queries.lists import make_tags
from cms.queries.offers import (
    TERM_FILTERS,
    label_terms,
    make_offer_card,
    name_classes,
    name_length,
    name_places,
    pick_labels,
    select_for_cards,
)
from cms.queries.terms import LabelledTerm
from cms.validators.times import BERLIN

RELATED_COUNT = 3
MAX_STEPS = 3
"""How many steps the way shows before and after the present one."""

MAX_CHAINS = 500
"""How many chains of steps are read; the way shows a few of them."""

MAX_BESIDE = 6
"""How many offers stand beside each other in one step."""

USUAL_LENGTHS = {
    "talk": gettext_lazy("usually 90 minutes"),
    "workshop": gettext_lazy("usually 3 to 5 hours"),
    "short-event": gettext_lazy("usually one or two days"),
    "project-week": gettext_lazy("usually a week"),
}
"""Length by format where the offer itself says none (ED28)."""


@dataclass(frozen=True)
class Step:
    """An offer on the way; ``paths`` names breadth, talent or both."""

    title: str
    url: str
    stages: str
    format: str
    paths: tuple[str, ...]
    is_current: bool = False


@dataclass(frozen=True)
class WayPart:
    """Offers that stand at one place of the way."""

    steps: tuple[Step, ...]
    is_current: bool = False


@dataclass(frozen=True)
class OfferDate:
    text: str
    iso: str
    is_over: bool


@dataclass(frozen=True)
class OfferDetail:
    kicker: str
    network_name: str
    paths: tuple[str, ...]
    is_free: bool
    facts: tuple[Fact, ...]
    dates: tuple[OfferDate, ...]
    districts: tuple[Tag, ...]
    reach: str
    takes_requests: bool
    way: tuple[WayPart, ...]
    tags: tuple[Tag, ...]
    related: tuple[Card, ...]


def get_offer_detail(*, page: OfferPage, request: HttpRequest) -> OfferDetail:
    """Return what stands around an offer's text; facts from the row, of a preview the draft."""
    is_preview = bool(getattr(request, "is_preview", False))
    facts: Any = page if is_preview else page.offer
    steps = _find_steps(page, is_preview=is_preview)
    beside = _load_pages(page, [pk for row in steps for pk in row])
    related = _find_related(page, [pk for row in steps for pk in row])
    terms, keys = _find_marks(page, [other.pk for other in (*beside, *related)])
    own = terms.get(page.pk, [])
    index_url = (page.get_url(request) or "").removesuffix(f"{page.slug}/")
    districts = make_district_tags(keys, index_url)
    return OfferDetail(
        kicker=", ".join(pick_labels(own, "format")),
        network_name=get_network_name(page),
        paths=tuple(pick_labels(own, "promotion")),
        is_free=facts.is_free,
        facts=tuple(_list_facts(page, facts, own)),
        dates=tuple(_list_dates(page)),
        districts=districts,
        reach=_name_reach(facts, has_districts=bool(districts)),
        takes_requests=facts.takes_requests,
        way=_make_way(page, steps, beside, terms, request),
        tags=make_tags(own, index_url, TERM_FILTERS),
        related=tuple(
            make_offer_card(other, terms.get(other.pk, ()), request)
            for other in related
        ),
    )


def name_usual_length(
    page: OfferPage, minutes: int | None, formats: Iterable[str]
) -> str:
    """Say how long it takes: in the editor's words, in minutes, or as its format usually does."""
    if page.duration:
        return page.duration
    if minutes:
        return name_length(minutes)
    return next((str(USUAL_LENGTHS[s]) for s in formats if s in USUAL_LENGTHS), "")


def _list_facts(
    page: OfferPage, facts: Any, terms: Sequence[LabelledTerm]
) -> Iterable[Fact]:
    yield Fact(_("Provider"), page.provider_name, "building-2", page.provider_url)
    formats = [term for term in terms if term.taxonomy == Taxonomy.FORMAT]
    slugs = [term.slug for term in formats]
    length = name_usual_length(page, facts.minutes, slugs)
    lines = [
        (
            _("Education stage"),
            ", ".join(pick_labels(terms, "stage")),
            "graduation-cap",
        ),
        (_("Class"), name_classes(terms), "school"),
        (_("Age"), name_ages(facts), "users"),
        (_("Group"), _name_group(facts), "users"),
        (_("Format"), ", ".join(term.label for term in formats), "shapes"),
        (_("Length"), length, "clock"),
        (_("When"), str(Availability(facts.availability).label), "calendar"),
        (_("Where"), name_places(facts), "map-pin"),
        (_("Place"), page.venue_name, "map-pin"),
        (_("Address"), ", ".join(page.venue_address.split("\n")), "signpost"),
        (_("Cost"), _name_cost(page, facts), "euro"),
        (_("Languages"), page.languages, "languages"),
        (_("Breadth or talent"), ", ".join(pick_labels(terms, "promotion")), "route"),
    ]
    for label, value, icon in lines:
        if value:
            yield Fact(label, value, icon)


def _name_group(facts: Any) -> str:
    words = {"least": facts.group_from, "most": facts.group_to}
    if facts.group_from and facts.group_to:
        return _("%(least)d to %(most)d people") % words
    if facts.group_to:
        return _("up to %(most)d people") % words
    if facts.group_from:
        return _("from %(least)d people on") % words
    return ""


def _name_cost(page: OfferPage, facts: Any) -> str:
    parts = [_("free of charge")] if facts.is_free else []
    return ", ".join([*parts, *([page.cost] if page.cost else [])])


def _name_reach(facts: Any, *, has_districts: bool) -> str:
    """Say how far a mobile offer comes, where no district says it."""
    if not facts.is_mobile:
        return ""
    if facts.travel_km is not None:
        return _("It comes to schools up to %(number)d km away.") % {
            "number": facts.travel_km
        }
    if has_districts:
        return _("It comes to schools in these districts.")
    return _("It comes to schools everywhere in Germany.")


def _list_dates(page: OfferPage) -> Iterable[OfferDate]:
    if page.availability != Availability.DATES:
        return
    now = timezone.now()
    for child in page.dates:
        start, end = child.value["starts_at"], child.value["ends_at"]
        yield OfferDate(
            text=_("%(start)s to %(end)s")
            % {"start": format_moment(start), "end": _format_end(start, end)},
            iso=timezone.localtime(start, BERLIN).isoformat(),
            is_over=end < now,
        )


def _format_end(start: Any, end: Any) -> str:
    local_start, local_end = (timezone.localtime(m, BERLIN) for m in (start, end))
    if local_start.date() == local_end.date():
        return local_end.strftime("%H:%M")
    return format_moment(end)


def _find_marks(
    page: OfferPage, others: Sequence[int]
) -> tuple[dict[int, list[LabelledTerm]], list[str]]:
    """Return the terms of all these pages and the districts of the first, in one query."""
    terms = PageTerm.objects.filter(page__in=[page.pk, *others]).annotate(
        key=Cast("term", CharField()), is_term=Value(1)
    )
    districts = PageDistrict.objects.filter(page=page.pk).annotate(
        key=Cast("ags", CharField()), is_term=Value(0)
    )
    names = ("is_term", "page", "key")
    rows = list(terms.values_list(*names).union(districts.values_list(*names)))
    held = [(pk, int(key)) for is_term, pk, key in rows if is_term]
    return label_terms(held), [key for is_term, _pk, key in rows if not is_term]


# --- the way ----------------------------------------------------------------------------------


def _find_steps(page: OfferPage, *, is_preview: bool) -> list[list[int]]:
    """Return the rows before, at and after an offer, the farthest before first.

    Each stands where the shortest way leads; one query, however long the way is.
    """
    first: Any = Offer.objects.filter(previous_offers=page.offer_id)
    if is_preview:
        first = Offer.objects.filter(pk__in=[row.pk for row in page.find_next_offers()])
    chains = (
        first.annotate(is_ahead=Value(1))
        .values_list("is_ahead", "pk", *_follow("next_offers"))
        .union(
            Offer.objects.filter(next_offers=page.offer_id)
            .annotate(is_ahead=Value(0))
            .values_list("is_ahead", "pk", *_follow("previous_offers"))
        )
    )
    met = {page.offer_id}
    sides: dict[int, list[list[int]]] = {0: [], 1: []}
    rows = list(chains[:MAX_CHAINS])
    for distance in range(MAX_STEPS):
        for side, found in sides.items():
            keys = {chain[distance] for is_ahead, *chain in rows if is_ahead == side}
            found.append(sorted(keys - met - {None}))
        met.update(key for found in sides.values() for key in found[distance])
    steps = [*reversed(sides[0]), [page.offer_id], *sides[1]]
    return [row for row in steps if row] if len(met) > 1 else []


def _follow(name: str) -> list[str]:
    return ["__".join([name] * times) for times in range(1, MAX_STEPS)]


def _load_pages(page: OfferPage, ids: Sequence[int]) -> list[OfferPage]:
    others = [pk for pk in ids if pk != page.offer_id]
    if not others:
        return []
    pages = OfferPage.objects.listed(page.locale).filter(offer__in=others)
    return list(
        pages.only("title", "slug", "url_path", "offer", "locale", "path", "depth")
    )


def _make_way(
    page: OfferPage,
    steps: Sequence[Sequence[int]],
    beside: Sequence[OfferPage],
    terms: dict[int, list[LabelledTerm]],
    request: HttpRequest,
) -> tuple[WayPart, ...]:
    pages = {other.offer_id: other for other in (*beside, page)}
    parts = []
    for row in steps:
        found = [
            _make_step(pages[pk], terms.get(pages[pk].pk, ()), page, request)
            for pk in row
            if pk in pages
        ]
        # Breadth first, then talent: the two paths stay apart.
        found.sort(key=lambda step: (step.paths, sort_key(step.title)))
        if found:
            is_current = any(step.is_current for step in found)
            parts.append(WayPart(tuple(found[:MAX_BESIDE]), is_current))
    return tuple(parts) if len(parts) > 1 else ()


def _make_step(
    other: OfferPage,
    terms: Sequence[LabelledTerm],
    page: OfferPage,
    request: HttpRequest,
) -> Step:
    return Step(
        title=other.title,
        url=other.get_url(request) or "",
        stages=", ".join(pick_labels(terms, "stage")),
        format=", ".join(pick_labels(terms, "format")),
        paths=tuple(pick_labels(terms, "promotion")),
        is_current=other.offer_id == page.offer_id,
    )


def _find_related(page: OfferPage, on_way: Sequence[int]) -> list[OfferPage]:
    """Return offers on the same topics that are not on the way."""
    own = PageTerm.objects.filter(page=page.pk, term__taxonomy=Taxonomy.TOPIC)
    same = PageTerm.objects.filter(page=OuterRef("pk"), term__in=own.values("term"))
    listed = OfferPage.objects.listed(page.locale)
    # The rows first, along their index: joined with pages they would all be sorted.
    others = (
        Offer.objects.filter(Exists(listed.filter(Exists(same), offer=OuterRef("pk"))))
        .exclude(pk__in=[page.offer_id, *on_way])
        .order_by("title_key", "pk")
    )
    rows = others.values("pk")[:RELATED_COUNT]
    found = list(select_for_cards(listed).filter(offer__in=rows))
    found.sort(key=lambda other: (other.offer.title_key, other.offer_id))
    prefetch_card_pictures(found)
    return found
