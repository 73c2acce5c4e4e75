"""With what a member is tied: organisations, groups, events, practice, for one viewer (CO16)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.audiences import Viewer
from cms.models import Event, PracticeEntry
from cms.queries.cards import Tag
from community.enums import ContributionRole
from community.models import (
    Contribution,
    Group,
    GroupMembership,
    Member,
    Organisation,
    TeamMembership,
)
from community.queries.bookmarks import Shown, find_pages
from community.queries.profiles import TagGroup

KINDS = {"event": "event", "practiceentry": "practice"}
"""Models of cms that one can have contributed to, with the column of the link."""

ORDER = ("organisation", "group", *KINDS)
"""How what a member is tied with stands on the profile."""

ROLES = {
    "event": tuple(ContributionRole),
    "practiceentry": (ContributionRole.LEAD, ContributionRole.TEAM),
}


@dataclass(frozen=True)
class OwnContribution:
    """One line on the own page; ``shown`` is None for what has no open page now."""

    contribution: Contribution
    shown: Shown | None


def find_contributable(kind: str, key: str) -> Event | PracticeEntry | None:
    """Return the thing behind an address that has an open page, or None."""
    if kind not in KINDS:
        return None
    try:
        translation_key = uuid.UUID(key)
    except ValueError:
        return None
    model: Any = apps.get_model("cms", kind)
    found: Event | PracticeEntry | None = model.objects.filter(
        translation_key=translation_key
    ).first()
    return found if found is not None and find_pages({translation_key}) else None


def list_own_contributions(member: Member) -> list[OwnContribution]:
    """Return all that stands on the profile, newest first."""
    rows = Contribution.objects.of(member).select_related("event", "practice")
    found = list(rows.order_by("-pk"))
    pages = find_pages({row.thing.translation_key for row in found})
    return [
        OwnContribution(
            row,
            Shown(page.title, page.get_url() or "")
            if (page := pages.get(row.thing.translation_key))
            else None,
        )
        for row in found
    ]


def list_ties(
    *, member: Member, viewer: Viewer, reach: int, day: dt.date
) -> tuple[TagGroup, ...]:
    """Return what the viewer may know of it; one query, and one for pages if there are any.

    Organisations are those whose team shows the person, groups those that the viewer belongs
    to as well, events and practice what the audience of that part opens.
    """
    parts = _list_parts(member, viewer, reach, day)
    if not parts:
        return ()
    rows = sorted(
        parts[0].union(*parts[1:], all=True),
        key=lambda row: (ORDER.index(row[0]), *row[1:]),
    )
    is_own = member.pk in viewer.list_keys("owner")
    in_groups = _("Groups") if is_own else _("Groups in common")
    pages = find_pages({uuid.UUID(key) for kind, _name, key in rows if kind in KINDS})
    groups: dict[str, list[Tag]] = {}
    for kind, name, key in rows:
        if kind == "organisation":
            url = reverse("community_organisations:organisation_detail", args=[key])
            groups.setdefault(_("Organisations"), []).append(Tag(name, url))
        elif kind == "group":
            url = reverse("community_groups:group_detail", args=[key])
            groups.setdefault(in_groups, []).append(Tag(name, url))
        elif page := pages.get(uuid.UUID(key)):
            tag = Tag(page.title, page.get_url() or "")
            groups.setdefault(_name_group(kind, name), []).append(tag)
    return tuple(
        TagGroup(label, tuple(sorted(tags, key=lambda tag: tag.label)))
        for label, tags in groups.items()
    )


def _name_group(kind: str, role: str) -> str:
    label = ContributionRole(role).label
    if kind == "event":
        return _("Events: %(role)s") % {"role": label}
    return _("Good practice: %(role)s") % {"role": label}


def _list_parts(
    member: Member, viewer: Viewer, reach: int, day: dt.date
) -> list[QuerySet[Any, Any]]:
    parts: list[QuerySet[Any, Any]] = []
    is_own = member.pk in viewer.list_keys("owner")
    if is_own or viewer.holds("adult"):
        teams = TeamMembership.objects.active()
        if not is_own:
            teams = TeamMembership.objects.shown_to(viewer, day)
        firms = Organisation.objects.visible_to(viewer).filter(
            pk__in=teams.filter(member=member).values("organisation")
        )
        places = GroupMembership.objects.visible_to(viewer).active()
        groups = Group.objects.visible_to(viewer).filter(
            pk__in=places.filter(member=member).values("group")
        )
        parts += [_pick("organisation", firms), _pick("group", groups)]
    if member.profile.opens("contributions", reach):
        rows = Contribution.objects.of(member)
        for kind, column in KINDS.items():
            there = rows.filter(**{f"{column}__isnull": False})
            key = Cast(f"{column}__translation_key", CharField())
            parts.append(there.values_list(Value(kind), "role", key))
    return parts


def _pick(kind: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.values_list(Value(kind), "name", "slug")


def list_roles(kind: str) -> Iterable[tuple[str, Any]]:
    """Return what one can say to have been at a thing of this kind, for a form."""
    return [(role.value, role.label) for role in ROLES[kind]]
