"""The directory of networks: filters, counts, one page of the list, figures by state."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Substr
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.enums import NetworkKind, NetworkStatus, Role, State
from cms.geo import (
    PREFIX_BY_STATE,
    STATE_BY_PREFIX,
    get_districts,
    get_districts_of,
    read_cell,
    sort_key,
)
from cms.models import (
    Network,
    NetworkDistrict,
    NetworkFunder,
    NetworkRole,
    NetworkState,
    RegionIndexPage,
    RegionPage,
)
from cms.models.network import NetworkQuerySet
from cms.queries.facets import (
    Choices,
    FacetPanel,
    FacetSource,
    build_facets,
    get_kept_pairs,
    read_choices,
    remember_counts,
)
from cms.queries.maps import build_cell_rule
from cms.queries.paging import MAX_PAGES, PAGE_SIZE, Paging, get_paging
from cms.queries.remembered import remember

KINDS = tuple(kind for kind in NetworkKind if kind != NetworkKind.SITE)
ROW_FILTERS = ("kind", "status", "seat")
WITH_COORDINATOR = "yes"
MAX_FUNDERS = 200
FAR_DOWN = 1_000


@dataclass(frozen=True)
class NetworkEntry:
    """A network as a line of the list."""

    name: str
    url: str
    kind: str
    states: str
    locality: str
    status: str
    is_programme: bool


@dataclass(frozen=True)
class RegionCounts:
    """Rows by value of each filter, each under all other filters."""

    total: int
    by_filter: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class RegionListing:
    """One page of the directory: what its template and the embedded map need."""

    entries: tuple[NetworkEntry, ...]
    total: int
    paging: Paging
    panel: FacetPanel
    choices: Choices
    counts: RegionCounts


@dataclass(frozen=True)
class StateFigure:
    state: str
    name: str
    networks: int
    programmes: int


@dataclass(frozen=True)
class RegistryFigures:
    """Figures by state: one of two states counts in both, so columns exceed the totals."""

    states: tuple[StateFigure, ...]
    networks: int
    programmes: int
    in_two_states: int

    @property
    def total(self) -> int:
        return self.networks + self.programmes


def list_regions(
    *, index: RegionIndexPage, params: QueryDict, path: str, keep: tuple[str, ...] = ()
) -> RegionListing:
    """Return one page of the directory in the language of its index.

    ``keep`` names parameters that the links carry on besides the filters.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    choices = read_choices(params, list_known_values(params))
    key = f"regions:{index.pk}:{choices.get_key()}"
    counts = remember_counts(key, lambda: count_regions(index, choices))
    paging = get_paging(
        params.get("page"),
        total=counts.total,
        path=path,
        pairs=get_kept_pairs(params, choices, keep),
    )
    return RegionListing(
        entries=remember(
            f"{key}:{paging.number}",
            lambda: tuple(list_entries(index, _list_keys(index, choices, paging))),
        ),
        total=counts.total,
        paging=paging,
        panel=build_facets(
            _make_sources(choices, counts), choices, params=params, path=path, keep=keep
        ),
        choices=choices,
        counts=counts,
    )


def list_entries(index: RegionIndexPage, ids: list[int]) -> list[NetworkEntry]:
    """Return the networks of these keys in their order, those without a page left out."""
    pages = (
        RegionPage.objects.listed(index.locale)
        .filter(network__in=ids)
        .values_list(
            "network",
            "slug",
            "network__name",
            "network__kind",
            "network__locality",
            "network__status",
        )
    )
    states: dict[int, list[str]] = {}
    for pk, state in NetworkState.objects.filter(network__in=ids).values_list(
        "network", "state"
    ):
        states.setdefault(pk, []).append(str(State(state).label))
    index_url = index.get_url() or ""
    found = {
        pk: NetworkEntry(
            name=name,
            url=f"{index_url}{slug}/",
            kind=str(NetworkKind(kind).label),
            states=", ".join(states.get(pk, ())),
            locality=locality,
            status=_name_status(status),
            is_programme=kind == NetworkKind.STATE_PROGRAMME,
        )
        for pk, slug, name, kind, locality, status in pages
    }
    return [found[pk] for pk in ids if pk in found]


def _list_keys(index: RegionIndexPage, choices: Choices, paging: Paging) -> list[int]:
    """Return the keys of the page's rows, read from an index of names.

    Far down, the rows above would be read for every page anew: there the order of all
    is kept until something is published, at most a minute.
    """
    keys = narrow(index, choices).order_by("name", "pk").values_list("pk", flat=True)
    if paging.start < FAR_DOWN:
        return list(keys[paging.rows])
    everything = remember(
        f"regions-order:{index.pk}:{choices.get_key()}",
        lambda: list(keys[: MAX_PAGES * PAGE_SIZE]),
    )
    return everything[paging.rows]


