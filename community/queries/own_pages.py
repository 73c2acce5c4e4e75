"""What a member has part in, kind by kind and by role: groups, organisations, proposals (CO20)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audiences import Viewer
from cms.enums import ProposalState
from cms.proposals import ProposalKind, proposal_kinds
from cms.queries.cards import Card, Link
from cms.queries.facets import build_url
from cms.queries.paging import Paging, get_paging
from cms.queries.proposals import get_own_proposals
from cms.queries.proposals import make_cards as make_proposal_cards
from cms.registry import Label
from community.enums import TeamRole
from community.models import (
    Group,
    GroupMembership,
    Member,
    Organisation,
    OrganisationClaim,
    TeamMembership,
)
from community.queries.groups import BELONGS, make_group_cards
from community.queries.organisations import make_cards as make_organisation_cards

KIND, ROLE = "kind", "role"
ASKED = "asked"
STATES: Mapping[str, tuple[ProposalState, ...]] = {
    "draft": (ProposalState.DRAFT, ProposalState.CHANGES_REQUESTED),
    "waiting": (ProposalState.SUBMITTED,),
    "accepted": (ProposalState.ACCEPTED,),
    "ended": (ProposalState.DECLINED, ProposalState.WITHDRAWN),
}


@dataclass(frozen=True)
class Empty:
    """What stands where nothing is: what will be here, and how to begin."""

    title: str
    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnKind:
    """One kind of own things; ``list_rows`` gets a role, or "" for all of them."""

    name: str
    label: Label
    roles: Sequence[tuple[str, Label]]
    list_rows: Callable[[Member, Viewer, str], QuerySet[Any]]
    make_cards: Callable[[list[Any]], Sequence[Card]]
    make_empty: Callable[[Member], Empty]


@dataclass(frozen=True)
class OwnPages:
    """One page of one kind, with the ways to the others."""

    label: str
    kinds: tuple[Link, ...]
    roles: tuple[Link, ...]
    cards: tuple[Card, ...]
    paging: Paging
    empty: Empty


def get_own_pages(
    *, member: Member, viewer: Viewer, params: QueryDict, path: str
) -> OwnPages:
    """Return what the address asks for: by default the first kind in all its roles.

    Raises:
        Http404: where it asks for a page beyond the last.
    """
    kinds = list_kinds(viewer)
    chosen = next((one for one in kinds if one.name == params.get(KIND)), kinds[0])
    names = [name for name, _label in chosen.roles]
    role = params.get(ROLE, "")
    role = role if role in names else ""
    counts = {name: chosen.list_rows(member, viewer, name).count() for name in names}
    rows = chosen.list_rows(member, viewer, role)
    pairs = [(KIND, chosen.name), *([(ROLE, role)] if role else [])]
    total = counts[role] if role else sum(counts.values())
    paging = get_paging(params.get("page"), total=total, path=path, pairs=pairs)
    everything = build_url(path, [(KIND, chosen.name)])
    empty = chosen.make_empty(member)
    if any(counts.values()):
        empty = Empty(
            _("Nothing in this role"),
            _("You have others of this kind."),
            everything,
            _("Show them all"),
        )
    tabs = [("", _("All"), sum(counts.values()))]
    tabs += [(name, str(label), counts[name]) for name, label in chosen.roles]
    return OwnPages(
        label=str(chosen.label),
        kinds=tuple(
            Link(str(one.label), build_url(path, [(KIND, one.name)]), one is chosen)
            for one in kinds
        ),
        roles=tuple(
            Link(
                f"{label} ({count})",
                build_url(path, [(KIND, chosen.name), (ROLE, name)])
                if name
                else everything,
                is_current=name == role,
            )
            for name, label, count in tabs
        ),
        cards=tuple(chosen.make_cards(list(rows[paging.rows]))),
        paging=paging,
        empty=empty,
    )


def list_kinds(viewer: Viewer) -> list[OwnKind]:
    """Return the kinds in their order; below 18 there are groups only."""
    if not viewer.holds("adult"):
        return [GROUPS]
    proposed = [make_proposal_kind(kind) for kind in proposal_kinds.entries()]
    return [GROUPS, ORGANISATIONS, *proposed]


def list_groups(member: Member, viewer: Viewer, role: str) -> QuerySet[Any]:
    """Return the member's groups in one role, with how many belong to each."""
    own = GroupMembership.objects.filter(member=member)
    inside = Q(pk__in=viewer.list_keys("group"))
    leads = Q(pk__in=own.leading().values("group"))
    open_to = Group.objects.visible_to(viewer)
    asked = Q(pk__in=open_to.filter(pk__in=own.asked().values("group")).values("pk"))
    rules = {"lead": inside & leads, "member": inside & ~leads, ASKED: asked}
    rows = Group.objects.select_related("network").annotate(belongs=BELONGS)
    return rows.filter(rules.get(role, inside | asked)).order_by("name", "pk")


