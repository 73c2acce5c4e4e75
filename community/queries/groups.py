"""Groups: the list, the own ones, one of them with who belongs to it (CO29 to CO31)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.audiences import VISITOR, Viewer
from cms.queries.cards import Badge, Card, Meta
from cms.queries.filtered_lists import (
    Filter,
    FilteredList,
    Listing,
    Narrowing,
    make_column_filter,
)
from cms.queries.lists import make_network_filter
from cms.queries.paging import Paging, get_paging
from community.consent import Standing, find_participants
from community.enums import (
    GroupJoining,
    GroupKind,
    GroupMembershipState,
    GroupRole,
)
from community.models import Group, GroupFile, GroupMembership, Member

QUERY, QUERY_LENGTH = "q", 80
ANY_MEMBER = Viewer(tokens=frozenset({"member"}))
"""Whoever takes part, without anything of one's own: all see one list with one count."""

BELONGS = Count("memberships", filter=Q(memberships__state=GroupMembershipState.ACTIVE))


def list_groups(*, request: HttpRequest, viewer: Viewer) -> Listing:
    """Return one page of the groups that everybody of the viewer's kind may know of.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    groups = GroupList(viewer=viewer, params=request.GET, path=request.path)
    return groups.get_listing(request)


class GroupList(FilteredList):
    """Active groups; hidden ones are among the own groups only and counted nowhere."""

    def __init__(self, *, viewer: Viewer, params: QueryDict, path: str) -> None:
        self.viewer = ANY_MEMBER if viewer.holds("member") else VISITOR
        super().__init__(
            params=params, path=path, narrowings=[narrow_by_name(params)], keep=()
        )

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        return (
            make_column_filter(
                "kind", gettext_lazy("Kind"), column="kind", options=GroupKind.choices
            ),
            make_network_filter(),
            make_column_filter(
                "joining",
                gettext_lazy("Who joins"),
                column="joining",
                options=GroupJoining.choices,
            ),
        )

    @cached_property
    def name(self) -> str:
        """Tell the state of the list: a group that comes or goes is counted at once."""
        found = self.list_all().aggregate(number=Count("pk"), newest=Max("pk"))
        kind = "member" if self.viewer.holds("member") else "visitor"
        return f"groups:{kind}:{found['number']}:{found['newest']}"

    def list_all(self) -> QuerySet[Any]:
        return Group.objects.active().visible_to(self.viewer).order_by()

    def get_rows(self) -> QuerySet[Any]:
        return self.list_all().filter(self.build_rule())

    def list_cards(self, paging: Paging, request: HttpRequest) -> tuple[Card, ...]:
        rows = self.get_rows().select_related("network").annotate(belongs=BELONGS)
        return make_group_cards(rows.order_by("name", "pk")[paging.rows])


def narrow_by_name(params: QueryDict) -> Narrowing:
    """Return the condition that the typed words make; letters that are none are left out."""
    typed = str(params.get(QUERY, "")).replace("\0", "")
    words = " ".join(typed.split())[:QUERY_LENGTH]
    rule = Q()
    for word in words.split():
        rule &= Q(name__icontains=word) | Q(summary__icontains=word)
    label = _("with “%(words)s”") % {"words": words} if words else ""
    return Narrowing(rule, words, (QUERY,) if words else (), label)


def make_group_cards(groups: Iterable[Any]) -> tuple[Card, ...]:
    """Return the cards of groups that are annotated with ``belongs``."""
    return tuple(
        Card(
            title=group.name,
            url=group.get_absolute_url(),
            summary=group.summary,
            kicker=str(group.get_kind_display()),
            meta=tuple(_list_meta(group)),
            badge=None
            if group.is_active
            else Badge(str(group.get_state_display()), icon="archive"),
        )
        for group in groups
    )


def _list_meta(group: Any) -> Iterable[Meta]:
    yield Meta(group.network.display_name, "network")
    yield Meta(
        ngettext("%(number)d member", "%(number)d members", group.belongs)
        % {"number": group.belongs},
        "users",
    )


@dataclass(frozen=True)
class OwnGroups:
    """The groups that one belongs to, and those that one has asked."""

    cards: tuple[Card, ...]
    asked: tuple[Card, ...]
    archived: tuple[Card, ...]


def list_own_groups(member: Member, viewer: Viewer) -> OwnGroups:
    """Return the own groups, as far as the viewer, who is the member, has their tokens."""
    rows = Group.objects.select_related("network").annotate(belongs=BELONGS)
    own = list(rows.filter(pk__in=viewer.list_keys("group")).order_by("name", "pk"))
    waiting = GroupMembership.objects.asked().filter(member=member)
    asked = rows.visible_to(viewer).filter(pk__in=waiting.values("group"))
    return OwnGroups(
        cards=make_group_cards(group for group in own if group.is_active),
        asked=make_group_cards(asked.order_by("name", "pk")),
        archived=make_group_cards(group for group in own if not group.is_active),
    )


def find_way_in(
    group: Group, row: GroupMembership | None, standing: Standing | None
) -> str:
    """Return how somebody outside comes in: ``open``, ``request``, ``asked`` or ``""``.

    Who is shut out gets the answer of a group that admits by invitation only.
    """
    if standing is None or standing.is_protected or not standing.takes_part:
        return ""
    if not group.is_active or group.admits_minors:
        return ""
    state = row.state if row else ""
    if state == GroupMembershipState.ASKED:
        return "asked"
    is_shut_out = state == GroupMembershipState.BANNED
    if is_shut_out or group.joining == GroupJoining.INVITE:
        return ""
    return str(group.joining)


@dataclass(frozen=True)
class Groupmate:
    """One of a group: ``url`` leads to the profile where the viewer may see it."""

    row: GroupMembership
    url: str
    can_be_removed: bool

    @property
    def leads(self) -> bool:
        return self.row.role != GroupRole.MEMBER


@dataclass(frozen=True)
class GroupmateList:
    people: tuple[Groupmate, ...]
    total: int
    paging: Paging


def find_groupmates(group: Group, viewer: Viewer, day: dt.date) -> Any:
    """Return places of those who take part; where minors are not admitted, of adults only."""
    people = find_participants(day)
    if not group.admits_minors:
        people = people & Member.objects.adults_on(day)
    rows = GroupMembership.objects.active().visible_to(viewer)
    rows = rows.filter(group=group, member__in=people.values("pk"))
    return rows.select_related("member__user", "group")


def list_groupmates(
    group: Group, viewer: Viewer, *, page: str | None, path: str, now: dt.datetime
) -> GroupmateList:
    """Return one page of who belongs to a group; young people by the name shown only (CO31).

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    day = timezone.localdate(now)
    rows = find_groupmates(group, viewer, day)
    total = rows.count()
    paging = get_paging(page, total=total, path=path, pairs=[])
    found = list(rows.order_by("member__sort_name", "pk")[paging.rows])
    keys = [row.member_id for row in found]
    open_profiles: set[int] = set()
    if not group.admits_minors:
        seen = Member.objects.visible_to(viewer, day).filter(pk__in=keys)
        open_profiles = set(seen.values_list("pk", flat=True))
    own = set(viewer.list_keys("owner"))
    people = tuple(
        Groupmate(
            row=row,
            url=row.member.slug if row.member_id in open_profiles else "",
            can_be_removed=row.role == GroupRole.MEMBER and row.member_id not in own,
        )
        for row in found
    )
    return GroupmateList(people=people, total=total, paging=paging)


