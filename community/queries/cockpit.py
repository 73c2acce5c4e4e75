"""Everything that waits for a decision, by urgency and network, with its oldest (ED72)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from cms.enums import Urgency
from cms.models import Network
from cms.permissions.roles import get_active_roles, get_watched_networks
from cms.registry import Label
from cms.todos import Todo, todos
from community.enums import OrganisationState
from community.models import Membership, Organisation

LEAST_SHOWN = 5
"""A smaller number of people is not told to those who only watch."""


@dataclass(frozen=True)
class Line:
    """How much of one kind waits in one network; without ``url`` others decide."""

    label: Label
    urgency: Urgency
    network_id: int | None
    count: int
    since: dt.date | None
    url: str


@dataclass(frozen=True)
class Part:
    """What waits in one network; None stands for what belongs to no single one."""

    network: Network | None
    lines: tuple[Line, ...]

    @property
    def key(self) -> int:
        return self.network.pk if self.network else 0


@dataclass(frozen=True)
class Section:
    urgency: Urgency
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Figures:
    """A network that a state programme watches; ``member_count`` is None below five."""

    network: Network
    member_count: int | None
    organisation_count: int
    waiting_count: int


@dataclass(frozen=True)
class Cockpit:
    sections: tuple[Section, ...]
    networks: tuple[Network, ...]
    chosen: Network | None
    figures: tuple[Figures, ...]

    @property
    def total(self) -> int:
        return sum(
            line.count
            for section in self.sections
            for part in section.parts
            for line in part.lines
        )


def get_cockpit(user: Any, chosen: str, now: dt.datetime) -> Cockpit:
    """Return what waits for this user; ``chosen`` is the slug of one network, or empty.

    Networks that a state programme watches are counted along, without a way to decide.
    The number of queries is that of the kinds, whatever the number of networks.
    """
    watched = get_watched_networks(user)
    lines = [
        line for todo in todos.entries() for line in _count(todo, user, now, watched)
    ]
    networks = _list_networks(user, lines, watched)
    found = next((row for row in networks if row.slug == chosen), None)
    shown = [line for line in lines if found is None or line.network_id == found.pk]
    sections = (_make_section(urgency, shown, networks) for urgency in Urgency)
    return Cockpit(
        sections=tuple(section for section in sections if section.parts),
        networks=tuple(networks),
        chosen=found,
        figures=tuple(
            _make_figures(row, lines)
            for row in networks
            if row.is_watched and found in (None, row)
        ),
    )


def _count(
    todo: Todo, user: Any, now: dt.datetime, watched: QuerySet[Network]
) -> Iterable[Line]:
    if todo.list_rows is None:
        count = todo.count(user, now)
        if count:
            url = todo.get_url(user)
            yield Line(todo.label, todo.urgency, None, count, None, url)
        return
    rows = _mark_own(todo, user, now, watched)
    groups = rows.values("is_own", *([todo.network] if todo.network else []))
    values: dict[str, Any] = {"number": Count(todo.counted, distinct=True)}
    if todo.since:
        values["oldest"] = Min(todo.since)
    # Without a network all is one group, which may be empty.
    for group in groups.annotate(**values).filter(number__gt=0).order_by():
        yield Line(
            label=todo.label,
            urgency=todo.urgency,
            network_id=group[todo.network] if todo.network else None,
            count=group["number"],
            since=group.get("oldest"),
            url=todo.get_url(user) if group["is_own"] else "",
        )


def _mark_own(
    todo: Todo, user: Any, now: dt.datetime, watched: QuerySet[Network]
) -> QuerySet[Any]:
    assert todo.list_rows is not None  # noqa: S101 -- asked by the caller
    own = todo.list_rows(user, now).order_by()
    if todo.list_all is None:
        return own.annotate(is_own=Value(value=True, output_field=BooleanField()))
    is_watched = Q(**{f"{todo.network}__in": watched.values("pk")})
    marked = todo.list_all(now).annotate(is_own=Exists(own.filter(pk=OuterRef("pk"))))
    return marked.filter(Q(is_own=True) | is_watched)


def _list_networks(
    user: Any, lines: list[Line], watched: QuerySet[Network]
) -> list[Network]:
    keys = {line.network_id for line in lines if line.network_id}
    roles = get_active_roles(user)
    members = Membership.objects.confirmed().filter(network=OuterRef("pk"))
    organisations = Organisation.objects.filter(
        network=OuterRef("pk"), state=OrganisationState.LIVE
    )
    rows = Network.objects.filter(
        Q(pk__in=keys)
        | Q(pk__in=roles.values("network"))
        | Q(pk__in=watched.values("pk"))
    )
    return list(
        rows.annotate(
            is_watched=Exists(watched.filter(pk=OuterRef("pk"))),
            member_count=_count_by_network(members),
            organisation_count=_count_by_network(organisations),
        ).order_by("name", "pk")
    )


def _count_by_network(rows: Any) -> Coalesce:
    counted = rows.order_by().values("network").annotate(number=Count("pk"))
    return Coalesce(
        Subquery(counted.values("number"), output_field=IntegerField()), Value(0)
    )


def _make_section(
    urgency: Urgency, lines: list[Line], networks: list[Network]
) -> Section:
    parts = []
    for network in [None, *networks]:
        key = network.pk if network else None
        own = [
            line for line in lines if (line.urgency, line.network_id) == (urgency, key)
        ]
        if own:
            parts.append(Part(network, tuple(own)))
    return Section(urgency, tuple(parts))


def _make_figures(network: Any, lines: list[Line]) -> Figures:
    few = network.member_count < LEAST_SHOWN
    waiting = [line.count for line in lines if line.network_id == network.pk]
    return Figures(
        network=network,
        member_count=None if few else network.member_count,
        organisation_count=network.organisation_count,
        waiting_count=sum(waiting),
    )
