"""What is new for a member, above the own account: each block only where it has something (CO20)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.audiences import Viewer
from cms.enums import EventStatus, ProposalState
from cms.models import Event, PracticeEntry, Proposal
from cms.queries.cards import format_day
from community.enums import ContactState, OrganisationState, TeamRole
from community.models import (
    Bookmark,
    Contact,
    GroupMembership,
    Member,
    Membership,
    Organisation,
    TeamMembership,
)
from community.queries.bookmarks import name_things
from community.queries.invitations import get_own_invitations
from community.queries.messages import count_unread_threads

LINES_A_BLOCK = 3
WANTED = 9
"""So many things are asked for, since those without an open page are left out."""


@dataclass(frozen=True)
class Line:
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Block:
    name: str
    title: str
    lines: tuple[Line, ...]


def get_dashboard(
    *, member: Member, viewer: Viewer, has_cockpit: bool, now: dt.datetime
) -> tuple[Block, ...]:
    """Return the blocks that have something, the most pressing first.

    ``has_cockpit``: the person works for a network. The number of queries is the same
    however much there is.
    """
    blocks = (
        Block(
            "waiting",
            _("Waiting for you"),
            tuple(_list_waiting(member, now, has_cockpit=has_cockpit)),
        ),
        Block("counters", _("In numbers"), tuple(_list_counters(member, viewer))),
        Block("drafts", _("Your drafts"), tuple(_list_drafts(member.user))),
        *_list_news(member, viewer, now),
    )
    return tuple(block for block in blocks if block.lines)


def _list_waiting(
    member: Member,
    now: dt.datetime,
    *,
    has_cockpit: bool,
) -> list[Line]:
    invitations = len(get_own_invitations(member.user, now))
    contacts = Contact.objects.filter(asked=member, state=ContactState.ASKED).count()
    led = TeamMembership.objects.active().filter(member=member, role=TeamRole.ADMIN)
    requests = TeamMembership.objects.asked().filter(
        organisation__in=led.values("organisation")
    )
    teams = list(
        requests.values_list("organisation__slug", "organisation__name").distinct()
    )
    lines = []
    if invitations:
        text = ngettext("%d invitation", "%d invitations", invitations) % invitations
        lines.append(Line(text, reverse("community_me:invitation_list")))
    if contacts:
        text = ngettext(
            "%d person would like to be in contact with you",
            "%d people would like to be in contact with you",
            contacts,
        )
        lines.append(Line(text % contacts, reverse("community_me:contacts")))
    for slug, name in sorted(teams):
        url = reverse("community_organisations:organisation_team", args=[slug])
        lines.append(
            Line(_("Somebody asks to join the team of %(name)s") % {"name": name}, url)
        )
    lines += _list_asked(member)
    if has_cockpit:
        url = reverse("community_cockpit:cockpit")
        lines.append(Line(_("Decisions of your network, in the cockpit"), url))
    return lines


def _list_asked(member: Member) -> list[Line]:
    """Return who asks to join a group that the member leads, and which network has a question."""
    led = GroupMembership.objects.leading().filter(member=member)
    asking = GroupMembership.objects.asked().filter(group__in=led.values("group"))
    groups = asking.values_list("group__slug", "group__name").distinct()
    questions = Membership.objects.asked().filter(member=member)
    return [
        *(
            Line(
                _("Somebody asks to join %(name)s") % {"name": name},
                reverse("community_groups:group_members", args=[slug]),
            )
            for slug, name in sorted(groups)
        ),
        *(
            Line(
                _("%(network)s has a question for you") % {"network": name},
                reverse("community_me:membership_answer", args=[pk]),
            )
            for pk, name in questions.order_by("pk").values_list("pk", "network__name")
        ),
    ]


def _list_counters(member: Member, viewer: Viewer) -> list[Line]:
    """Return figures of the member's own; what is nought is left out."""
    threads = count_unread_threads(viewer)
    contacts = Contact.objects.of(member).filter(state=ContactState.ACCEPTED).count()
    groups = GroupMembership.objects.active().filter(member=member).count()
    bookmarks = Bookmark.objects.kept_by(member).count()
    counters = (
        (
            threads,
            ngettext("%d unread conversation", "%d unread conversations", threads),
            "community_messages:list",
        ),
        (
            contacts,
            ngettext("%d contact", "%d contacts", contacts),
            "community_me:contacts",
        ),
        (
            groups,
            ngettext("%d group", "%d groups", groups),
            "community_groups:group_mine",
        ),
        (
            bookmarks,
            ngettext("%d bookmark", "%d bookmarks", bookmarks),
            "community_me:bookmark_list",
        ),
    )
    return [
        Line(text % number, reverse(name)) for number, text, name in counters if number
    ]


def _list_drafts(user: Any) -> list[Line]:
    states = (ProposalState.DRAFT, ProposalState.CHANGES_REQUESTED)
    rows = Proposal.objects.proposed_by(user).filter(state__in=states).newest_first()
    return [
        Line(
            text=row.title or _("without a title"),
            url=reverse("cms_me:proposal_detail", args=[row.pk]),
            note=row.get_state_display(),
        )
        for row in rows[:LINES_A_BLOCK]
    ]


def _list_news(member: Member, viewer: Viewer, now: dt.datetime) -> list[Block]:
    day = timezone.localdate(now)
    networks = viewer.list_keys("network")
    events = list(
        Event.objects.between(now, None)
        .filter(network__in=networks, starts_at__gte=now)
        .exclude(status=EventStatus.CANCELLED)
        .order_by("starts_at", "pk")[:WANTED]
    )
    practice = list(
        PracticeEntry.objects.filter(network__in=networks).order_by(
            "-created_at", "-pk"
        )[:WANTED]
    )
    named = name_things([*events, *practice], viewer, now)
    confirmed = Membership.objects.confirmed().filter(network__in=networks)
    people = (
        Member.objects.showing_themselves_on(day)
        .visible_to(viewer, day)
        .filter(pk__in=confirmed.values("member"))
        .exclude(pk=member.pk)
        .order_by("-joined_at", "-pk")[:LINES_A_BLOCK]
    )
    firms = Organisation.objects.filter(
        network__in=networks, state=OrganisationState.LIVE
    ).order_by("-created_at", "-pk")[:LINES_A_BLOCK]
    return [
        Block("dates", _("Next dates of your networks"), _name(events, named)),
        Block(
            "people",
            _("New people in your networks"),
            tuple(
                Line(
                    row.display_name,
                    reverse("community:member_detail", args=[row.slug]),
                )
                for row in people
            ),
        ),
        Block(
            "organisations",
            _("New organisations in your networks"),
            tuple(
                Line(
                    row.name,
                    reverse(
                        "community_organisations:organisation_detail", args=[row.slug]
                    ),
                )
                for row in firms
            ),
        ),
        Block("practice", _("New practice of your networks"), _name(practice, named)),
    ]


def _name(rows: Sequence[Any], named: Any) -> tuple[Line, ...]:
    found = []
    for row in rows:
        shown = named.get((type(row), row.pk))
        if shown is not None:
            begins = getattr(row, "starts_at", None)
            note = format_day(begins) if begins else ""
            found.append(Line(shown.title, shown.url, note))
    return tuple(found[:LINES_A_BLOCK])