def list_organisations(member: Member, viewer: Viewer, role: str) -> QuerySet[Any]:
    """Return the organisations that the member looks after, works for, or has asked."""
    own = TeamMembership.objects.filter(member=member)
    admin = Q(pk__in=own.active().filter(role=TeamRole.ADMIN).values("organisation"))
    team = Q(pk__in=own.active().filter(role=TeamRole.TEAM).values("organisation"))
    claims = OrganisationClaim.objects.waiting().filter(member=member)
    waiting = Q(pk__in=own.asked().values("organisation"))
    waiting |= Q(pk__in=claims.values("organisation"))
    open_to = Organisation.objects.visible_to(viewer).filter(waiting)
    asked = Q(pk__in=open_to.values("pk")) & ~admin & ~team
    rules = {"admin": admin, "team": team, ASKED: asked}
    rows = Organisation.objects.select_related("network")
    return rows.filter(rules.get(role, admin | team | asked)).order_by("name", "pk")


def make_proposal_kind(kind: ProposalKind) -> OwnKind:
    """Return what a member has proposed of one kind, by how far it came."""

    def list_rows(member: Member, _viewer: Viewer, role: str) -> QuerySet[Any]:
        rows = get_own_proposals(member.user).filter(kind=kind.name)
        return rows.filter(state__in=STATES[role]) if role else rows

    def make_empty(member: Member) -> Empty:
        title = _("No proposals yet")
        if not kind.find_networks(member.user).exists():
            return Empty(
                title,
                _(
                    "You can propose something as soon as a network has made you one "
                    "of its authors. Ask its coordinators."
                ),
            )
        return Empty(
            title,
            _(
                "Here you will see what you have written and where it stands. Begin "
                "with the first one."
            ),
            reverse("cms_me:proposal_new", args=[kind.name]),
            _("New proposal: %(kind)s") % {"kind": kind.label},
        )

    return OwnKind(
        name=kind.name,
        label=kind.label,
        roles=(
            ("draft", gettext_lazy("In work")),
            ("waiting", gettext_lazy("With the editors")),
            ("accepted", gettext_lazy("Accepted")),
            ("ended", gettext_lazy("Declined or withdrawn")),
        ),
        list_rows=list_rows,
        make_cards=make_proposal_cards,
        make_empty=make_empty,
    )


def make_empty_groups(_member: Member) -> Empty:
    """Say how one comes into a group."""
    return Empty(
        _("You belong to no group yet"),
        _("Look for one among all groups, or wait for an invitation."),
        reverse("community_groups:group_list"),
        _("See all groups"),
    )


def make_empty_organisations(_member: Member) -> Empty:
    """Say how one comes into a team."""
    return Empty(
        _("You belong to no organisation yet"),
        _("Look for yours in the directory and ask its team, or add it there."),
        reverse("community_organisations:organisation_list"),
        _("See all organisations"),
    )


GROUPS = OwnKind(
    name="group",
    label=gettext_lazy("Groups"),
    roles=(
        ("lead", gettext_lazy("I lead")),
        ("member", gettext_lazy("I take part")),
        (ASKED, gettext_lazy("I have asked")),
    ),
    list_rows=list_groups,
    make_cards=make_group_cards,
    make_empty=make_empty_groups,
)
ORGANISATIONS = OwnKind(
    name="organisation",
    label=gettext_lazy("Organisations"),
    roles=(
        ("admin", gettext_lazy("I look after")),
        ("team", gettext_lazy("I am in the team")),
        (ASKED, gettext_lazy("I have asked")),
    ),
    list_rows=list_organisations,
    make_cards=make_organisation_cards,
    make_empty=make_empty_organisations,
)
