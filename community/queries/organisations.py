"""The directory of organisations, one of them, and those that are called alike (CO21, CO22)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.audiences import Viewer
from cms.enums import NetworkKind, Taxonomy
from cms.models import Network
from cms.queries.cards import (
    Card,
    Fact,
    Meta,
    Tag,
    format_day,
    label_network,
)
from cms.queries.distance import (
    NEAR,
    RADII_KM,
    RADIUS,
    Distance,
    DistanceForm,
    Radius,
    read_distance,
)
from cms.queries.facets import (
    FacetPanel,
    FacetSource,
    build_facets,
    build_url,
    get_kept_pairs,
    read_choices,
    remember_counts,
)
from cms.queries.paging import Paging, get_paging
from cms.queries.terms import LabelledTerm, list_terms
from cms.sanitize import clean_html
from cms.structured_data import Node, drop_empty
from community.models import (
    Member,
    Organisation,
    OrganisationProfile,
    OrganisationTerm,
    TeamMembership,
)
from community.models.organisation import ORGANISATION_TERMS, OrganisationQuerySet
from community.queries.social import list_social_facts, show_address
from community.validators import fold_name

TERM_PARAMETERS = {
    "type": Taxonomy.ORGANISATION_TYPE,
    "topic": Taxonomy.TOPIC,
    "stage": Taxonomy.STAGE,
}
KEPT = ("q", NEAR, RADIUS)
QUERY_LENGTH = 80
SIMILAR_SHOWN = 5
SIMILAR_READ = 500
ALIKE = 0.75
BEGINNING = 4
SUMMARY_WORDS = 30


@dataclass(frozen=True)
class OrganisationList:
    """One page of the directory: what its template needs."""

    cards: tuple[Card, ...]
    total: int
    paging: Paging
    panel: FacetPanel
    distance: DistanceForm
    query: str
    hidden: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class OrganisationDetail:
    """One organisation in the words of its page; ``graph`` is for machines."""

    organisation: Organisation
    about: str
    source_day: str
    types: str
    facts: tuple[Fact, ...]
    links: tuple[Fact, ...]
    topics: tuple[Tag, ...]
    stages: tuple[Tag, ...]
    graph: tuple[Node, ...]
    logo_url: str = ""


def list_organisations(*, params: QueryDict, path: str) -> OrganisationList:
    """Return one page of the live organisations under the filters of an address.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    terms = list_terms(ORGANISATION_TERMS)
    networks = _list_networks()
    options = {
        name: [(term.slug, term.label) for term in terms if term.taxonomy == taxonomy]
        for name, taxonomy in TERM_PARAMETERS.items()
    } | {"network": [(slug, label) for _pk, slug, label in networks]}
    choices = read_choices(
        params, {name: [slug for slug, _ in pairs] for name, pairs in options.items()}
    )
    distance = read_distance(params)
    query = str(params.get("q", ""))[:QUERY_LENGTH]
    rules = _build_rules(choices, terms, networks)
    base = _narrow(query, distance)
    rows = base
    for rule in rules.values():
        rows = rows.filter(rule)
    total = rows.count()
    pairs = get_kept_pairs(params, choices, KEPT)
    paging = get_paging(params.get("page"), total=total, path=path, pairs=pairs)
    counts = _count(base, rules, terms, networks, f"{query}:{distance.narrowing.key}")
    labels = {
        "type": _("Kind"),
        "topic": _("Topic"),
        "stage": _("Education stage"),
        "network": _("Network"),
    }
    panel = build_facets(
        [
            FacetSource(name, labels[name], options[name], counts[name])
            for name in labels
        ],
        choices,
        params=params,
        path=path,
        keep=KEPT,
    )
    found = list(rows.select_related("network").order_by("name", "pk")[paging.rows])
    return OrganisationList(
        cards=tuple(make_cards(found, terms)),
        total=total,
        paging=paging,
        panel=panel,
        distance=_make_distance_form(distance, path, pairs),
        query=query,
        hidden=tuple(
            {"name": name, "value": value} for name, value in pairs if name != "q"
        ),
    )


def make_cards(
    organisations: Sequence[Organisation], terms: Sequence[LabelledTerm] = ()
) -> list[Card]:
    """Return the cards of organisations in their order, with their types as kicker."""
    terms = terms or list_terms(ORGANISATION_TERMS)
    labels = {
        term.pk: term.label
        for term in terms
        if term.taxonomy == Taxonomy.ORGANISATION_TYPE
    }
    types: dict[int, list[str]] = {}
    rows = OrganisationTerm.objects.filter(
        organisation__in=[row.pk for row in organisations], term__in=labels
    )
    for key, term in rows.values_list("organisation_id", "term_id").order_by("pk"):
        types.setdefault(key, []).append(labels[term])
    return [
        Card(
            title=row.name,
            url=row.get_absolute_url(),
            kicker=", ".join(types.get(row.pk, ())),
            meta=tuple(_list_meta(row)),
        )
        for row in organisations
    ]


