"""What a list of members holds: columns chosen, and of each only what is open (CO58, CO11)."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.models import Network
from cms.queries.cards import format_day
from community.enums import AgeStep, Audience, MemberExportColumn
from community.models import Member, Membership
from community.queries.members import get_seen_step

Column = MemberExportColumn
PARTS: Mapping[str, str] = {
    Column.POSITION: "position",
    Column.WORKPLACE: "workplace",
    Column.EMAIL: "email",
    Column.PHONE: "phone",
    Column.WEBSITE: "website",
}
"""Columns that hold a part of the profile, which has an audience of its own."""


def list_member_lines(
    members: QuerySet[Member],
    network: Network,
    *,
    columns: Sequence[str],
    with_minors: bool,
    day: dt.date,
) -> list[list[str]]:
    """Return headings and a line for each of those members who belongs to the network.

    ``members`` are those whom the coordination sees. Minors are in it only if wanted, and
    of their profile nothing is.
    """
    since = dict(
        Membership.objects.confirmed()
        .filter(network=network)
        .values_list("member", "claimed_at")
    )
    rows = members.filter(
        pk__in=Membership.objects.confirmed().filter(network=network).values("member")
    )
    if not with_minors:
        rows = rows.filter(pk__in=Member.objects.adults_on(day).values("pk"))
    wanted = [column for column in MemberExportColumn if column.value in columns]
    found = rows.select_related("profile").order_by("sort_name", "pk")
    return [
        [str(column.label) for column in wanted],
        *(
            list(_draw(member, wanted, since.get(member.pk), day))
            for member in found.iterator(chunk_size=500)
        ),
    ]


def _draw(
    member: Member,
    columns: Sequence[MemberExportColumn],
    since: dt.datetime | None,
    day: dt.date,
) -> Iterator[str]:
    is_adult = member.step_on(day) == AgeStep.ADULT
    facts: dict[str, Callable[[], str]] = {
        Column.NAME: lambda: member.display_name,
        Column.ROLE: lambda: str(member.get_role_display()),
        Column.AGE: lambda: _("no") if is_adult else _("yes"),
        Column.SINCE: lambda: format_day(since) if since else "",
        Column.SEEN: lambda: str(get_seen_step(member, day).label),
        Column.LANGUAGE: lambda: member.language,
    }
    for column in columns:
        part = PARTS.get(column)
        if part is None:
            yield facts[column]()
        else:
            audience = getattr(member.profile, f"{part}_audience")
            is_open = is_adult and Audience.STAFF <= audience <= Audience.PUBLIC
            yield str(getattr(member.profile, part)) if is_open else ""