def _name_status(status: str) -> str:
    # That a network is active goes without saying.
    is_active = status == NetworkStatus.ACTIVE
    return "" if is_active else str(NetworkStatus(status).label)


# --- filters ---------------------------------------------------------------------------


def narrow(
    index: RegionIndexPage, choices: Choices, *, leave_out: Collection[str] = ()
) -> NetworkQuerySet:
    """Return the listed networks under all chosen filters but the named ones."""
    chosen = {
        name: values for name, values in choices.chosen.items() if name not in leave_out
    }
    return apply_filters(Network.objects.listed(index.locale), chosen)


def apply_filters(
    rows: NetworkQuerySet, chosen: Mapping[str, Sequence[str]]
) -> NetworkQuerySet:
    """Keep the networks that pass these filters, whose values must be known."""
    for name, values in chosen.items():
        if values:
            rows = _apply(rows, name, tuple(values))
    return rows


def _apply(
    rows: NetworkQuerySet, name: str, values: tuple[str, ...]
) -> NetworkQuerySet:
    if name == "state":
        return rows.in_states(list(values))
    if name == "district":
        return rows.in_districts(values)
    if name == "seat":
        return rows.with_seat_in([PREFIX_BY_STATE[value] for value in values])
    if name == "seat_district":
        return rows.filter(seat_ags__in=values)
    if name == "funder":
        return rows.filter(_has(NetworkFunder.objects.filter(name__in=values)))
    if name == "coordinator":
        return rows.filter(_has(_get_coordinators()))
    if name == "cell":
        return rows.filter(build_cell_rule(values))
    return rows.filter(**{f"{name}__in": values})


def _has(parts: Any) -> Exists:
    return Exists(parts.filter(network=OuterRef("pk")))


def _get_coordinators() -> Any:
    today = timezone.localdate()
    return NetworkRole.objects.active_on(today).filter(role=Role.COORDINATOR)


def list_known_values(params: QueryDict) -> dict[str, Collection[str]]:
    """Return by filter the values that it can have."""
    return {
        "state": State.values,
        "district": get_districts(),
        "seat": State.values,
        "seat_district": get_districts(),
        "kind": KINDS,
        "status": NetworkStatus.values,
        "funder": _list_funders() if "funder" in params else (),
        "coordinator": (WITH_COORDINATOR,),
        "cell": [text for text in params.getlist("cell") if read_cell(text)],
    }


def _list_funders() -> list[str]:
    names = NetworkFunder.objects.values_list("name", flat=True).distinct()
    return remember_counts("regions-funders", lambda: sorted(names[:MAX_FUNDERS]))


# --- counts ----------------------------------------------------------------------------


def count_regions(index: RegionIndexPage, choices: Choices) -> RegionCounts:
    """Count by each filter under all others, with GROUP BY.

    Kind, status and seat are columns of one row: counted together, chosen afterwards.
    """
    groups = _count_rows(index, choices)
    counts: dict[str, Mapping[str, int]] = {
        name: _sum_groups(groups, choices, name) for name in ROW_FILTERS
    }
    counts["state"] = _count_parts(
        index, choices, "state", NetworkState.objects.values_list("state")
    )
    in_use = remember_counts("regions-filters", _find_filters_in_use)
    if "funder" in in_use:
        counts["funder"] = _count_parts(
            index, choices, "funder", NetworkFunder.objects.values_list("name")
        )
    if "coordinator" in in_use:
        rows = narrow(index, choices, leave_out=["coordinator"])
        number = rows.filter(pk__in=_get_coordinators().values("network")).count()
        counts["coordinator"] = {WITH_COORDINATOR: number}
    if choices.get("state") or choices.get("district"):
        counts["district"] = _count_parts(
            index, choices, "district", NetworkDistrict.objects.values_list("ags")
        )
    if choices.get("seat") or choices.get("seat_district"):
        rows = narrow(index, choices, leave_out=["seat_district"]).order_by()
        counts["seat_district"] = dict(
            rows.values_list("seat_ags").annotate(number=Count("pk"))
        )
    return RegionCounts(sum(_sum_groups(groups, choices, "").values()), counts)


def _find_filters_in_use() -> list[str]:
    """Return the filters over what few networks have yet; others are not counted."""
    parts = {"funder": NetworkFunder.objects.all(), "coordinator": _get_coordinators()}
    first, *others = (
        rows.order_by().values_list(Value(name), flat=True)
        for name, rows in parts.items()
    )
    return list(first.union(*others))