def get_detail(organisation: Organisation, url: str) -> OrganisationDetail:
    """Return what the page of an organisation shows; ``url`` is its whole address."""
    labels = {term.pk: term for term in list_terms(ORGANISATION_TERMS)}
    keys = organisation.organisation_terms.order_by("pk").values_list(
        "term_id", flat=True
    )
    terms = [labels[key] for key in keys if key in labels]
    by_taxonomy = {
        taxonomy: [term for term in terms if term.taxonomy == taxonomy]
        for taxonomy in ORGANISATION_TERMS
    }
    profiles = list(organisation.profiles.order_by("service"))
    about = clean_html(organisation.about)
    return OrganisationDetail(
        organisation=organisation,
        about=about,
        source_day=format_day(organisation.source_date)
        if organisation.source_date
        else "",
        types=", ".join(t.label for t in by_taxonomy[Taxonomy.ORGANISATION_TYPE]),
        facts=tuple(_list_facts(organisation)),
        links=tuple(list_social_facts({row.service: row.url for row in profiles})),
        topics=_make_tags(by_taxonomy[Taxonomy.TOPIC], "topic"),
        stages=_make_tags(by_taxonomy[Taxonomy.STAGE], "stage"),
        graph=(build_node(organisation, profiles, url),),
        logo_url=find_logo_url(organisation),
    )


def find_logo_url(organisation: Organisation) -> str:
    """Return where the logo is served, or "" where there is none."""
    name = str(organisation.logo.name or "")
    if not name:
        return ""
    # The name of the file changes with the logo, so a browser never shows an old one.
    version = name.rpartition("/")[2][:8]
    path = reverse(
        "community_organisations:organisation_logo", args=[organisation.slug]
    )
    return f"{path}?v={version}"


def build_node(
    organisation: Organisation, profiles: Iterable[OrganisationProfile], url: str
) -> Node:
    """Describe an organisation in the vocabulary of schema.org: what its page shows (ED63)."""
    has_point = organisation.latitude is not None and organisation.longitude is not None
    website = [organisation.website] if organisation.website else []
    return drop_empty(
        {
            "@type": "Organization",
            "name": organisation.name,
            "url": url,
            "sameAs": [*website, *(profile.url for profile in profiles)],
            "email": organisation.email,
            "telephone": organisation.phone,
            "address": drop_empty(
                {
                    "@type": "PostalAddress",
                    "streetAddress": organisation.street,
                    "postalCode": organisation.postcode,
                    "addressLocality": organisation.town,
                    "addressCountry": "DE",
                }
            ),
            "location": {
                "@type": "Place",
                "geo": {
                    "@type": "GeoCoordinates",
                    "latitude": float(organisation.latitude or 0),
                    "longitude": float(organisation.longitude or 0),
                },
            }
            if has_point
            else None,
        }
    )


def find_similar(name: str, town: str, viewer: Viewer) -> list[Organisation]:
    """Return visible organisations that may be the same, the likeliest first (CO22).

    Compared is what is left of the names when umlauts, accents, hyphens and spaces are
    gone: “Schüler-Labor” and “Schuelerlabor” are one. Those of the same town count more.
    """
    folded, folded_town = fold_name(name), fold_name(town)
    if not folded:
        return []
    words = {fold_name(word) for word in name.split()}
    rule = Q(folded_name__startswith=folded[:BEGINNING])
    for word in words:
        if len(word) > BEGINNING:
            rule |= Q(folded_name__contains=word)
    rows = Organisation.objects.visible_to(viewer).filter(rule)
    rows = rows.select_related("network")
    ranked = sorted(
        (
            (_rate(folded, folded_town, row), row)
            for row in rows.order_by("pk")[:SIMILAR_READ]
        ),
        key=lambda pair: (-pair[0], pair[1].name),
    )
    return [row for rate, row in ranked if rate >= ALIKE][:SIMILAR_SHOWN]


def list_team(
    organisation: Organisation, viewer: Viewer, day: dt.date
) -> list[TeamMembership]:
    """Return who is shown as the team; visitors see nobody (CO23)."""
    rows = TeamMembership.objects.shown_to(viewer, day)
    own = rows.filter(organisation=organisation).select_related("member")
    return list(own.order_by("role", "member__display_name", "pk"))


def list_own_organisations(member: Member) -> list[Card]:
    """Return the cards of the organisations to whose team the member belongs."""
    rows = Organisation.objects.with_team_of(member).select_related("network")
    return make_cards(list(rows.order_by("name", "pk")))


def _rate(folded: str, folded_town: str, row: Organisation) -> float:
    """Return how likely both are the same: 1 for the same letters, 0 for none."""
    rate = SequenceMatcher(None, folded, row.folded_name).ratio()
    if folded in row.folded_name or row.folded_name in folded:
        rate = max(rate, ALIKE)
    return rate + (0.1 if row.folded_town == folded_town else 0)