def list_group_requests(group: Group, viewer: Viewer, day: dt.date) -> list[Any]:
    """Return who asks to join and takes part, the longest waiting first."""
    rows = GroupMembership.objects.asked().visible_to(viewer)
    rows = rows.filter(group=group, member__in=find_participants(day).values("pk"))
    return list(rows.select_related("member__user", "group").order_by("since", "pk"))


def list_shut_out(group: Group, viewer: Viewer) -> list[Any]:
    """Return who is shut out."""
    rows = GroupMembership.objects.visible_to(viewer).filter(
        group=group, state=GroupMembershipState.BANNED
    )
    return list(rows.select_related("member").order_by("member__sort_name", "pk"))


def list_files(group: Group, viewer: Viewer) -> Sequence[GroupFile]:
    """Return the files by link, the newest first."""
    rows = GroupFile.objects.visible_to(viewer).filter(group=group)
    return list(rows.select_related("group").order_by("-added_at", "-pk"))


def iterate_member_cells(group: Group, viewer: Viewer, day: dt.date) -> Any:
    """Yield the member list for who is in charge: adults only, no address (P4, CO30)."""
    yield [_("Name"), _("Role"), _("Since")]
    rows = find_groupmates(group, viewer, day)
    rows = rows.filter(member__in=Member.objects.adults_on(day))
    for row in rows.order_by("member__sort_name", "pk"):
        since = timezone.localdate(row.since).isoformat()
        yield [row.member.display_name, str(row.get_role_display()), since]