def _count_rows(
    index: RegionIndexPage, choices: Choices
) -> list[tuple[dict[str, str], int]]:
    rows = (
        narrow(index, choices, leave_out=ROW_FILTERS)
        .order_by()
        .annotate(prefix=Substr("seat_ags", 1, 2))
        .values_list("kind", "status", "prefix")
        .annotate(number=Count("pk"))
    )
    return [
        (
            {
                "kind": kind,
                "status": status,
                "seat": str(STATE_BY_PREFIX.get(prefix, "")),
            },
            number,
        )
        for kind, status, prefix, number in rows
    ]


def _sum_groups(
    groups: list[tuple[dict[str, str], int]], choices: Choices, name: str
) -> dict[str, int]:
    sums: dict[str, int] = {}
    for group, number in groups:
        others = [other for other in ROW_FILTERS if other != name]
        if all(
            not choices.get(other) or group[other] in choices.get(other)
            for other in others
        ):
            value = group.get(name, "")
            sums[value] = sums.get(value, 0) + number
    return sums


def _count_parts(
    index: RegionIndexPage, choices: Choices, name: str, parts: Any
) -> dict[str, int]:
    rows = narrow(index, choices, leave_out=[name]).order_by().values("pk")
    counted = parts.filter(network__in=rows).order_by()
    return dict(counted.annotate(number=Count("network", distinct=True)))


def _make_sources(choices: Choices, counts: RegionCounts) -> list[FacetSource]:
    states = [(state.value, str(state.label)) for state in State]
    states.sort(key=lambda pair: sort_key(pair[1]))
    by_filter = counts.by_filter
    funders = [
        (name, name) for name in sorted(by_filter.get("funder", ()), key=sort_key)
    ]
    options: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("state", _("Active in: state"), states),
        ("kind", _("Kind"), [(kind.value, str(kind.label)) for kind in KINDS]),
        ("seat", _("Seat in: state"), states),
        ("district", _("Active in: district"), _list_districts(choices, "state")),
        ("seat_district", _("Seat in: district"), _list_districts(choices, "seat")),
        ("status", _("Status"), [(s.value, str(s.label)) for s in NetworkStatus]),
        ("funder", _("Funder"), funders[:MAX_FUNDERS]),
        (
            "coordinator",
            _("Coordination"),
            [(WITH_COORDINATOR, _("with a coordinator"))],
        ),
    ]
    sources = [
        FacetSource(name, label, values, by_filter.get(name, {}))
        for name, label, values in options
    ]
    cells = [(cell, _("Part of the map")) for cell in choices.get("cell")]
    return [*sources, FacetSource("cell", _("Map"), cells)]


def _list_districts(choices: Choices, by: str) -> list[tuple[str, str]]:
    name = "district" if by == "state" else "seat_district"
    keys = [row.ags for state in choices.get(by) for row in get_districts_of(state)]
    keys += [ags for ags in choices.get(name) if ags not in keys]
    return [(ags, get_districts()[ags].label) for ags in keys]


# --- figures ---------------------------------------------------------------------------


def get_registry_figures(index: RegionIndexPage) -> RegistryFigures:
    """Return the figures by state over all listed networks, at most a minute old."""
    counts = remember_counts(
        f"regions-figures:{index.pk}", lambda: _count_by_state(index)
    )
    by_state, by_kind, in_two_states = counts
    programme = NetworkKind.STATE_PROGRAMME.value
    figures = [
        StateFigure(
            state=state.value,
            name=str(state.label),
            networks=sum(
                number
                for kind, number in by_state.get(state.value, {}).items()
                if kind != programme
            ),
            programmes=by_state.get(state.value, {}).get(programme, 0),
        )
        for state in State
    ]
    return RegistryFigures(
        states=tuple(sorted(figures, key=lambda figure: sort_key(figure.name))),
        networks=sum(number for kind, number in by_kind.items() if kind != programme),
        programmes=by_kind.get(programme, 0),
        in_two_states=in_two_states,
    )


def _count_by_state(
    index: RegionIndexPage,
) -> tuple[dict[str, dict[str, int]], dict[str, int], int]:
    networks = Network.objects.listed(index.locale).order_by()
    by_state: dict[str, dict[str, int]] = {}
    rows = (
        NetworkState.objects.filter(network__in=networks.values("pk"))
        .order_by()
        .values_list("state", "network__kind")
        .annotate(number=Count("pk"))
    )
    for state, kind, number in rows:
        by_state.setdefault(state, {})[kind] = number
    states = NetworkState.objects.filter(network=OuterRef("pk")).order_by()
    number_of_states = states.values("network").annotate(number=Count("pk"))
    kinds = list(
        networks.annotate(state_count=Subquery(number_of_states.values("number")))
        .values_list("kind")
        .annotate(number=Count("pk"), several=Count("pk", filter=Q(state_count__gt=1)))
    )
    by_kind = {kind: number for kind, number, _several in kinds}
    return by_state, by_kind, sum(several for _kind, _number, several in kinds)
