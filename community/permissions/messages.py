"""The one gate of messages: who may write to whom (CO33, P5).

Asked at each sending and each reading and never kept: consent that is withdrawn, a clearance
that has run out, a contact that has ended and a block count from the next request on.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from cms.enums import Role
from cms.models import NetworkRole
from community.consent import (
    Standing,
    find_consenting,
    find_participants,
    find_protected,
    find_standing,
)
from community.contact_reasons import contact_freezes, contact_reasons
from community.enums import ClearanceTier, ConsentScope, MemberRole
from community.models import (
    Block,
    Clearance,
    Contact,
    Group,
    GroupMembership,
    Member,
    Membership,
    Thread,
    ThreadMember,
)

SMALL_GROUP = 30
"""Members of a group that has more do not reach each other by it."""


@dataclass(frozen=True)
class Way:
    """That one member may write to another; with whose supervision, if one is protected."""

    network_id: int | None = None
    is_supervised: bool = False


@dataclass(frozen=True)
class Reach:
    """Whom a member may write to now, and who of those in question is protected."""

    standing: Standing
    ways: Mapping[int, Way]
    protected: Collection[int]


@dataclass(frozen=True)
class Gate:
    """What a member may do in a thread now.

    Where something that a minor's thread needs is missing, the thread rests: nobody writes,
    the adult reads nothing and learns no name, the minor reads on.
    """

    can_read: bool
    can_write: bool


def find_reach(
    member: Member, now: dt.datetime, among: Collection[int] | None = None
) -> Reach:
    """Return whom the member may write to; ``among`` narrows whom the answer is about.

    The number of queries does not grow with the number of people.
    """
    standing, day = find_standing(member, now), timezone.localdate(now)
    if not standing.takes_part:
        return Reach(standing, {}, frozenset())
    sources = _find_sources(member, now, day)
    if among is None:
        rows = ThreadMember.objects.filter(thread__memberships__member=member)
        asked = sources.keys | set(rows.values_list("member", flat=True))
    else:
        asked = set(among)
    protected = set(
        find_protected(day).filter(pk__in=asked).values_list("pk", flat=True)
    )
    people = find_participants(day).filter(pk__in=sources.keys & asked)
    there = set(
        people.exclude(pk__in=_find_excluded(member, now)).values_list("pk", flat=True)
    )
    if standing.is_protected:
        ways = _find_ways_of_minor(member, sources, day)
        there -= protected
    else:
        ways = _find_ways_of_adult(member, sources, day, protected)
    return Reach(
        standing, {key: way for key, way in ways.items() if key in there}, protected
    )


def can_start_thread(member: Member, others: Collection[int], now: dt.datetime) -> bool:
    """Tell whether the member may write to all of these at once; several are adults only."""
    reach = find_reach(member, now, others)
    if not others or any(key not in reach.ways for key in others):
        return False
    is_safe = not reach.standing.is_protected and not reach.protected
    return len(others) == 1 or is_safe


def can_write_in_thread(member: Member, thread: Thread, now: dt.datetime) -> bool:
    """Tell whether the member may write now."""
    return ask_gate(member, thread, now).can_write


def ask_gate(member: Member, thread: Thread, now: dt.datetime) -> Gate:
    """Return what the member may do in one thread now."""
    rows = list(ThreadMember.objects.filter(thread=thread))
    others = [row.member_id for row in rows if row.member_id != member.pk]
    return judge(thread, rows, member.pk, find_reach(member, now, others))


def judge(thread: Thread, rows: Iterable[ThreadMember], own: int, reach: Reach) -> Gate:
    """Return what holds for one member of a thread; asks the database nothing."""
    rows = list(rows)
    mine = next((row for row in rows if row.member_id == own), None)
    if mine is None or mine.left_at or not reach.standing.takes_part:
        return Gate(can_read=False, can_write=False)
    others = [row for row in rows if row.member_id != own]
    there = [row for row in others if row.left_at is None]
    if reach.standing.is_protected:
        can_read = thread.is_supervised
    else:
        minors = [row for row in others if row.member_id in reach.protected]
        can_read = all(row.member_id in reach.ways for row in minors)
    if thread.is_pair:
        can_write = bool(there) and all(row.member_id in reach.ways for row in there)
        if reach.standing.is_protected and not thread.is_supervised:
            # An adult of before, whose month of birth was corrected.
            return Gate(can_read=False, can_write=False)
    else:
        is_safe = not any(row.member_id in reach.protected for row in others)
        can_write = bool(there) and is_safe and not reach.standing.is_protected
    return Gate(can_read=can_read, can_write=can_read and can_write)


def _find_excluded(member: Member, now: dt.datetime) -> set[int]:
    blocks = Block.objects.filter(Q(blocker=member) | Q(blocked=member))
    keys = {key for pair in blocks.values_list("blocker", "blocked") for key in pair}
    for freeze in contact_freezes.entries():
        keys.update(freeze.list_frozen(member, now))
    return keys | {member.pk}


@dataclass(frozen=True)
class _Sources:
    """Whom the member may have to do with, by why; pairs are a member and a network."""

    reasons: Collection[tuple[int, int]]
    cared: Collection[tuple[int, int]]
    carers: Mapping[int, int]
    known: Collection[int]

    @property
    def keys(self) -> set[int]:
        pairs = (*self.reasons, *self.cared)
        return {*self.known, *self.carers, *(key for key, _network in pairs)}


def _find_sources(member: Member, now: dt.datetime, day: dt.date) -> _Sources:
    return _Sources(
        reasons=[
            pair
            for reason in contact_reasons.entries()
            for pair in reason.list_partners(member, now)
        ],
        cared=_list_cared_for(member, day),
        carers=_list_carers(member, day),
        known={*_list_contacts(member), *_list_fellows(member)},
    )


def _find_ways_of_adult(
    member: Member, sources: _Sources, day: dt.date, protected: Collection[int]
) -> dict[int, Way]:
    ways = {key: Way() for key in sources.keys if key not in protected}
    if member.role == MemberRole.COMPANY:
        return ways
    cleared = _list_cleared_networks([member.pk], day).get(member.pk, set())
    asked = [key for key, network in sources.reasons if network in cleared]
    agreed = set(
        find_consenting(ConsentScope.MENTORING, day)
        .filter(pk__in=asked)
        .values_list("pk", flat=True)
    )
    supervised = [(key, network) for key, network in sources.cared if key in protected]
    supervised += [
        (key, network)
        for key, network in sources.reasons
        if network in cleared and key in agreed
    ]
    return ways | {
        key: Way(network_id=network, is_supervised=True) for key, network in supervised
    }


def _find_ways_of_minor(
    member: Member, sources: _Sources, day: dt.date
) -> dict[int, Way]:
    found = list(sources.carers.items())
    agreed = find_consenting(ConsentScope.MENTORING, day).filter(pk=member.pk)
    if sources.reasons and agreed.exists():
        cleared = _list_cleared_networks([key for key, _pk in sources.reasons], day)
        found += [
            (key, network)
            for key, network in sources.reasons
            if network in cleared.get(key, set())
        ]
    companies = Member.objects.filter(
        pk__in=[key for key, _network in found], role=MemberRole.COMPANY
    )
    never = set(companies.values_list("pk", flat=True))
    return {
        key: Way(network_id=network, is_supervised=True)
        for key, network in found
        if key not in never
    }


def _list_contacts(member: Member) -> list[int]:
    rows = Contact.objects.accepted().of(member).values_list("low", "high")
    return [high if low == member.pk else low for low, high in rows]


def _list_fellows(member: Member) -> list[int]:
    """Return who belongs to a small group of the member, as things stand."""
    active = GroupMembership.objects.active()
    mine = active.filter(member=member)
    groups = Group.objects.active().filter(pk__in=mine.values("group"))
    sized = groups.annotate(
        size=Count("memberships", filter=Q(memberships__in=active))
    ).filter(size__lte=SMALL_GROUP)
    rows = active.filter(group__in=sized.values("pk"))
    return list(rows.values_list("member", flat=True))


def _list_cared_for(member: Member, day: dt.date) -> list[tuple[int, int]]:
    """Return who belongs to the networks that the member coordinates."""
    roles = NetworkRole.objects.active_on(day).filter(
        user=member.user_id, role=Role.COORDINATOR, user__is_active=True
    )
    rows = Membership.objects.confirmed().filter(network__in=roles.values("network"))
    return list(rows.values_list("member", "network"))


def _list_carers(member: Member, day: dt.date) -> dict[int, int]:
    """Return who coordinates the networks that the member belongs to, with the network."""
    networks = Membership.objects.confirmed().filter(member=member)
    roles = NetworkRole.objects.active_on(day).filter(
        network__in=networks.values("network"),
        role=Role.COORDINATOR,
        user__is_active=True,
        user__community_member__isnull=False,
    )
    rows = roles.values_list("user__community_member", "network")
    return dict(rows.order_by("network"))


def is_carer(member: Member, keys: Collection[int], day: dt.date) -> bool:
    """Tell whether all of these coordinate networks that the member belongs to."""
    return set(keys) <= _list_carers(member, day).keys()


def _list_cleared_networks(
    members: Collection[int], day: dt.date
) -> dict[int, set[int]]:
    """Return in which networks each of these adults is cleared for one to one (P5, ME16)."""
    rows = (
        Clearance.objects.in_force_on(day)
        .reaching(ClearanceTier.ONLINE)
        .filter(member__in=members)
    )
    found: dict[int, set[int]] = {}
    for key, network in rows.values_list("member", "network"):
        found.setdefault(key, set()).add(network)
    return found
