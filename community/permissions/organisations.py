"""Who may do what with organisations: their team, and the network's coordination (CO23, S25)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.enums import Role
from cms.permissions.roles import get_active_roles
from community.consent import Standing, find_standing_of_user
from community.enums import AccountState, ClaimState, TeamRole
from community.models import Organisation, OrganisationClaim, TeamMembership


def get_cared_for_organisations(user: Any) -> QuerySet[Organisation]:
    """Return the organisations of the networks that the person coordinates today.

    What has no network of its own belongs to the portal, and so to its coordination.
    """
    rows = Organisation.objects.all()
    if user.is_active and user.is_superuser:
        return rows
    roles = get_active_roles(user).filter(role=Role.COORDINATOR)
    return rows.filter(network__in=roles.values("network"))


def get_readable_claims(user: Any) -> QuerySet[OrganisationClaim]:
    """Return the claims of entries that the person cares for; who leaves is left alone."""
    rows = OrganisationClaim.objects.exclude(member__state=AccountState.CLOSED)
    return rows.filter(organisation__in=get_cared_for_organisations(user))


def can_care_for_organisation(user: Any, organisation: Organisation) -> bool:
    """Tell whether the person coordinates the network of this organisation."""
    cared_for = get_cared_for_organisations(user)
    return cared_for.filter(pk=organisation.pk).exists()


def can_read_claim(user: Any, claim: OrganisationClaim) -> bool:
    """Tell whether the person may see who claims this entry."""
    return get_readable_claims(user).filter(pk=claim.pk).exists()


def can_decide_claim(user: Any, claim: OrganisationClaim) -> bool:
    """Tell whether the person may accept or reject; nobody does so for oneself."""
    is_open = claim.state in (ClaimState.OPEN, ClaimState.NEEDS_PROOF)
    is_own = claim.member.user_id == user.pk
    return is_open and not is_own and can_read_claim(user, claim)


def find_adult(user: Any, now: dt.datetime) -> Standing | None:
    """Return the standing of an adult who takes part; None for everybody else."""
    standing = find_standing_of_user(user, now)
    if standing is None or standing.is_minor or not standing.takes_part:
        return None
    return standing


def find_own_place(
    user: Any, organisation: Organisation, now: dt.datetime
) -> TeamMembership | None:
    """Return the person's active place in the team, while the account takes part."""
    adult = find_adult(user, now)
    if adult is None:
        return None
    rows = TeamMembership.objects.active().filter(organisation=organisation)
    return rows.filter(member=adult.member).first()


def can_create_organisation(user: Any, now: dt.datetime) -> bool:
    """Tell whether the person may add an organisation: any adult who takes part."""
    return find_adult(user, now) is not None


def can_edit_organisation(
    user: Any, organisation: Organisation, now: dt.datetime
) -> bool:
    """Tell whether the person may change texts, contact, terms and profiles."""
    if find_own_place(user, organisation, now) is not None:
        return True
    return can_care_for_organisation(user, organisation)


def can_name_organisation(
    user: Any, organisation: Organisation, now: dt.datetime
) -> bool:
    """Tell whether the person may change name, address and website, and manage the team."""
    place = find_own_place(user, organisation, now)
    if place is not None and place.role == TeamRole.ADMIN:
        return True
    return can_care_for_organisation(user, organisation)


def get_led_organisations(user: Any) -> QuerySet[Organisation]:
    """Return the organisations whose team the person manages: as admin, or coordinating."""
    cared_for = get_cared_for_organisations(user)
    adult = find_adult(user, timezone.now())
    if adult is None:
        return cared_for
    own = TeamMembership.objects.admins().filter(member=adult.member)
    return cared_for | Organisation.objects.filter(pk__in=own.values("organisation"))


def can_decide_on_teammate(user: Any, row: TeamMembership, now: dt.datetime) -> bool:
    """Tell whether the person may accept, decline, promote or let go; never oneself."""
    is_own = row.member.user_id == user.pk
    return not is_own and can_name_organisation(user, row.organisation, now)