def _list_networks() -> list[tuple[int, str, str]]:
    rows = Network.objects.filter(community_organisations__state="live").distinct()
    return [
        (pk, slug if kind != NetworkKind.SITE else str(NetworkKind.SITE), label)
        for pk, slug, kind, label in (
            (row.pk, row.slug, row.kind, label_network(row.kind, row.display_name))
            for row in rows.order_by("name")
        )
    ]


def _narrow(query: str, distance: Distance) -> OrganisationQuerySet:
    rows = Organisation.objects.live()
    if fold_name(query):
        rows = rows.named_like(query)
    return rows.filter(distance.narrowing.rule)


def _build_rules(
    choices: Any, terms: Sequence[LabelledTerm], networks: list[tuple[int, str, str]]
) -> dict[str, Q]:
    """Return the condition of each chosen filter, by its name."""
    rules = {}
    for name, taxonomy in TERM_PARAMETERS.items():
        chosen = choices.get(name)
        if chosen:
            keys = [
                term.pk
                for term in terms
                if term.taxonomy == taxonomy and term.slug in chosen
            ]
            tagged = OrganisationTerm.objects.filter(term__in=keys)
            rules[name] = Q(pk__in=tagged.values("organisation"))
    chosen = choices.get("network")
    if chosen:
        rules["network"] = Q(
            network__in=[pk for pk, slug, _label in networks if slug in chosen]
        )
    return rules


def _count(
    base: OrganisationQuerySet,
    rules: dict[str, Q],
    terms: Sequence[LabelledTerm],
    networks: list[tuple[int, str, str]],
    key: str,
) -> dict[str, dict[str, int]]:
    """Count the values of each filter under all other filters: two queries at most each."""

    def narrow(name: str) -> OrganisationQuerySet:
        rows = base
        for other, rule in rules.items():
            if other != name:
                rows = rows.filter(rule)
        return rows

    def count() -> dict[str, dict[str, int]]:
        found = {}
        for name, taxonomy in TERM_PARAMETERS.items():
            slugs = {term.pk: term.slug for term in terms if term.taxonomy == taxonomy}
            tagged = OrganisationTerm.objects.filter(
                organisation__in=narrow(name), term__in=slugs
            )
            keys = Counter(tagged.values_list("term_id", flat=True))
            found[name] = {slugs[pk]: number for pk, number in keys.items()}
        slugs = {pk: slug for pk, slug, _label in networks}
        keys = Counter(narrow("network").values_list("network_id", flat=True))
        found["network"] = {
            slugs[pk]: number for pk, number in keys.items() if pk in slugs
        }
        return found

    if rules or key != ":":
        # Of chosen filters there are too many to keep.
        return count()
    return remember_counts("organisations", count)


def _make_distance_form(
    distance: Distance, path: str, pairs: list[tuple[str, str]]
) -> DistanceForm:
    rest = tuple(pair for pair in pairs if pair[0] not in (NEAR, RADIUS))
    is_found = distance.spot is not None
    return DistanceForm(
        action=path,
        near=distance.near,
        place=distance.spot.label if distance.spot else "",
        radii=tuple(
            Radius(km, _("%(number)d km") % {"number": km}, km == distance.radius_km)
            for km in RADII_KM
        ),
        hidden=rest,
        sentence=distance.sentence,
        is_refused=bool(distance.sentence) and not is_found,
        clear_url=build_url(path, rest) if is_found else "",
    )


def _list_meta(organisation: Organisation) -> Iterable[Meta]:
    yield Meta(organisation.town, "map-pin")
    if not organisation.network.is_site:
        yield Meta(organisation.network.display_name, "network")


def _list_facts(organisation: Organisation) -> Iterable[Fact]:
    place = f"{organisation.postcode} {organisation.town}".strip()
    address = ", ".join(part for part in (organisation.street, place) if part)
    yield Fact(_("Address"), address, "map-pin")
    if organisation.website:
        shown = show_address(organisation.website)
        yield Fact(_("Website"), shown, "globe", organisation.website)
    if organisation.email:
        yield Fact(
            _("Email"), organisation.email, "mail", f"mailto:{organisation.email}"
        )
    if organisation.phone:
        number = organisation.phone.replace(" ", "")
        yield Fact(_("Telephone"), organisation.phone, "phone", f"tel:{number}")
    if organisation.working_languages:
        yield Fact(_("Languages"), organisation.working_languages, "languages")
    if organisation.supported_by:
        yield Fact(_("Supported by"), organisation.supported_by, "heart-handshake")


def _make_tags(terms: Sequence[LabelledTerm], parameter: str) -> tuple[Tag, ...]:
    return tuple(Tag(term.label, f"../?{parameter}={term.slug}") for term in terms)
