"""Who gets a circular, and how it reads for one of them (CO39)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from community.consent import find_participants
from community.enums import CircularTarget
from community.models import Circular, CircularText, Member, Membership, TeamMembership


@dataclass(frozen=True)
class Letter:
    """What one recipient reads."""

    language: str
    title: str
    text: str


def find_recipients(circular: Circular, day: dt.date) -> QuerySet[Member]:
    """Return everybody to whom it goes: confirmed members who take part today.

    A minor gets what the own network writes, never what the portal writes to all.
    """
    confirmed = Membership.objects.confirmed()
    rows = find_participants(day).filter(user__is_active=True)
    if circular.network.is_site:
        rows = rows.filter(pk__in=Member.objects.adults_on(day).values("pk"))
    else:
        confirmed = confirmed.filter(network=circular.network_id)
    rows = rows.filter(pk__in=confirmed.values("member"))
    if circular.target == CircularTarget.ROLE:
        return rows.filter(role=circular.role)
    if circular.target == CircularTarget.CHOSEN:
        team = TeamMembership.objects.active().filter(
            organisation__in=circular.organisations.values("pk")
        )
        chosen = circular.members.values("pk")
        return rows.filter(Q(pk__in=chosen) | Q(pk__in=team.values("member")))
    return rows


def list_letters(circular: Circular) -> dict[str, Letter]:
    """Return what it says, by language."""
    texts: QuerySet[CircularText] = circular.texts.order_by("language")
    return {row.language: Letter(row.language, row.title, row.text) for row in texts}


def choose_letter(letters: Mapping[str, Letter], language: str) -> Letter:
    """Return the letter in this language, else the first there is."""
    return letters.get(language) or next(iter(letters.values()))


def get_title(circular: Circular) -> str:
    """Return the title in the language of the reader, else in another."""
    titles = {row.language: row.title for row in circular.texts.all()}
    return titles.get(get_language() or "") or next(iter(titles.values()), "")
