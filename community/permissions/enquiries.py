"""Who may write to whom through a contact form, and who reads it (CO38, P5)."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from cms.audiences import VISITOR, Viewer
from community.consent import find_protected, find_standing
from community.enums import AccountState, AgeStep, Audience, OrganisationState
from community.models import (
    Block,
    Enquiry,
    Freeze,
    Member,
    Organisation,
    TeamMembership,
)
from community.permissions.trust import get_trust
from community.safeguarding import list_frozen


def find_receivers(
    to: Member | Organisation, sender: Member | None, now: dt.datetime
) -> QuerySet[Member]:
    """Return who would read a message; nobody where no message is taken.

    A member is written to whose name visitors read and who takes messages; for an
    organisation that is shown, the admins of its team read. Never somebody for whom the
    rules for minors hold, who blocks the sender or is blocked, or is frozen apart.
    """
    day = timezone.localdate(now)
    if isinstance(to, Member):
        rows = Member.objects.listed_for(VISITOR, day)
        rows = rows.filter(pk=to.pk, takes_enquiries=True)
    else:
        admins = TeamMembership.objects.admins().filter(
            organisation=to, organisation__state=OrganisationState.LIVE
        )
        rows = Member.objects.showing_themselves_on(day)
        rows = rows.filter(pk__in=admins.values("member"))
    alone = Freeze.objects.in_force().filter(other__isnull=True)
    rows = rows.exclude(pk__in=find_protected(day).values("pk"))
    rows = rows.exclude(pk__in=alone.values("member"))
    if sender is None:
        return rows
    return (
        rows.exclude(pk=sender.pk)
        .exclude(pk__in=Block.objects.filter(blocker=sender).values("blocked"))
        .exclude(pk__in=Block.objects.filter(blocked=sender).values("blocker"))
        .exclude(pk__in=list_frozen(sender, now))
    )


def can_send_enquiries(member: Member, now: dt.datetime) -> bool:
    """Tell whether a member may use contact forms at all: an adult who takes part (P5)."""
    standing = find_standing(member, now)
    return standing.takes_part and not standing.is_protected


def can_be_passed_on(enquiry: Enquiry, now: dt.datetime) -> bool:
    """Tell whether what was written may reach somebody now.

    A guest whose address is that of a member is held to what holds for that member: logging
    out is no way round a block, an age or a decision.
    """
    sender = enquiry.sender or find_member_behind(enquiry.email)
    if sender is not None:
        is_allowed = can_send_enquiries(sender, now)
        if not is_allowed or not get_trust(sender, now).may_message:
            return False
    return find_receivers(enquiry.receiver, sender, now).exists()


def find_member_behind(email: str) -> Member | None:
    """Return whose login has this address."""
    return Member.objects.filter(user__email__iexact=email).first()


def has_contact_form(viewer: Viewer, member: Member, day: dt.date) -> bool:
    """Tell whether a profile leads to the form; who may really write is asked there.

    Costs no query: the profile is loaded already.
    """
    is_open = (
        member.state == AccountState.ACTIVE
        and member.step_on(day) == AgeStep.ADULT
        and member.profile.name_audience == Audience.PUBLIC
        and member.takes_enquiries
    )
    own = viewer.list_keys("owner")
    # Young people, and who takes no part, ask the coordination instead.
    may_write = viewer.holds("adult") if own else True
    return is_open and may_write and member.pk not in own
