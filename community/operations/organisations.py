"""Organisations: added, edited, shown and hidden (CO21, CO22)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from cms.models import Network
from cms.page_cache import bump_site_version
from cms.transitions import apply_transition
from community.enums import OrganisationState, TeamRole
from community.models import (
    Member,
    Membership,
    Organisation,
    OrganisationProfile,
    OrganisationTerm,
    TeamMembership,
)
from community.models.slugs import make_first_slug
from community.notifications.organisations import tell_admins
from community.operations.organisation_refusals import make_entry_known
from community.operations.slugs import give_slug
from community.transitions import (
    ACCEPT_TO_TEAM,
    HIDE_ORGANISATION,
    SHOW_ORGANISATION,
)

RESERVED_SLUG = "new"
DECISIONS = {
    OrganisationState.LIVE: SHOW_ORGANISATION,
    OrganisationState.HIDDEN: HIDE_ORGANISATION,
}
"""What a coordinator can do with an organisation."""


class NamesakeError(Exception):
    """There is one of this name in this town; another one needs a reason."""


class RefusedEntryError(Exception):
    """The organisation does not want an entry that we make ourselves (SP50)."""


@dataclass(frozen=True, kw_only=True)
class OrganisationContent:
    """What a form says: columns, keys of terms, and addresses by service."""

    facts: Mapping[str, Any]
    term_ids: frozenset[int] = frozenset()
    profiles: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def create_organisation(
    *, creator: Member, network: Network, content: OrganisationContent, now: dt.datetime
) -> Organisation:
    """Add an organisation whose first admin is the creator.

    Whom a network knows is trusted: the entry is shown at once. Others wait for the
    coordination, so that nobody fills the directory from outside.

    Raises:
        NamesakeError: there is one of this name in this town, and no reason is given.
    """
    organisation = add_organisation(network=network, content=content, now=now)
    row = TeamMembership.objects.create(
        organisation=organisation, member=creator, asked_at=now
    )
    apply_transition(row=row, transition=ACCEPT_TO_TEAM, actor=creator.user, now=now)
    TeamMembership.objects.filter(pk=row.pk).update(role=TeamRole.ADMIN)
    organisation.had_admin = True
    organisation.save(update_fields=["had_admin"])
    if Membership.objects.confirmed().filter(member=creator).exists():
        apply_transition(
            row=organisation,
            transition=SHOW_ORGANISATION,
            actor=creator.user,
            now=now,
        )
    bump_site_version()
    return organisation


@transaction.atomic
def add_organisation(
    *, network: Network, content: OrganisationContent, now: dt.datetime
) -> Organisation:
    """Add an organisation without a team, as staff and imports do; it is not shown yet.

    Raises:
        NamesakeError: there is one of this name in this town, and no reason is given.
        RefusedEntryError: it comes from a source, and the organisation has refused it.
    """
    facts = content.facts
    if facts.get("source_url"):
        refused = Organisation.objects.refused_like(
            name=facts["name"], town=facts["town"], source_url=facts["source_url"]
        )
        if refused.exists():
            raise RefusedEntryError
    organisation = Organisation(
        slug=make_first_slug(),
        network=network,
        created_at=now,
        **content.facts,
    )
    _save(organisation, now)
    give_slug(row=organisation, text=organisation.name, now=now, reserved=RESERVED_SLUG)
    _write_parts(organisation, content)
    return organisation


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, content: OrganisationContent, now: dt.datetime
) -> Organisation:
    """Write what the form says; a new name brings a new address, the old one leads on.

    Raises:
        NamesakeError: there is one of this name in this town, and no reason is given.
    """
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    old_name = row.name
    for name, value in content.facts.items():
        setattr(row, name, value)
    # Whoever saves the form has seen every field of it (SP49).
    row.to_be_checked = False
    _save(row, now)
    if row.name != old_name:
        give_slug(row=row, text=row.name, now=now, reserved=RESERVED_SLUG)
    _write_parts(row, content)
    bump_site_version()
    return row


@transaction.atomic
def decide_organisation(
    *,
    organisation: Organisation,
    decision: OrganisationState,
    words: str,
    actor: Any,
    now: dt.datetime,
) -> Organisation:
    """Show or hide an organisation and tell its admins, with the coordinator's words.

    The organisation itself is told of an entry that we have made, when it is shown first.

    Raises:
        WrongStateError: it is so already, or somebody was quicker.
        RefusedEntryError: the organisation does not want to stand here.
    """
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if decision == OrganisationState.LIVE and row.refused_at is not None:
        raise RefusedEntryError
    change = apply_transition(
        row=organisation,
        transition=DECISIONS[decision],
        actor=actor,
        reason=words,
        now=now,
    )
    tell_admins(
        organisation=organisation,
        event=f"organisation_{decision}",
        key=str(change.pk),
        words=words,
    )
    if decision == OrganisationState.LIVE and row.is_pre_made:
        make_entry_known(organisation=row, now=now)
    bump_site_version()
    return organisation


def _save(organisation: Organisation, now: dt.datetime) -> None:
    organisation.changed_at = now
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise NamesakeError from error


def _write_parts(organisation: Organisation, content: OrganisationContent) -> None:
    terms = OrganisationTerm.objects.filter(organisation=organisation)
    terms.exclude(term__in=content.term_ids).delete()
    held = set(terms.values_list("term_id", flat=True))
    OrganisationTerm.objects.bulk_create(
        OrganisationTerm(organisation=organisation, term_id=key)
        for key in sorted(content.term_ids - held)
    )
    profiles = OrganisationProfile.objects.filter(organisation=organisation)
    profiles.exclude(service__in=content.profiles).delete()
    for service, url in content.profiles.items():
        profiles.update_or_create(
            service=service,
            defaults={"url": url},
            create_defaults={
                "organisation": organisation,
                "service": service,
                "url": url,
            },
        )
