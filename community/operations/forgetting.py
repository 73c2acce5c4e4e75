"""What tables of members need when a person is erased, besides their rows (P10, P37).

`community_personal_data` names these functions; each runs before any row is deleted.
"""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from cms.models import LinkToken, OutboxMail, StateChange
from community.enums import AccountState
from community.models import (
    Invitation,
    Member,
    Notification,
    OrganisationClaim,
    TeamMembership,
)
from community.notifications.invitations import forget_mails
from community.notifications.mails import KIND as NOTIFICATION_MAIL
from community.notifications.organisations import KIND as ORGANISATION_MAIL
from community.operations.group_members import tell_who_takes_groups_over
from community.operations.organisation_team import tell_who_takes_over
from community.operations.slugs import forget_slugs
from community.personal_data import Person


def find_own_slugs(person: Person) -> Q:
    """Return which given addresses lead to the person's profile."""
    people = Member.objects.filter(user_id=person.user_id)
    return Q(kind=Member._meta.label_lower, row_id__in=people.values("pk"))


def forget_member_slugs(person: Person, _now: dt.datetime) -> None:
    """Let the person's addresses lead nowhere; nobody else ever gets them."""
    people = Member.objects.filter(user_id=person.user_id)
    forget_slugs(model=Member, row_ids=list(people.values_list("pk", flat=True)))


def leave_teams(person: Person, now: dt.datetime) -> None:
    """Tell who takes over, unless closing has told it, and delete mails with the person's words."""
    for member in Member.objects.filter(user_id=person.user_id):
        if member.state != AccountState.CLOSED:
            tell_who_takes_over(member=member, now=now)
    for row in TeamMembership.objects.filter(member__user_id=person.user_id):
        _delete_mails(ORGANISATION_MAIL, f"{ORGANISATION_MAIL}:team_asked:{row.pk}:")


def leave_groups(person: Person, now: dt.datetime) -> None:
    """Tell who takes groups over, unless closing has told it."""
    for member in Member.objects.filter(user_id=person.user_id):
        if member.state != AccountState.CLOSED:
            tell_who_takes_groups_over(member=member, now=now)


def forget_proof_mails(person: Person, _now: dt.datetime) -> None:
    """Delete mails to addresses at organisations that asked for a proof."""
    for row in OrganisationClaim.objects.filter(member__user_id=person.user_id):
        _delete_mails(ORGANISATION_MAIL, f"{ORGANISATION_MAIL}:proof:{row.pk}:")


def forget_invitations(person: Person, _now: dt.datetime) -> None:
    """Delete invitations to the person's own addresses, and mails that name who invites.

    What the person has sent stays without a right behind it. An address that nobody
    confirmed may be somebody else's, and so may the invitation to it.
    """
    own = Invitation.objects.addressed_to(person.addresses)
    for row in own | Invitation.objects.filter(invited_by_id=person.user_id):
        forget_mails(row)
    kind = ContentType.objects.get_for_model(Invitation)
    keys = list(own.values_list("pk", flat=True))
    LinkToken.objects.filter(content_type=kind, object_id__in=keys).delete()
    StateChange.objects.filter(content_type=kind, object_id__in=keys).update(reason="")
    own.delete()


def forget_told(person: Person, _now: dt.datetime) -> None:
    """Take name and words of the person out of what others were told, and its mails away."""
    told = Notification.objects.filter(actor__user_id=person.user_id)
    for row in told.exclude(recipient__user_id=person.user_id):
        kept = {
            name: "" if value in person.names else value
            for name, value in row.payload.items()
        }
        if row.words or kept != row.payload:
            row.words, row.payload = "", kept
            row.save(update_fields=["words", "payload"])
        # A mail names the person even where the row only points to it.
        key = f"{NOTIFICATION_MAIL}:{row.pk}"
        OutboxMail.objects.filter(kind=NOTIFICATION_MAIL, event_key=key).delete()


def _delete_mails(kind: str, prefix: str) -> None:
    OutboxMail.objects.filter(kind=kind, event_key__startswith=prefix).delete()
