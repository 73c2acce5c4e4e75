"""Whom one can turn to, and what an officer sees of a case (CO36, ME39)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audiences import Viewer
from cms.models import Network, StateChange
from cms.registry import Label
from community.enums import MembershipState, SafeguardingState, SafeguardingStep
from community.models import (
    CaseStep,
    Freeze,
    Member,
    ModerationCase,
    SafeguardingCase,
    SafeguardingContact,
)
from community.queries.profiles import find_picture_url
from community.reportables import Reportable, reportables


@dataclass(frozen=True)
class Helpline:
    """A number that anybody can call; docs/safeguarding.md says where it comes from."""

    number: str
    name: Label
    about: Label


HELPLINES = (
    Helpline("110", gettext_lazy("Police"), gettext_lazy("in danger, day and night")),
    Helpline(
        "112",
        gettext_lazy("Emergency doctor and fire brigade"),
        gettext_lazy("day and night"),
    ),
    Helpline(
        "116 111",
        gettext_lazy("Nummer gegen Kummer"),
        gettext_lazy(
            "for children and young people, free and without a name: Monday to Saturday, "
            "14 to 20"
        ),
    ),
)


@dataclass(frozen=True)
class OfficerCard:
    """A named person whom one can call or write to."""

    name: str
    network: Network
    phone: str
    picture_url: str
    is_deputy: bool


def get_reachable_networks(member: Member) -> QuerySet[Network]:
    """Return whose officers a member can choose: of the own networks, and the portal's."""
    own = member.memberships.filter(state=MembershipState.CONFIRMED)
    return (
        Network.objects.filter(pk__in=own.values("network"))
        | Network.objects.filter(pk=Network.objects.get_site().pk)
    ).order_by("-kind", "name", "pk")


def find_default_network(
    member: Member, about: Any, kind: Reportable | None
) -> Network:
    """Return the first network of the member, else that of the item, else the portal."""
    own = member.memberships.filter(state=MembershipState.CONFIRMED)
    first = own.select_related("network").order_by("claimed_at", "pk").first()
    if first is not None:
        return first.network
    if kind is not None and about is not None and kind.get_network(about) is not None:
        found: Network = kind.get_network(about)
        return found
    return Network.objects.get_site()


def find_about(value: str) -> tuple[Reportable | None, Any]:
    """Return what ``?about=<kind>:<key>`` names; nothing where there is no such item."""
    name, _colon, key = value.partition(":")
    kind = reportables.get(name)
    if kind is None or not key:
        return None, None
    row = kind.find(key)
    return (kind, row) if row is not None else (None, None)


def find_concerned(
    kind: Reportable | None, row: Any, teller: Member
) -> tuple[Member, ...]:
    """Return whom an item belongs to, unless it is the own one."""
    author = kind.get_author(row) if kind is not None and row is not None else None
    return (author,) if author is not None and author != teller else ()


def list_officer_cards(
    officers: Iterable[tuple[Network, Any, bool]], viewer: Viewer, day: dt.date
) -> list[OfficerCard]:
    """Return how these people are reached, each with network and whether as the deputy."""
    return [
        _draw_card(user, network, is_deputy=is_deputy, seen=(viewer, day))
        for network, user, is_deputy in officers
    ]


def _draw_card(
    user: Any, network: Network, *, is_deputy: bool, seen: tuple[Viewer, dt.date]
) -> OfficerCard:
    contacts = SafeguardingContact.objects.filter(network=network, user=user)
    members = Member.objects.with_reach(*seen).select_related("profile")
    member: Any = members.filter(user=user).first()
    picture_url = ""
    if member is not None and member.profile.opens("picture", member.reach):
        picture_url = find_picture_url(member)
    shown = member.display_name if member is not None else ""
    return OfficerCard(
        name=user.get_full_name() or shown or _("Safeguarding officer"),
        network=network,
        phone=contacts.values_list("phone", flat=True).first() or "",
        picture_url=picture_url,
        is_deputy=is_deputy,
    )


@dataclass(frozen=True)
class Button:
    """One click that freezes contact."""

    value: str
    label: str


@dataclass(frozen=True)
class CasePage:
    """All that an officer sees of a case, after the read was logged."""

    case: SafeguardingCase
    entries: list[Any]
    steps: list[tuple[str, Label, CaseStep | None]]
    parties: list[Any]
    freezes: list[Freeze]
    buttons: list[Button]
    evidence: list[tuple[str, list[str]]]
    written_evidence: list[Any]
    history: list[tuple[StateChange, Label]]


def get_case_page(case: SafeguardingCase) -> CasePage:
    """Return a case with its log, checklist, people and evidence."""
    parties = list(case.parties.select_related("member").order_by("pk"))
    freezes = list(
        Freeze.objects.in_force()
        .filter(case=case)
        .select_related("member", "other")
        .order_by("pk")
    )
    entries = list(case.entries.select_related("author"))
    done = {step.step: step for step in case.steps.select_related("done_by")}
    return CasePage(
        case=case,
        entries=[entry for entry in entries if not entry.is_evidence],
        written_evidence=[entry for entry in entries if entry.is_evidence],
        steps=[(s.value, s.label, done.get(s.value)) for s in SafeguardingStep],
        parties=parties,
        freezes=freezes,
        buttons=_list_buttons(parties, freezes),
        evidence=[
            (str(row.content_type), _describe(row.thing))
            for row in case.evidence.select_related("content_type").order_by("pk")
        ],
        history=[
            (change, SafeguardingState(change.to_state).label)
            for change in _find_changes(case)
        ],
    )


def _find_changes(case: SafeguardingCase) -> QuerySet[StateChange]:
    changes = StateChange.objects.filter(
        content_type__app_label="community",
        content_type__model="safeguardingcase",
        object_id=case.pk,
    )
    return changes.select_related("actor").order_by("changed_at", "pk")


def _list_buttons(parties: list[Any], freezes: list[Freeze]) -> list[Button]:
    frozen = {(freeze.member_id, freeze.other_id) for freeze in freezes}
    buttons = [
        Button(
            f"{one.member_id}:{other.member_id}",
            _("Freeze contact between %(one)s and %(other)s")
            % {"one": one.member.display_name, "other": other.member.display_name},
        )
        for one, other in combinations(sorted(parties, key=lambda p: p.member_id), 2)
        if (one.member_id, other.member_id) not in frozen
    ]
    return buttons + [
        Button(
            f"{party.member_id}:all",
            _("Freeze all contact of %(one)s") % {"one": party.member.display_name},
        )
        for party in parties
        if (party.member_id, None) not in frozen
    ]


def _describe(thing: Any) -> list[str]:
    """Return what is kept in words; of a notice, what was reported and why."""
    if thing is None:
        return [_("It is not there any more.")]
    if isinstance(thing, ModerationCase):
        words = thing.notices.order_by("made_at", "pk").values_list("words", flat=True)
        return [
            part for part in (thing.number, thing.title, thing.text, *words) if part
        ]
    return [str(thing)]
